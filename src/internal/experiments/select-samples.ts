/** A question that could be asked. */
export interface Candidate<Question> {
  /** Candidates of one key ask the same. */
  readonly key: string;
  /** Number of the scenario. */
  readonly scenario: number;
  readonly question: Question;
}

export interface SelectionLimits {
  /** How many candidates of one key are taken, each of another scenario: what one test shows, another may not. */
  readonly perKey: number;
  readonly total: number;
}

export interface Selection<Question> {
  readonly questions: readonly Question[];
  /** How many keys are not asked about at all. */
  readonly omitted: number;
}

/** The first candidate of each key, then the second of each, and so on, as long as the limits allow. */
export function selectSamples<Question>(
  candidates: readonly Candidate<Question>[],
  { perKey, total }: SelectionLimits,
): Selection<Question> {
  const samples = new Map<string, Map<number, Question>>();
  for (const { key, scenario, question } of candidates) {
    const known = samples.get(key) ?? new Map<number, Question>();
    samples.set(key, known);
    if (known.size < perKey && !known.has(scenario)) known.set(scenario, question);
  }
  const lists = [...samples.values()].map((known) => [...known.values()]);
  const rounds = Array.from({ length: perKey }, (_, i) =>
    lists.flatMap((list) => list.slice(i, i + 1)),
  );
  return {
    questions: rounds.flat().slice(0, total),
    omitted: Math.max(0, lists.length - total),
  };
}

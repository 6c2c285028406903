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
  /** Of how many of these scenarios a second one is taken, from the middle: the first finds what nobody has touched. */
  readonly later?: number;
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
  { perKey, later = 0, total }: SelectionLimits,
): Selection<Question> {
  const samples = new Map<string, Map<number, Question[]>>();
  for (const { key, scenario, question } of candidates) {
    const known = samples.get(key) ?? new Map<number, Question[]>();
    samples.set(key, known);
    const alike = known.get(scenario);
    if (alike !== undefined) alike.push(question);
    else if (known.size < perKey) known.set(scenario, [question]);
  }
  const lists = [...samples.values()].map((known) => samplesOf([...known.values()], later));
  const rounds = Array.from({ length: perKey + later }, (_, i) =>
    lists.flatMap((list) => list.slice(i, i + 1)),
  );
  return {
    questions: rounds.flat().slice(0, total),
    omitted: Math.max(0, lists.length - total),
  };
}

/** The first of each scenario, each of the first `later` that have more followed by the one in the middle. */
function samplesOf<Question>(
  scenarios: readonly (readonly Question[])[],
  later: number,
): Question[] {
  let left = later;
  return scenarios.flatMap((alike) => {
    if (alike.length === 1 || left === 0) return alike.slice(0, 1);
    left -= 1;
    const middle = Math.floor(alike.length / 2);
    return [...alike.slice(0, 1), ...alike.slice(middle, middle + 1)];
  });
}

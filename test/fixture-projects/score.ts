import type { TableCheck } from "./table-check.ts";

/** Counts of entries. Precision is `right` of `reported`, recall `right` of `expected`. */
export interface Score {
  readonly right: number;
  readonly reported: number;
  readonly expected: number;
}

/** An entry of which both say different things is reported in vain, and not found. */
export function scoreOf({ right, differences }: TableCheck): Score {
  const count = (kind: TableCheck["differences"][number]["kind"]) =>
    differences.filter((difference) => difference.kind === kind).length;
  const wrong = count("wrong");
  return {
    right,
    reported: right + wrong + count("surplus"),
    expected: right + wrong + count("missing"),
  };
}

export function sumOfScores(scores: readonly Score[]): Score {
  const sum = (of: keyof Score) => scores.reduce((total, score) => total + score[of], 0);
  return { right: sum("right"), reported: sum("reported"), expected: sum("expected") };
}

import type { ReportProof, ReportTestCounts, SuiteTests } from "../model/proof.ts";
import type { TestResult } from "../model/test-result.ts";

/**
 * What the tests come to without the diff and with it. What fails without it does not count against the diff.
 */
export function compareTests(before: SuiteTests, after: SuiteTests): ReportProof["tests"] {
  const [old, now] = [byTest(before.results), byTest(after.results)];
  const named = (tests: ReadonlyMap<string, TestResult>, holds: (key: string) => boolean) =>
    [...tests].flatMap(([key, { title }]) => (holds(key) ? [title] : [])).sort();
  return {
    before: countTests(before),
    after: countTests(after),
    broken: named(now, (key) => isState(now, key, "failing") && !isState(old, key, "failing")),
    notRun: named(
      old,
      (key) => isState(old, key, "passing") && (!now.has(key) || isState(now, key, "pending")),
    ),
  };
}

export function countTests({ results }: SuiteTests): ReportTestCounts {
  const of = (state: TestResult["state"]) => results.filter((one) => one.state === state).length;
  return { passing: of("passing"), failing: of("failing"), pending: of("pending") };
}

function isState(
  tests: ReadonlyMap<string, TestResult>,
  key: string,
  state: TestResult["state"],
): boolean {
  return tests.get(key)?.state === state;
}

/** Titles need not be unique in a file: the second of a title is another test. */
function byTest(results: readonly TestResult[]): ReadonlyMap<string, TestResult> {
  const counts = new Map<string, number>();
  const tests = new Map<string, TestResult>();
  for (const result of results) {
    const name = JSON.stringify([result.runner, result.file, result.title]);
    const number = (counts.get(name) ?? 0) + 1;
    counts.set(name, number);
    tests.set(`${name} ${number}`, result);
  }
  return tests;
}

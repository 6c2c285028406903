/**
 * How one test of the user's suite ended. A hook that fails counts as a failing test: runners count it so,
 * and the tests that it kept from running are missing.
 */
export interface TestResult {
  /** As Hardhat calls it: `mocha`, `nodejs`, `solidity`. */
  readonly runner: string;
  /** Relative to the project with forward slashes; empty when it is not known. */
  readonly file: string;
  /** The titles of the suites and of the test, joined by a space. */
  readonly title: string;
  readonly state: "passing" | "failing" | "pending";
}

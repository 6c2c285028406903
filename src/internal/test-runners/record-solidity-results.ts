import type { HardhatConfig } from "hardhat/types/config";

import type { TestResult } from "../model/test-result.ts";
import { TestResults } from "./test-results.ts";

const STATES: Partial<Record<string, TestResult["state"]>> = {
  Success: "passing",
  Failure: "failing",
  Skipped: "pending",
};

/** Writes what Hardhat's task `test solidity` gave to a file in `folder`. */
export function recordSolidityResults(
  outcome: unknown,
  config: HardhatConfig,
  folder: string,
): void {
  const results = new TestResults(folder, config.paths.root, "solidity");
  const { success, value, error } = fieldsOf(outcome);
  const suites = fieldsOf(success === true ? value : error).suiteResults;
  for (const suite of listOf(suites)) {
    const { id, testResults } = fieldsOf(suite);
    const { name, source } = fieldsOf(id);
    for (const test of listOf(testResults)) {
      const { name: title, status } = fieldsOf(test);
      const state = STATES[String(status)];
      if (state === undefined) continue;
      results.add(`${String(name)} ${String(title)}`, state, sourceFile(String(source)));
    }
  }
}

function sourceFile(source: string): string {
  return source.replace(/^project\//, "");
}

function fieldsOf(value: unknown): Partial<Record<string, unknown>> {
  // By name, as the native module gives objects whose fields need not be their own.
  if (typeof value !== "object" || value === null) return {};
  const names = [
    "success",
    "value",
    "error",
    "suiteResults",
    "id",
    "testResults",
    "name",
    "source",
    "status",
  ];
  return Object.fromEntries(names.map((name) => [name, Reflect.get(value, name)]));
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

import { readFileSync } from "node:fs";

import type { UnclonedCause } from "../../src/internal/model/crowd.ts";
import type { OrderVerdictKind, ReportFunctionPair } from "../../src/internal/model/report.ts";
import { projectFile } from "./project-file.ts";

/**
 * The tables of an `expected.json`, written by hand before the tool saw the project. What the fields mean
 * is told in fixture-projects/README.md.
 */
export interface ExpectedTables {
  readonly tests: { readonly passing: number; readonly failing: number; readonly pending: number };
  readonly hotspots: readonly ExpectedHotspot[];
  readonly mustNotReport: readonly ExpectedAbsence[];
  /** From here on absent where the suite sends nothing. */
  readonly crowdHotspots?: readonly ExpectedHotspot[];
  readonly notForCrowds?: readonly ExpectedUncloned[];
  readonly matrix?: readonly ExpectedPair[];
  readonly namingTheOther?: readonly FunctionPairName[];
  readonly orders?: readonly ExpectedOrder[];
  readonly accumulators?: readonly ExpectedAccumulator[];
}

/** What every entry may have. */
interface Entry {
  /** Hardhat's name, with the file. */
  readonly contract: string;
  /** May be found or not. */
  readonly optional?: boolean;
  readonly recordedIn?: "set-up";
}

export interface ExpectedHotspot extends Entry {
  readonly variable: string;
  readonly path: string;
  readonly alsoPaths?: readonly string[];
  /** Of a storage hotspot absent. */
  readonly class?: string;
  readonly packed?: readonly string[];
  readonly functions: readonly string[];
}

export interface ExpectedAbsence extends Entry {
  readonly variable: string;
  readonly path?: string;
  readonly slot?: string;
  readonly class?: string;
}

export interface ExpectedUncloned extends Entry {
  readonly function: string;
  readonly cause: UnclonedCause;
}

export interface FunctionPairName extends Entry {
  readonly a: string;
  readonly b: string;
}

export interface ExpectedPair extends FunctionPairName {
  readonly verdict: Exclude<ReportFunctionPair["verdict"], "never">;
  readonly variables: readonly string[];
  readonly alsoVariables?: readonly string[];
}

export interface ExpectedOrder extends FunctionPairName {
  readonly contractOfB?: string;
  readonly verdict: OrderVerdictKind;
  readonly inOneBlock?: OrderVerdictKind;
}

export interface ExpectedAccumulator extends Entry {
  readonly variable: string;
  readonly path?: string;
  readonly function: string;
  readonly functionOf?: string;
  readonly verdict: "commutative" | "flows";
  readonly into?: readonly string[];
  readonly alsoInto?: readonly string[];
}

export function readExpected(project: string): ExpectedTables {
  // Written by hand, in this form; a wrong field makes a comparison fail.
  return JSON.parse(readFileSync(projectFile(project, "expected.json"), "utf8")) as ExpectedTables;
}

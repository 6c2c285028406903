import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";

import type { ReportFinding } from "../../../src/internal/model/report-finding.ts";
import { projectFile } from "../../fixture-projects/project-file.ts";

/** What a rule must say of a contract; written by hand from its Solidity. */
export interface ExpectedHit {
  readonly contract: string;
  readonly variable: string;
  /** Where it is no storage: then `variable` is that of the contract's account. */
  readonly class?: "balance" | "nonce";
  /** Other names that are right, too. */
  readonly alsoVariables?: readonly string[];
  /** All fields of the slot that they share: each is right. */
  readonly packed?: readonly string[];
  readonly functions: readonly string[];
  /** Functions that may be named or not. */
  readonly alsoFunctions?: readonly string[];
  readonly diff: boolean;
}

/** A finding that may be there or not. */
export interface AllowedFinding {
  readonly contract: string;
  readonly rule: string;
  readonly variable: string;
}

export interface RuleTable {
  readonly rule: string;
  readonly hits: readonly ExpectedHit[];
  /** Contracts about which nothing may be said. */
  readonly silent: readonly { readonly contract: string }[];
  readonly also: readonly AllowedFinding[];
}

/** The tables of the fixture project `suggestions`, by rule. */
export function readRuleTables(): RuleTable[] {
  const folder = projectFile("suggestions", "expected");
  return readdirSync(folder)
    .sort()
    .map((file) => {
      // Written by hand in this form.
      const table = JSON.parse(readFileSync(join(folder, file), "utf8")) as Omit<
        RuleTable,
        "rule" | "also"
      > &
        Partial<Pick<RuleTable, "also">>;
      return { rule: basename(file, ".json"), ...table, also: table.also ?? [] };
    });
}

export function isHit(finding: ReportFinding, rule: string, hit: ExpectedHit): boolean {
  const variable = hit.class === undefined ? hit.variable : `address(this).${hit.variable}`;
  const names = [variable, ...(hit.alsoVariables ?? []), ...(hit.packed ?? [])];
  return (
    finding.rule === rule &&
    finding.contract === hit.contract &&
    names.includes(finding.variable ?? "")
  );
}

export function isAllowed(finding: ReportFinding, allowed: AllowedFinding): boolean {
  return (
    finding.rule === allowed.rule &&
    finding.contract === allowed.contract &&
    (finding.variable ?? "").includes(allowed.variable)
  );
}

/** Named wrongly, or not named; as `name`, without the contract. */
export function wrongFunctions({ functions }: ReportFinding, hit: ExpectedHit): string[] {
  const named = functions.map((name) => name.slice(name.indexOf(".") + 1));
  const right = [...hit.functions, ...(hit.alsoFunctions ?? [])];
  return [
    ...named.filter((name) => !right.includes(name)),
    ...hit.functions.filter((name) => !named.includes(name)),
  ];
}

import assert from "node:assert/strict";
import { readFileSync, rmSync } from "node:fs";

import type { KeyedProof, ProofsFile } from "../../src/internal/model/proof.ts";
import type { ReportFinding } from "../../src/internal/model/report-finding.ts";
import { digest } from "../../src/internal/primitives/digest.ts";
import { runHardhat } from "../support/run-hardhat.ts";
import { projectFile } from "./project-file.ts";
import { readReport } from "./read-report.ts";

const PROOFS_FILE = "parallel-evm/proofs.json";
const DEADLINE_MS = 540_000;

/** A diff of a report, and what came of it. */
export interface ProvedFinding {
  readonly finding: ReportFinding;
  readonly proof: KeyedProof;
}

/** Proves all diffs of the last report of a fixture project, by Hardhat's command line; in the report's order. */
export async function proveProject(project: string): Promise<readonly ProvedFinding[]> {
  rmSync(projectFile(project, PROOFS_FILE), { force: true });
  const folder = projectFile(project);
  const { output } = await runHardhat(folder, ["parallel-evm", "prove"], {}, DEADLINE_MS);
  try {
    return readProofs(project);
  } catch (error) {
    throw new Error(output, { cause: error });
  }
}

/** What was proved last. Throws where a diff of the last report was not. */
export function readProofs(project: string): readonly ProvedFinding[] {
  const findings = readReport(project).findings.filter(({ patch }) => patch !== null);
  if (findings.length === 0) return [];
  // Made by this package.
  const { proofs } = JSON.parse(
    readFileSync(projectFile(project, PROOFS_FILE), "utf8"),
  ) as ProofsFile;
  return findings.map((finding) => {
    const proof = proofs.find((one) => isOf(one, finding));
    assert(proof !== undefined, `${titleOf(finding)} was not proved`);
    return { finding, proof };
  });
}

function isOf(proof: KeyedProof, { rule, contract, variable, patch }: ReportFinding): boolean {
  return (
    proof.rule === rule &&
    proof.contract === contract &&
    proof.variable === variable &&
    proof.patch === digest(patch ?? "")
  );
}

/** Why a proof is not what it has to be; undefined when all is well. */
export function lackOf({ finding, proof }: ProvedFinding): string | undefined {
  const { verdict, message, speedup, tests } = proof;
  const lacks = [
    // That is what was promised.
    ...(verdict === "proven" || verdict === "gains nothing" ? [] : [`${verdict}: ${message}`]),
    ...(tests.after !== null && tests.after.passing === tests.before.passing
      ? []
      : ["not as many tests pass as without the diff"]),
    ...(speedup.promised === null ? ["nothing is promised"] : []),
    ...(speedup.after === null ? ["it was not measured"] : []),
  ];
  return lacks.length === 0 ? undefined : `${titleOf(finding)}: ${lacks.join("; ")}`;
}

/** `Counter.total (total-supply)`. */
function titleOf({ contract, variable, rule }: ReportFinding): string {
  return `${placeOf({ contract, variable })} (${rule})`;
}

/** `Counter.total`. */
export function placeOf({
  contract,
  variable,
}: Pick<ReportFinding, "contract" | "variable">): string {
  return `${(contract ?? "").replace(/^.*:/, "")}.${variable ?? ""}`;
}

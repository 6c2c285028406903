import type { KeyedProof } from "../model/proof.ts";
import type { ReportFinding } from "../model/report-finding.ts";
import { digest } from "../primitives/digest.ts";

/** A finding with what its diff was seen to do. A diff that breaks something, or gains less than it promised, leaves little confidence. */
export function withProof(finding: ReportFinding, proofs: readonly KeyedProof[]): ReportFinding {
  if (finding.patch === null) return finding;
  const patch = digest(finding.patch);
  const found = proofs.find(
    (one) =>
      one.rule === finding.rule &&
      one.contract === finding.contract &&
      one.variable === finding.variable &&
      one.patch === patch,
  );
  if (found === undefined) return finding;
  const { verdict, message, tests, hotspot, speedup } = found;
  const isBad = ["breaks tests", "does not compile", "gains less"].includes(verdict);
  return {
    ...finding,
    confidence: isBad ? "low" : finding.confidence,
    evidence: verdict === "unknown" ? finding.evidence : [...finding.evidence, message],
    proof: { verdict, message, tests, hotspot, speedup },
  };
}

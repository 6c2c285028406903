import type { Log, Location, ReportingDescriptor, Result } from "sarif";

import type { ParallelReport } from "../model/report.ts";
import type { ReportFinding } from "../model/report-finding.ts";
import type { SourceLine } from "../model/slot-name.ts";
import type { RulePage } from "../model/suggestion.ts";
import { digest } from "../primitives/digest.ts";
import { hotspotTitle } from "./texts/hotspot-text.ts";

const SCHEMA =
  "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/**
 * The findings as SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html), with paths relative to
 * the project. A finding without a line stands at the file of its contract; without one, nowhere.
 */
export function renderSarif(report: ParallelReport, rules: readonly RulePage[]): Log {
  const named = [...new Set(report.findings.map(({ rule }) => rule))].sort();
  const described = [...rules.map(describe), ...undescribed(report, named, rules)];
  const indexOf = new Map(described.map(({ id }, index) => [id, index]));
  return {
    $schema: SCHEMA,
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "hardhat-parallel-evm", rules: described } },
        originalUriBaseIds: {
          PROJECT: { description: { text: "The root of the Hardhat project" } },
        },
        columnKind: "utf16CodeUnits",
        results: report.findings.map((finding) => resultOf(finding, report, indexOf)),
      },
    ],
  };
}

function describe({
  id,
  title,
  detects,
  impact,
  refactor,
  price,
  sources,
}: RulePage): ReportingDescriptor {
  const text = [detects, refactor, price, ...sources].join("\n\n");
  return {
    id,
    shortDescription: { text: title },
    fullDescription: { text: detects },
    help: { text },
    defaultConfiguration: { level: impact === "low" ? "note" : "warning" },
  };
}

/** What is no suggestion has no page: orders that decide who succeeds. */
function undescribed(
  { findings }: ParallelReport,
  named: readonly string[],
  rules: readonly RulePage[],
): ReportingDescriptor[] {
  return named
    .filter((id) => !rules.some((rule) => rule.id === id))
    .map((id) => {
      const title = findings.find(({ rule }) => rule === id)?.title ?? id;
      return { id, shortDescription: { text: title }, defaultConfiguration: { level: "warning" } };
    });
}

function resultOf(
  finding: ReportFinding,
  report: ParallelReport,
  indexOf: ReadonlyMap<string, number>,
): Result {
  const { rule, message, severity, evidence, price, refactor, gain } = finding;
  const place = placeOf(finding);
  const related = relatedTo(finding, report);
  const text = [message, ...(refactor === "" ? [] : [refactor]), ...(price === "" ? [] : [price])];
  return {
    ruleId: rule,
    ruleIndex: indexOf.get(rule) ?? -1,
    level: severity === "low" || finding.isInherent ? "note" : "warning",
    message: { text: text.join("\n\n") },
    ...(place === undefined ? {} : { locations: [locationOf(place)] }),
    ...(related.length === 0 ? {} : { relatedLocations: related }),
    partialFingerprints: { "hardhatParallelEvm/v1": fingerprint(finding) },
    properties: { confidence: finding.confidence, evidence, ...(gain === null ? {} : { gain }) },
  };
}

function placeOf({ source, contract }: ReportFinding): SourceLine | undefined {
  if (source !== null) return source;
  const file = contract?.slice(0, contract.lastIndexOf(":")) ?? "";
  return file === "" ? undefined : { file, line: 1 };
}

/** Lines that touch its hotspots, each once. */
function relatedTo(finding: ReportFinding, { hotspots, otherEngines }: ParallelReport): Location[] {
  const related = new Map<string, Location>();
  for (const hotspot of [...hotspots, ...otherEngines]) {
    const isOf = hotspot.findings.some(
      (one) => one.rule === finding.rule && one.message === finding.message,
    );
    for (const { file, line, kind, function: name } of isOf ? hotspot.accesses : []) {
      if (file === null || line === null) continue;
      const verb = kind === "write" ? "writes" : "reads";
      const text = `${name ?? "Somebody"} ${verb} ${hotspotTitle(hotspot)}`;
      const key = `${file}:${line} ${text}`;
      if (related.has(key)) continue;
      related.set(key, { id: related.size + 1, ...locationOf({ file, line }), message: { text } });
    }
  }
  return [...related.values()];
}

function locationOf({ file, line }: SourceLine): Location {
  return {
    physicalLocation: {
      artifactLocation: { uri: uriOf(file), uriBaseId: "PROJECT" },
      region: { startLine: line },
    },
  };
}

function uriOf(file: string): string {
  return file.split("/").map(encodeURIComponent).join("/");
}

/** Of what stays when lines move: a finding that is known is not told as a new one. */
function fingerprint({ rule, contract, variable, functions }: ReportFinding): string {
  return digest(JSON.stringify([rule, contract, variable, [...functions].sort()]));
}

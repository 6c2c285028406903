import type { Log, Location, ReportingDescriptor, Result } from "sarif";

import type { ParallelReport } from "../model/report.ts";
import type { ReportFinding } from "../model/report-finding.ts";
import { withoutKeys } from "../model/path-keys.ts";
import type { SourceLine } from "../model/slot-name.ts";
import type { RulePage } from "../model/suggestion.ts";
import { digest } from "../primitives/digest.ts";
import { confidenceText } from "./texts/confidence-text.ts";
import { ORDER_RULE, type RuleText } from "./texts/order-rule.ts";
import { hotspotTitle } from "./texts/hotspot-text.ts";

const SCHEMA =
  "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/** What is made of findings by itself, and the rules that made them. */
export interface SarifTool {
  /** Of this plugin, as in its package.json. */
  readonly version: string;
  readonly rules: readonly RulePage[];
  /** Sources that are those of npm packages, as reports name them: `@openzeppelin/contracts/…`; absent: none. */
  readonly packageFiles?: ReadonlySet<string>;
}

/**
 * The findings as SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html), with paths relative to
 * the project. A finding without a line stands at its contract, and so does one of a variable that a package declares,
 * as code scanning shows nothing outside of the repository; without one, nowhere. What is suppressed is no result, as
 * code scanning would show it all the same: it is a property of the run.
 */
export function renderSarif(
  report: ParallelReport,
  { version, rules, packageFiles = new Set() }: SarifTool,
): Log {
  const found = new Set(report.findings.map(({ rule }) => rule));
  const described = [...rules, ...(found.has(ORDER_RULE.id) ? [ORDER_RULE] : [])].map(describe);
  const indexOf = new Map(described.map(({ id }, index) => [id, index]));
  return {
    $schema: SCHEMA,
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: { name: "hardhat-parallel-evm", semanticVersion: version, rules: described },
        },
        originalUriBaseIds: {
          PROJECT: { description: { text: "The root of the Hardhat project" } },
        },
        columnKind: "utf16CodeUnits",
        results: report.findings.map((finding) =>
          resultOf(finding, { report, indexOf, packageFiles }),
        ),
        properties: {
          speedup: report.summary.speedup,
          hotspots: report.hotspots.map((hotspot) => ({
            location: hotspotTitle(hotspot),
            conflicts: hotspot.conflicts,
            speedup: hotspot.speedup,
          })),
          suppressed: report.suppressed,
        },
      },
    ],
  };
}

function describe({
  id,
  title,
  detects,
  impact,
  confidence,
  refactor,
  price,
  sources,
}: RuleText & Pick<Partial<RulePage>, "confidence">): ReportingDescriptor {
  const sure = confidence === undefined ? [] : confidenceText(confidence);
  const text = [detects, ...sure, refactor, price, ...sources]
    .filter((part) => part !== "")
    .join("\n\n");
  return {
    id,
    // Which is to be another than the id, and ids of one word have no other.
    ...(id.includes("-") ? { name: pascalCase(id) } : {}),
    shortDescription: { text: title },
    fullDescription: { text: detects },
    help: { text },
    defaultConfiguration: { level: impact === "low" ? "note" : "warning" },
  };
}

/** `hot-key` as `HotKey`: what SARIF calls a friendly name. */
function pascalCase(id: string): string {
  return id.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** As figures are told, neither alone nor with what is listed before it. */
function gainsNothing(gain: ReportFinding["gain"]): boolean {
  return gain !== null && [gain.alone, gain.withAbove].every((one) => one < gain.now + 0.005);
}

interface Context {
  readonly report: ParallelReport;
  readonly indexOf: ReadonlyMap<string, number>;
  readonly packageFiles: ReadonlySet<string>;
}

function resultOf(finding: ReportFinding, context: Context): Result {
  const { indexOf, packageFiles } = context;
  const { rule, message, severity, evidence, price, refactor, gain } = finding;
  const place = placeOf(finding, context);
  const related = relatedTo(finding, context);
  const text = [message, ...(refactor === "" ? [] : [refactor]), ...(price === "" ? [] : [price])];
  return {
    ruleId: rule,
    ruleIndex: indexOf.get(rule) ?? -1,
    level: severity === "low" || finding.isInherent || gainsNothing(gain) ? "note" : "warning",
    message: { text: text.join("\n\n") },
    ...(place === undefined ? {} : { locations: [locationOf(place, packageFiles)] }),
    ...(related.length === 0 ? {} : { relatedLocations: related }),
    partialFingerprints: { "hardhatParallelEvm/v1": fingerprint(finding) },
    properties: { confidence: finding.confidence, evidence, ...(gain === null ? {} : { gain }) },
  };
}

function placeOf(
  { source, contract }: ReportFinding,
  { report, packageFiles }: Context,
): SourceLine | undefined {
  if (source !== null && !packageFiles.has(source.file)) return source;
  const file = contract?.slice(0, contract.lastIndexOf(":")) ?? "";
  if (file === "" || (source !== null && packageFiles.has(file))) return source ?? undefined;
  return report.contracts.find(({ name }) => name === contract)?.source ?? { file, line: 1 };
}

/** The declaration, where the finding stands at its contract instead, and lines that touch its hotspots, each once. */
function relatedTo(
  finding: ReportFinding,
  { report: { hotspots, otherEngines }, packageFiles }: Context,
): Location[] {
  const related = new Map<string, Location>();
  const { source } = finding;
  if (source !== null && packageFiles.has(source.file)) {
    const text = `The declaration of ${finding.variable ?? "the variable"}`;
    related.set(text, { id: 1, ...locationOf(source, packageFiles), message: { text } });
  }
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
      related.set(key, {
        id: related.size + 1,
        ...locationOf({ file, line }, packageFiles),
        message: { text },
      });
    }
  }
  return [...related.values()];
}

function locationOf({ file, line }: SourceLine, packageFiles: ReadonlySet<string>): Location {
  const path = packageFiles.has(file) ? `node_modules/${file}` : file;
  return {
    physicalLocation: {
      artifactLocation: { uri: uriOf(path), uriBaseId: "PROJECT" },
      region: { startLine: line },
    },
  };
}

/** `@` of npm's scopes may stand as it is. */
function uriOf(file: string): string {
  const parts = file.split("/").map((part) => encodeURIComponent(part).replaceAll("%40", "@"));
  return parts.join("/");
}

/**
 * Of what stays when lines move, and when tests use other keys: a finding that is known is not told as a new one.
 */
function fingerprint({ rule, contract, variable, functions }: ReportFinding): string {
  const paths = variable === null ? null : withoutKeys(variable).split(", ");
  const about = paths === null ? null : [...new Set(paths)].sort().join(", ");
  return digest(JSON.stringify([rule, contract, about, [...functions].sort()]));
}

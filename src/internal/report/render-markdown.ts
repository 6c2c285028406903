import type { ParallelReport } from "../model/report.ts";
import type { ReportCrowds } from "../model/report-crowds.ts";
import type { ReportFinding } from "../model/report-finding.ts";
import { budgetText, changeText, demandsText } from "./texts/demands-text.ts";
import { count, figure, ratio } from "./texts/figures.ts";
import { hotspotTitle, withoutIt } from "./texts/hotspot-text.ts";
import { howParallel, isModelled } from "./texts/speedup-text.ts";
import { headline } from "./texts/verification-text.ts";

/** Text between empty lines, and what is counted in it. */
interface Block {
  readonly text: string;
  readonly hotspots?: number;
  readonly findings?: number;
}

/**
 * The report as GitHub's Markdown. `limit` in bytes of UTF-8: what is longer is cut between two blocks, and says of
 * what it leaves out how many there are; empty where not even that has room.
 */
export function renderMarkdown(report: ParallelReport, limit = Infinity): string {
  const blocks = [
    { text: "## Parallel EVM" },
    { text: escape(headline(report.summary)) },
    ...plain(speedup(report)),
    ...plain(demands(report)),
    ...hotspots(report),
    ...plain(otherEngines(report)),
    ...plain(crowds(report)),
    ...findings(report),
    ...plain(suppressed(report)),
    ...plain(notes(report)),
  ];
  return cut(blocks, limit);
}

function plain(texts: readonly string[]): readonly Block[] {
  return texts.map((text) => ({ text }));
}

function cut(blocks: readonly Block[], limit: number): string {
  const whole = `${join(blocks)}\n`;
  if (Buffer.byteLength(whole) <= limit) return whole;
  let size = Buffer.byteLength(whole) - 1;
  for (let kept = blocks.length - 1; kept > 0; kept--) {
    size -= Buffer.byteLength(`\n\n${blocks[kept]?.text ?? ""}`);
    const end = `\n\n${leftOut(blocks.slice(kept))}\n`;
    if (size + Buffer.byteLength(end) <= limit) return join(blocks.slice(0, kept)) + end;
  }
  return "";
}

function join(blocks: readonly Block[]): string {
  return blocks.map(({ text }) => text).join("\n\n");
}

function leftOut(blocks: readonly Block[]): string {
  const sum = (of: "hotspots" | "findings") =>
    blocks.reduce((total, block) => total + (block[of] ?? 0), 0);
  const counted = (["hotspots", "findings"] as const)
    .filter((of) => sum(of) > 0)
    .map((of) => count(sum(of), of.slice(0, -1)));
  const what = counted.length === 0 ? "" : `, ${counted.join(" and ")} of it,`;
  return `_The rest${what} is left out: the summary would be too long. It is in report.json._`;
}

function speedup(report: ParallelReport): readonly string[] {
  const { summary } = report;
  if (summary.transactions === 0) return [];
  const texts = howParallel(report).map(escape);
  if (!isModelled(summary)) return texts;
  const { threads, bound } = summary.speedup;
  const values = [threads["2"], threads["4"], threads["8"], threads["16"], bound].map(ratio);
  return [
    table(["threads", "2", "4", "8", "16", "∞"], [["speed-up, modelled", ...values]]),
    ...texts,
  ];
}

function demands(report: ParallelReport): readonly string[] {
  const summary = demandsText(report);
  if (summary === undefined) return [];
  const { budgets, comparison } = report;
  const broken = budgets.filter(({ holds }) => !holds).map(budgetText);
  const changes = (comparison?.changes ?? []).map(changeText);
  const items = [...broken, ...changes].map((text) => `- ${escape(text)}`);
  return [
    `**What you hold it to.** ${escape(summary)}.`,
    ...(items.length > 0 ? [items.join("\n")] : []),
  ];
}

function hotspots({ hotspots: all }: ParallelReport): readonly Block[] {
  if (all.length === 0) return plain(["### Hotspots", "There is none."]);
  const rows = all.map((hotspot) => [
    code(hotspotTitle(hotspot)),
    hotspot.functions.map(code).join(", "),
    figure(hotspot.conflicts),
    figure(hotspot.savedGas),
    escape(withoutIt(hotspot, all)),
  ]);
  const head = [
    "location",
    "functions",
    "conflicts",
    "gas on the longest of 8 threads",
    "without it",
  ];
  return [
    { text: `### Hotspots (${all.length})` },
    { text: table(head, rows), hotspots: all.length },
  ];
}

function otherEngines({ otherEngines: all }: ParallelReport): readonly string[] {
  if (all.length === 0) return [];
  const rows = all.map(({ speedup: { now, without }, ...hotspot }) => [
    code(hotspotTitle(hotspot)),
    hotspot.profile,
    figure(hotspot.conflicts),
    `${ratio(now)} → ${ratio(without)}`,
  ]);
  return [
    `### On other engines only (${all.length})`,
    table(["location", "engine", "conflicts", "without it"], rows),
  ];
}

function crowds({ crowds: found }: ParallelReport): readonly string[] {
  if (found === null || found.calls.length === 0) return [];
  const rows = found.calls.map(({ function: name, same, spread }) => [
    code(name),
    ratio(same.speedup.threads["8"]),
    spread === null ? "" : ratio(spread.speedup.threads["8"]),
    same.failed === 0 ? "" : figure(same.failed),
  ]);
  return [
    "### What if everybody calls it at once?",
    `Each recorded call by ${figure(found.users)} users; speed-up on 8 threads, modelled.`,
    table(["call", "all name the same", "each names others", "fail"], rows),
    ...repeating(found.calls),
  ];
}

function repeating(calls: ReportCrowds["calls"]): readonly string[] {
  const items = calls.flatMap(({ function: name, same, spread }) => {
    const { repeating: many, transactions } = spread ?? same;
    return many === 0 ? [] : [`- ${code(name)}: ${figure(many)} of ${figure(transactions)}`];
  });
  if (items.length === 0) return [];
  const what =
    "Write what is there already, and change nothing, as all pass the same: with other values they would wait.";
  return [what, items.join("\n")];
}

function findings({ findings: all }: ParallelReport): readonly Block[] {
  if (all.length === 0) return [];
  return [
    { text: `### Findings (${all.length})` },
    ...all.map((one) => ({ text: finding(one), findings: 1 })),
  ];
}

function suppressed({ suppressed: all }: ParallelReport): readonly string[] {
  if (all.length === 0) return [];
  const items = all.map(({ rule, variable, by, reason }) => {
    const why = reason === null ? "" : `: ${escape(reason)}`;
    return `- ${escape(rule)} at ${code(variable)}, by ${by === "config" ? "the config" : "a comment"}${why}`;
  });
  return [`### Suppressed (${all.length})`, items.join("\n")];
}

function finding(one: ReportFinding): string {
  const { title, rule, severity, source, message, gain, refactor, price, patch } = one;
  const where = source === null ? "" : `${code(`${source.file}:${source.line}`)}: `;
  const gains = gain === null ? "" : `, ${ratio(gain.now)} → ${ratio(gain.alone)}`;
  return [
    `<details><summary><b>${escape(title)}</b> (${escape(rule)}, ${severity}${gains})</summary>`,
    `${where}${prose(message)}`,
    ...(refactor === "" ? [] : [`**What to change.**`, fence(languageOf(refactor), refactor)]),
    ...(price === "" ? [] : [`**What it costs.** ${prose(price)}`]),
    ...(patch === null ? [] : [fence("diff", patch)]),
    "</details>",
  ].join("\n\n");
}

function notes({ summary }: ParallelReport): readonly string[] {
  if (summary.notes.length === 0) return [];
  return ["### Notes", summary.notes.map((note) => `- ${escape(note)}`).join("\n")];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

/** Text that is no markup, and one line. */
function escape(text: string): string {
  return text.replace(/\s+/g, " ").replace(/[\\`*_{}[\]<>#|~]/g, "\\$&");
}

/** Text that is no markup but for what stands in backquotes, which is code. */
function prose(text: string): string {
  return text
    .split(/`([^`]+)`/)
    .map((part, index) => (index % 2 === 1 ? code(part) : escape(part)))
    .join("");
}

/** In backquotes; a bar would end a cell of a table even there. */
function code(text: string): string {
  const plain = text.replace(/\s+/g, " ").replaceAll("|", "\\|");
  const longest = Math.max(0, ...[...plain.matchAll(/`+/g)].map(([run]) => run.length));
  const quotes = "`".repeat(longest + 1);
  const space = longest > 0 ? " " : "";
  return `${quotes}${space}${plain}${space}${quotes}`;
}

/** Of a refactor: a sketch, which has statements or blocks, or prose. */
function languageOf(refactor: string): string {
  return /[;{}]\s*(?:\/\/.*)?$/m.test(refactor) ? "solidity" : "text";
}

/** Longer than any fence in the text. */
function fence(language: string, text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const quotes = "`".repeat(longest + 1);
  return `${quotes}${language}\n${text.trimEnd()}\n${quotes}`;
}

import type { ReplayBlock } from "../../model/replay.ts";
import { count, figure } from "../texts/figures.ts";
import { indent, shortenStart, wrap } from "../terminal/layout.ts";
import type { Screen } from "../terminal/screen.ts";
import { textWidth } from "../terminal/text-width.ts";
import { renderBlockHotspots } from "./render-block-hotspots.ts";
import { renderBlockSpeedup } from "./render-block-speedup.ts";
import { renderTimes } from "./render-times.ts";

/** Cells of the labels. */
const LABEL = 15;

/** One block: did it match (`errors` say why not), what is modelled, what was measured. */
export function renderBlock(
  block: ReplayBlock,
  errors: readonly string[],
  screen: Screen,
): readonly string[] {
  return [
    ...titleLines(block, screen),
    ...verdict(block, screen),
    ...errors,
    ...rows(block, screen),
    "",
    ...renderBlockSpeedup(block.speedup, screen),
    ...renderBlockHotspots(block, screen),
    ...(block.ms === null || block.measurement === null
      ? []
      : ["", ...renderTimes(block.ms, block.measurement, screen)]),
  ];
}

/** The title, and the file at the right end of its line if there is room, else below. */
function titleLines({ number, hardfork, title, file }: ReplayBlock, screen: Screen) {
  const { width, paint } = screen;
  const name = title === `Block ${number}` ? `Block ${figure(number)}` : title;
  const [first = "", ...others] = wrap(`${name} (${hardfork})`, width);
  const place = shortenStart(file, width - 2);
  const gap = width - textWidth(first) - textWidth(place);
  return others.length === 0 && gap >= 2
    ? [paint.heading(first) + " ".repeat(gap) + paint.faint(place)]
    : [...[first, ...others].map(paint.heading), ...indent([paint.faint(place)], 2)];
}

function verdict(block: ReplayBlock, { width, paint }: Screen): readonly string[] {
  const { transactions, senders, gasUsed, matched, receiptsRoot } = block;
  const what = `${count(transactions, "transaction")} of ${count(senders, "sender")}, ${figure(gasUsed)} gas.`;
  const compared =
    receiptsRoot === null
      ? "The gas used is that of the header; before Byzantium receipts cannot be compared."
      : "Gas used and receipts root are those of the header.";
  const result = matched ? compared : "It does not match: do not trust what follows.";
  return indent(wrap(`${what} ${result}`, width - 2), 2).map(matched ? paint.good : paint.bad);
}

function rows(block: ReplayBlock, { width, paint }: Screen): readonly string[] {
  const row = (label: string, text: string): readonly string[] =>
    wrap(text, width - 2 - LABEL).map(
      (line, index) => `  ${paint.faint((index === 0 ? label : "").padEnd(LABEL))}${line}`,
    );
  return [
    ...row("re-executions", reexecutions(block)),
    ...row("conflicts", conflicts(block)),
    ...row("critical path", criticalPath(block)),
  ];
}

/** Threads meet in another order each time, so the runs that were measured had others. */
function reexecutions({
  reexecutions: repeated,
  sequentialReason,
  measurement,
}: ReplayBlock): string {
  if (repeated === null) return `none, it ran one after another: ${sequentialReason ?? ""}`;
  // Of runs that were cut off nobody knows how many there would have been.
  const measured = measurement?.reexecutions ?? null;
  if (measured === null) return figure(repeated);
  return `${figure(repeated)} when verified, ${figure(measured)} when measured`;
}

function conflicts({ conflicts: { sender, ...classes } }: ReplayBlock): string {
  const found = Object.entries(classes).map(([name, pairs]) => `${name} ${figure(pairs)}`);
  return `${found.join(", ")}; pairs of one sender ${figure(sender)}`;
}

function criticalPath({ criticalPathGas, gasUsed }: ReplayBlock): string {
  const share = gasUsed === 0 ? 0 : (100 * criticalPathGas) / gasUsed;
  return `${figure(criticalPathGas)} gas, ${share.toFixed(1)} % of the block's`;
}

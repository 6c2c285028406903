import type { ParallelReport } from "../../model/report.ts";
import type {
  ReportCrowd,
  ReportCrowdCall,
  ReportCrowds,
  ReportUnclonedCall,
} from "../../model/report-crowds.ts";
import { allSucceed, succeeded } from "../../model/crowd-success.ts";
import { clean } from "./clean.ts";
import { meetingsOf, whatRepeats } from "../texts/crowd-text.ts";
import { count, figure, listing, ratio } from "../texts/figures.ts";
import { indent, shortenStart, wrap } from "./layout.ts";
import type { Screen } from "./screen.ts";
import { columnWidth, GAP, renderTable } from "./table.ts";

const SHOWN_PATHS = 3;
const SHOWN_UNCLONED = 4;
/** Of an example. */
const PART = 3;

/** What happens when many users make a recorded call at once, slowest first. */
export function renderCrowds({ crowds }: ParallelReport, screen: Screen): readonly string[] {
  if (crowds === null || isEmpty(crowds)) return [];
  const { paint, width } = screen;
  const lines = (text: string): readonly string[] => indent(wrap(text, width - 2), 2);
  return [
    paint.heading("What if everybody calls it at once?"),
    ...(crowds.calls.length === 0
      ? lines(crowds.leftOut.calls === 0 ? NOBODY : "")
      : [...lines(whatItIs(crowds)).map(paint.faint), ...table(crowds, screen)]),
    ...failures(crowds).flatMap(lines).map(paint.warning),
    ...notForCrowds(crowds.notForCrowds).flatMap(lines).map(paint.faint),
    ...leftOut(crowds).flatMap(lines).map(paint.warning),
  ];
}

function isEmpty({ calls, notForCrowds: others, leftOut: rest }: ReportCrowds): boolean {
  return calls.length === 0 && others.length === 0 && rest.calls === 0;
}

function whatItIs({ users, calls }: ReportCrowds): string {
  const isPartial = calls.some(({ same, spread }) => ![same, spread ?? same].every(allSucceed));
  const partly = ` ${PART}/${figure(users)}: only so many succeed, as when a sale is sold out.`;
  return (
    `Each recorded call by ${figure(users)} users; speed-up on 8 threads, modelled. Same: all name the same ` +
    `pool, id, recipient. Spread: each names others.${isPartial ? partly : ""}`
  );
}

function table({ calls }: ReportCrowds, { width, top, paint }: Screen): readonly string[] {
  const shown = slowestFirst(calls).slice(0, Math.max(top, 1));
  const figures = [
    { title: "same", cells: shown.map(({ same }) => speedup(same)), expendable: 0 },
    { title: "spread", cells: shown.map(({ spread }) => speedup(spread)), expendable: 0 },
  ];
  const left = width - 2 - figures.reduce((sum, column) => sum + GAP + columnWidth(column), 0);
  const room = Math.min(left, Math.max(16, Math.floor((width - 24) / 2)));
  const [titles = "", ...rows] = renderTable(
    [
      {
        title: "call",
        cells: shown.map((call) => shortenStart(call.function, room)),
        expendable: 0,
      },
      { title: "gas", cells: shown.map(({ gasUsed }) => figure(gasUsed)), expendable: 2 },
      ...figures,
      {
        title: "by",
        cells: shown.map(({ varies }) => clean(listing(varies, 2))),
        expendable: 1,
      },
    ],
    width - 2,
  );
  const hidden = calls.length - shown.length;
  return [
    ...indent([titles], 2).map(paint.faint),
    ...shown.flatMap((call, i) => [`  ${rows[i] ?? ""}`, ...meeting(call, width)]),
    ...(hidden > 0 ? [paint.faint(`  ${count(hidden, "more call")} in the full report.`)] : []),
  ];
}

/** Where they meet, if that is not nowhere. */
function meeting(call: ReportCrowdCall, width: number): readonly string[] {
  const { always, atSame } = meetingsOf(call);
  const repeats = whatRepeats(call.spread ?? call.same);
  const texts = [
    ...(always.length > 0 ? [`meet at ${listing(always, SHOWN_PATHS)}`] : []),
    ...(atSame.length > 0 ? [`at the same also ${listing(atSame, SHOWN_PATHS)}`] : []),
    ...(repeats === "" ? [] : [repeats]),
  ];
  return texts.length === 0 ? [] : indent(wrap(texts.join("; "), width - 6), 6);
}

function speedup(crowd: ReportCrowd | null): string {
  if (crowd === null) return "–";
  const figures = ratio(crowd.speedup.threads["8"]);
  return allSucceed(crowd)
    ? figures
    : `${figures} ${figure(succeeded(crowd))}/${figure(crowd.transactions)}`;
}

/** By what is left of the speed-up when users name different things. */
function slowestFirst(calls: readonly ReportCrowdCall[]): readonly ReportCrowdCall[] {
  const at = ({ same, spread }: ReportCrowdCall) => (spread ?? same).speedup.threads["8"];
  return calls.toSorted((a, b) => at(a) - at(b) || b.gasUsed - a.gasUsed);
}

function failures({ calls, edr }: ReportCrowds): readonly string[] {
  const crowds = calls.flatMap(({ same, spread }) => (spread === null ? [same] : [same, spread]));
  const mismatched = crowds.reduce((sum, { verification }) => sum + verification.mismatched, 0);
  const [difference, ...others] = edr.differences;
  return [
    ...(mismatched === 0
      ? []
      : [`${count(mismatched, "transaction")} of crowds came out differently in parallel.`]),
    ...(difference === undefined
      ? []
      : [
          `Hardhat's own network came to something else for ${count(others.length + 1, "crowd")}: ${difference}`,
        ]),
  ];
}

function notForCrowds(uncloned: readonly ReportUnclonedCall[]): readonly string[] {
  const causes = new Map<string, string[]>();
  for (const { function: name, cause } of uncloned) {
    causes.set(cause, [...(causes.get(cause) ?? []), name]);
  }
  return [...causes].sort().map(([cause, names]) => {
    const distinct = [...new Set(names)];
    return `Not for others (${CAUSES[cause] ?? cause}): ${listing(distinct, SHOWN_UNCLONED)}.`;
  });
}

const NOBODY = "No recorded call is one that others could make.";

const CAUSES: Readonly<Record<string, string>> = {
  "owner-only": "the owner's",
  signature: "bound to a signature",
  proof: "bound to a proof",
  refused: "it fails, or does something else, for others",
  unsupported: "it cannot be cloned",
};

function leftOut({
  leftOut: { calls, functionPairs, experiments },
}: ReportCrowds): readonly string[] {
  const what = [
    ...(calls > 0 ? [count(calls, "call")] : []),
    ...(experiments > 0 ? [count(experiments, "experiment")] : []),
  ];
  return [
    ...(what.length === 0
      ? []
      : [
          `Left out for lack of time: ${what.join(" and ")}. parallelEvm.crowds.seconds gives it more.`,
        ]),
    ...(functionPairs === 0
      ? []
      : [
          `Not compared, for lack of time or of a state that suits both: ${count(functionPairs, "pair")} of functions.`,
        ]),
  ];
}

import type { ParallelReport, ReportSummary } from "../../model/report.ts";
import { chosenProfile, engineName } from "./engines-text.ts";
import { count, figure, ratio } from "./figures.ts";
import { indent, wrap } from "./layout.ts";
import type { Screen } from "./screen.ts";

/** How parallel the scenarios are, as a table and in words; or why nothing can be said. */
export function renderSpeedup(report: ParallelReport, screen: Screen): readonly string[] {
  const { summary, crowds } = report;
  if (summary.transactions === 0) return [];
  const { paint, width } = screen;
  const lines = (text: string): readonly string[] => indent(wrap(text, width - 2), 2);
  const heading = paint.heading("How parallel is it?");
  if (summary.scenarios === 0) return [heading, ...lines(ONLY_SETUP)];
  if (summary.singleSenderScenarios === summary.scenarios) {
    const hasCrowds = crowds !== null && crowds.calls.length > 0;
    return [heading, ...lines(`${ONE_SENDER}${hasCrowds ? SEE_CROWDS : SEVERAL_SIGNERS}`)];
  }
  const [threads, speedups] = table(summary, width);
  return [
    heading,
    ...lines(WHAT_IT_IS).map(paint.faint),
    paint.faint(threads),
    paint.strong(speedups),
    ...lines(inWords(summary)),
    ...lines(`${scope(report)}${rules(report)}`).map(paint.faint),
  ];
}

const WHAT_IT_IS = "Speed-up over one after another: modelled, from gas; not measured.";

const ONLY_SETUP =
  "No scenario came out of it. Hooks, fixtures and deployments are set-up, which is checked but not " +
  "compared: send transactions in the body of a test. Only the kinds of scenarios that " +
  "parallelEvm.scenarios names are made.";

const ONE_SENDER =
  "Every scenario has one sender only. The transactions of one sender keep their order on every chain, " +
  "so by themselves they say nothing about the contract. ";

const SEE_CROWDS = "What many users at once would do to it is told below.";

const SEVERAL_SIGNERS =
  "Let several signers send in one test, such as token.connect(alice).transfer(…) and " +
  "token.connect(bob).transfer(…).";

function table(
  { speedup: { threads, bound } }: ReportSummary,
  width: number,
): readonly [string, string] {
  const cell = Math.min(9, Math.floor((width - 10) / 5));
  const row = (label: string, cells: readonly string[]): string =>
    `  ${label.padEnd(8)}${cells.map((text) => text.padStart(cell)).join("")}`;
  const figures = [threads["2"], threads["4"], threads["8"], threads["16"], bound];
  return [row("threads", ["2", "4", "8", "16", "∞"]), row("speed-up", figures.map(ratio))];
}

function inWords({ speedup: { threads, bound } }: ReportSummary): string {
  const eight = threads["8"];
  if (bound < 1.05) return "They run one after another, however many threads there are.";
  if (eight < 1.05) return "On 8 threads they run nearly one after another.";
  return (
    `On 8 threads they finish ${ratio(eight).slice(0, -1)} times as fast as one after another; ` +
    `no number of threads makes it more than ${ratio(bound).slice(0, -1)} times.`
  );
}

/** By whose rules, if they are not the usual ones. */
function rules(report: ParallelReport): string {
  const profile = chosenProfile(report);
  return profile === "block-stm" ? "" : ` By the rules of ${engineName(profile)}.`;
}

/** Which scenarios that is said of. */
function scope(report: ParallelReport): string {
  const { scenarios, singleSenderScenarios: single } = report.summary;
  if (single === 0)
    return scenarios === 1 ? "Over the one scenario." : `Over all ${figure(scenarios)} scenarios.`;
  const others =
    single === 1 ? "the other has one sender" : `the other ${figure(single)} have one sender`;
  // A validator with the access list need not keep it.
  const order =
    chosenProfile(report) === "access-list"
      ? ""
      : ", whose transactions keep their order on every chain";
  return `Over ${figure(scenarios - single)} of ${count(scenarios, "scenario")}: ${others} only${order}.`;
}

import type { ParallelReport, ReportSummary } from "../../model/report.ts";
import { chosenProfile, engineName } from "./engines-text.ts";
import { count, figure, ratio } from "./figures.ts";

/** The answer and which scenarios it is of; or one text that says why there is none. */
export function howParallel(report: ParallelReport): readonly string[] {
  const { summary, crowds } = report;
  // That nothing was recorded is said already.
  if (summary.transactions === 0) return [];
  if (isModelled(summary)) return [inWords(summary), `${scope(report)}${rules(report)}`];
  if (summary.scenarios === 0) return [ONLY_SETUP];
  const { verification, transactions } = summary;
  if (verification.skipped === transactions) return [NOTHING_RUN];
  const hasCrowds = crowds !== null && crowds.calls.length > 0;
  return [`${ONE_SENDER}${hasCrowds ? SEE_CROWDS : SEVERAL_SIGNERS}`];
}

/** Whether there is a scenario with several senders: the speed-up of the summary is of those. */
export function isModelled({ scenarios, singleSenderScenarios }: ReportSummary): boolean {
  return scenarios > singleSenderScenarios;
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

const ONLY_SETUP =
  "No scenario came out of it. Hooks, fixtures and deployments are set-up, which is checked but not " +
  "compared: send transactions in the body of a test. Only the kinds of scenarios that " +
  "parallelEvm.scenarios names are made.";

const NOTHING_RUN =
  "Nothing of it could be run again, so nothing is known of it; why is told above.";

const ONE_SENDER =
  "Every scenario has one sender only. The transactions of one sender keep their order on every chain, " +
  "so by themselves they say nothing about the contract. ";

const SEE_CROWDS = "What many users at once would do to it is told below.";

const SEVERAL_SIGNERS =
  "Let several signers send in one test, such as token.connect(alice).transfer(…) and " +
  "token.connect(bob).transfer(…).";

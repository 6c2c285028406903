import type { ProvableFinding, ReportProof } from "../model/proof.ts";

/** Of the modelled speed-up, so much has to be reached. */
const ENOUGH = 0.8;

/** Of what it is to gain, so much has to come: 80 % of little more than there is now may be what there is now. */
const ENOUGH_GAIN = 0.5;

/** Speed-ups are rounded to two decimals. */
const ROUNDING = 0.005;

const SHOWN = 3;

type Judged = Pick<ReportProof, "verdict" | "message">;

/**
 * The verdict on a diff with which the tests were run to their end. What was measured is held against what was
 * modelled over the same scenarios, where that is known: the others may be those that gain most.
 */
export function judge(
  { gain }: Pick<ProvableFinding, "gain">,
  { tests, speedup }: Pick<ReportProof, "tests" | "speedup">,
  exitCodes: { readonly before: number | null; readonly after: number | null },
): Judged {
  const broken = whatBreaks(tests, exitCodes);
  if (broken !== undefined) return { verdict: "breaks tests", message: broken };
  const { before, after, scenarios, compared, profile } = speedup;
  if (before === null || after === null) {
    const reason =
      scenarios === 0
        ? "without the diff, the hotspot did not show in the copy"
        : "with the diff, no scenario is left in which it conflicted";
    return unknown(`No test fails by the diff, but what it gains was not seen: ${reason}.`);
  }
  const same = speedup.modelled === null ? gain : { now: before, alone: speedup.modelled };
  const seen = compared === scenarios ? "" : `, over ${compared} of ${scenarios} scenarios`;
  if (isPromised(gain) && !isPromised(same) && times(after) === times(before)) {
    return unknown(
      `No test fails by the diff, but what it gains was not seen: ${times(gain.alone)} was modelled, and no more than ${times(before)} where it can be compared${seen}.`,
    );
  }
  const verdict = verdictOn(same, before, after);
  const modelled = same === null ? "" : `; ${times(same.alone)} was modelled`;
  const engine = profile === "block-stm" ? "" : ` of an engine that is ${profile}`;
  const rest = seen === "" ? "" : `${seen} with a counterpart${overAll(gain, same)}`;
  const reached = `${times(before)} → ${times(after)} on 8 threads${engine}${modelled}${rest}`;
  const idle = verdict === "gains nothing" ? " By itself it gains nothing." : "";
  return { verdict, message: `${passed(tests)} with the diff: ${reached}.${idle}` };
}

type Gain = Pick<NonNullable<ProvableFinding["gain"]>, "now" | "alone"> | null;

function overAll(gain: Gain, same: Gain): string {
  const isSame = gain === null || same === null || times(gain.alone) === times(same.alone);
  return isSame ? "" : ` (${times(gain.alone)} over all)`;
}

function isPromised(gain: Gain): gain is NonNullable<Gain> {
  return gain !== null && times(gain.alone) !== times(gain.now) && gain.alone > gain.now;
}

function verdictOn(gain: Gain, before: number, after: number): Judged["verdict"] {
  if (!isReached(gain, before, after)) return "gains less";
  const isGained = after - before > ROUNDING && times(after) !== times(before);
  return isPromised(gain) || isGained ? "proven" : "gains nothing";
}

/** What was modelled over the same scenarios, both in all and in what is more than before; and nothing is lost that can be seen. */
function isReached(gain: Gain, before: number, after: number): boolean {
  if (times(after) !== times(before) && after < before) return false;
  const more = gain === null ? 0 : gain.alone - gain.now;
  if (gain === null || more <= 0) return true;
  return after + ROUNDING >= ENOUGH * gain.alone && after - before + ROUNDING >= ENOUGH_GAIN * more;
}

export function unknown(message: string): Judged {
  return { verdict: "unknown", message };
}

/** A sentence; undefined when no test is worse off with the diff. */
export function whatBreaks(
  { broken, notRun }: ReportProof["tests"],
  exitCodes: { readonly before: number | null; readonly after: number | null },
): string | undefined {
  const failing = `${tests(broken.length)} ${broken.length === 1 ? "fails" : "fail"} that did not without it: ${named(broken)}`;
  const missing = `${tests(notRun.length)} that passed without it did not run: ${named(notRun)}`;
  const wrong = [...(broken.length > 0 ? [failing] : []), ...(notRun.length > 0 ? [missing] : [])];
  if (wrong.length > 0) return `With the diff ${wrong.join("; ")}.`;
  const { before, after } = exitCodes;
  if (before !== 0 || after === 0) return undefined;
  const end = after === null ? "by a signal" : `with exit code ${after}`;
  return `With the diff the test run ends ${end}, though no test is known to fail; without it, with 0.`;
}

function passed({ before, after }: ReportProof["tests"]): string {
  if (after === null || after.failing === 0) {
    const passing = after?.passing ?? 0;
    // Of a test runner that this plugin does not know.
    if (passing === 0) return "The test run succeeds";
    return passing === 1 ? "The one test passes" : `All ${passing} tests pass`;
  }
  const same = before.failing === after.failing ? "the same" : "fewer";
  return `${after.passing} tests pass and ${same} ${after.failing} fail as without it,`;
}

function tests(number: number): string {
  return number === 1 ? "one test" : `${number} tests`;
}

function named(titles: readonly string[]): string {
  const rest = titles.length - SHOWN;
  const shown = titles.slice(0, SHOWN).map((title) => `"${title}"`);
  return [...shown, ...(rest > 0 ? [`${rest} more`] : [])].join(", ");
}

function times(speedup: number): string {
  return `${speedup.toFixed(2)}x`;
}

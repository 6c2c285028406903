import type { KeyedProof, ProofVerdict, ReportTestCounts } from "../../model/proof.ts";
import { figure, ratio } from "../texts/figures.ts";
import { indent, wrap } from "./layout.ts";
import type { Painter } from "./painter.ts";
import type { Screen } from "./screen.ts";
import { renderTable } from "./table.ts";

const NOTHING = "–";

const NAMED_IN_MESSAGE = 3;

/** What came of one diff: its verdict, and what was before, what is now, and what was promised. */
export function renderProof(
  proof: KeyedProof,
  place: string,
  { paint, width }: Screen,
): readonly string[] {
  const paintVerdict = painterOf(proof.verdict, paint);
  const title = `${place} (${proof.rule})`;
  return [
    `${paint.strong(title)}: ${paintVerdict(proof.verdict)}`,
    ...indent(renderTable(columnsOf(proof), width - 2), 2),
    ...indent(dearest(proof), 2),
    ...indent(textLines(proof.message, width - 2), 2).map((line) => line.trimEnd()),
    ...listed("fails", proof.tests.broken, width).map(paint.bad),
    ...listed("did not run", proof.tests.notRun, width).map(paint.bad),
  ];
}

export function renderNothingToProve({ width }: Screen): readonly string[] {
  return wrap("There is nothing to prove: no finding of the report has a diff.", width);
}

function painterOf(verdict: ProofVerdict, paint: Painter): (text: string) => string {
  switch (verdict) {
    case "proven":
      return paint.good;
    case "gains nothing":
    case "gains less":
    case "unknown":
      return paint.warning;
    case "breaks tests":
    case "does not compile":
      return paint.bad;
  }
}

function columnsOf({ tests, hotspot, speedup }: KeyedProof) {
  const rows: readonly (readonly [title: string, ...cells: readonly string[]])[] = [
    ["tests passing", ...counts(tests, "passing")],
    ["tests failing", ...counts(tests, "failing")],
    ["tests pending", ...counts(tests, "pending")],
    ...(hotspot === null
      ? []
      : ([
          [`conflicts at ${hotspot.path}`, figure(hotspot.before), figure(hotspot.after), ""],
          ["conflicts in all", figure(hotspot.allBefore), figure(hotspot.allAfter), ""],
        ] as const)),
    [
      `speed-up on 8 threads, modelled${speedup.profile === "block-stm" ? "" : `, ${speedup.profile}`}`,
      times(speedup.before),
      times(speedup.after),
      // Of the same scenarios.
      times(speedup.modelled ?? speedup.promised),
    ],
  ];
  return ["", "before", "after", "promised"].map((title, i) => ({
    title,
    cells: rows.map((row) => row[i] ?? ""),
    expendable: 0,
  }));
}

function counts(
  { before, after }: KeyedProof["tests"],
  state: keyof ReportTestCounts,
): readonly string[] {
  return [figure(before[state]), after === null ? NOTHING : figure(after[state]), ""];
}

function times(speedup: number | null): string {
  return speedup === null ? NOTHING : ratio(speedup);
}

function dearest({ hotspot }: KeyedProof): readonly string[] {
  const left = hotspot?.dearest ?? null;
  return left === null ? [] : [`With the diff, ${left} costs most there.`];
}

/** Sentences are wrapped; what a compiler says keeps its lines. */
function textLines(text: string, width: number): readonly string[] {
  return text.split("\n").flatMap((line) => {
    const blanks = /^ */.exec(line)?.[0].length ?? 0;
    const wrapped = wrap(line, Math.max(20, width - blanks));
    return wrapped.length === 0 ? [""] : indent(wrapped, blanks);
  });
}

/** The first few stand in the message. */
function listed(what: string, titles: readonly string[], width: number): readonly string[] {
  if (titles.length <= NAMED_IN_MESSAGE) return [];
  return titles.flatMap((title) =>
    wrap(`${what}: ${title}`, width - 4).map((line, i) =>
      i === 0 ? `  - ${line}` : `    ${line}`,
    ),
  );
}

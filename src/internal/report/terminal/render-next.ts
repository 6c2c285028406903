import type { ParallelReport } from "../../model/report.ts";
import { indent, wrap } from "./layout.ts";
import type { Screen } from "./screen.ts";

/** Where to read on, and what the user should know of this run. */
export function renderNext({ summary }: ParallelReport, screen: Screen): readonly string[] {
  const { width, paint, reportPath } = screen;
  const pointer = `Every transaction, conflict and figure: ${reportPath ?? ""}`;
  return [
    ...(reportPath === undefined
      ? []
      : [paint.heading("Next"), ...indent(wrap(pointer, width - 2), 2)]),
    ...(summary.notes.length === 0 ? [] : ["", ...renderNotes(summary.notes, screen)]),
  ];
}

export function renderNotes(notes: readonly string[], { width, paint }: Screen): readonly string[] {
  const lines = notes.flatMap((note) =>
    wrap(note, width - 4).map((line, index) => (index === 0 ? `- ${line}` : `  ${line}`)),
  );
  return [paint.heading("Notes"), ...indent(lines, 2)];
}

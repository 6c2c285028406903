import type { ParallelReport } from "../../model/report.ts";
import { indent, wrap } from "./layout.ts";
import type { Screen } from "./screen.ts";

/** Where to read on, and what the user should know of this run. */
export function renderNext(
  { summary }: ParallelReport,
  { width, paint, reportPath }: Screen,
): readonly string[] {
  const notes = summary.notes.flatMap((note) =>
    wrap(note, width - 4).map((line, index) => (index === 0 ? `- ${line}` : `  ${line}`)),
  );
  const pointer = `Every transaction, conflict and figure: ${reportPath ?? ""}`;
  return [
    ...(reportPath === undefined
      ? []
      : [paint.heading("Next"), ...indent(wrap(pointer, width - 2), 2)]),
    ...(notes.length === 0 ? [] : ["", paint.heading("Notes"), ...indent(notes, 2)]),
  ];
}

import type { Speedup } from "../../model/conflict.ts";
import { ratio } from "../texts/figures.ts";
import { indent, wrap } from "../terminal/layout.ts";
import type { Screen } from "../terminal/screen.ts";
import { type Column, renderTable } from "../terminal/table.ts";

const WHAT_IT_IS = "Modelled from gas, not measured: speed-up over one after another";

/** What a schedule on so many threads would make of it. */
export function renderBlockSpeedup(
  { threads, bound }: Speedup,
  { width, paint }: Screen,
): readonly string[] {
  const column = (title: string, value: number, expendable = 0): Column => {
    return { title, cells: [ratio(value)], expendable };
  };
  const [titles = "", figures = ""] = renderTable(
    [
      { title: "threads", cells: ["speed-up"], expendable: 0 },
      column("2", threads["2"]),
      column("4", threads["4"]),
      column("8", threads["8"]),
      column("16", threads["16"], 1),
      column("∞", bound),
    ],
    width - 2,
  );
  return [
    ...indent(wrap(WHAT_IT_IS, width - 2), 2).map(paint.faint),
    ...indent([paint.faint(titles), paint.strong(figures)], 2),
  ];
}

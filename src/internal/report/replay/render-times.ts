import type { ReplayMeasurement, ReplayTimes } from "../../model/replay.ts";
import { count, milliseconds, ratio } from "../texts/figures.ts";
import { indent, wrap } from "../terminal/layout.ts";
import type { Screen } from "../terminal/screen.ts";
import { renderTable } from "../terminal/table.ts";

/** Wall-clock of one block, each beside its ratio to the one that it is to be compared with. */
export function renderTimes(
  ms: ReplayTimes,
  { rounds, workers, choice, failure }: ReplayMeasurement,
  { width, paint }: Screen,
): readonly string[] {
  const heading =
    `Measured on this machine, not modelled: medians of ${count(rounds, "round")}, ` +
    `parallel on ${count(workers, "thread")}`;
  const ways = waysOf(ms, choice);
  const [, ...lines] = renderTable(
    [
      { title: "", cells: ways.map(({ name }) => name), expendable: 0 },
      { title: "", cells: ways.map(({ time }) => `${milliseconds(time)} ms`), expendable: 0 },
      { title: "", cells: ways.map(({ ratio: text }) => text), expendable: 1 },
    ],
    width - 2,
  );
  return [
    ...indent(wrap(heading, width - 2), 2).map(paint.faint),
    ...indent(lines, 2),
    ...(failure === null
      ? []
      : indent(
          wrap(`Not measured in parallel, as those runs were cut off: ${failure}`, width - 2),
          2,
        ).map(paint.warning)),
  ];
}

interface Way {
  readonly name: string;
  readonly time: number;
  readonly ratio: string;
}

function waysOf(
  { stock, sequential, parallel, hybrid }: ReplayTimes,
  choice: ReplayMeasurement["choice"],
): readonly Way[] {
  const over = (time: number): string => ratio(sequential / time);
  return [
    ...(stock === null ? [] : [{ name: "stock EthereumJS", time: stock, ratio: "" }]),
    {
      name: "sequential",
      time: sequential,
      ratio: stock === null ? "" : `stock/sequential ${ratio(stock / sequential)}`,
    },
    ...(parallel === null
      ? []
      : [{ name: "parallel", time: parallel, ratio: `sequential/parallel ${over(parallel)}` }]),
    ...(hybrid === null
      ? []
      : [{ name: `hybrid: ${choice}`, time: hybrid, ratio: `sequential/hybrid ${over(hybrid)}` }]),
  ];
}

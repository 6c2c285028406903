import { type Figures, figuresOf } from "./figures.ts";
import type { CaseResult, MeasuredCase } from "./measure-case.ts";

interface Column {
  readonly title: string;
  readonly width: number;
  readonly digits: number;
  readonly value: (measured: MeasuredCase, figures: Figures) => number | string | undefined;
}

const NAME_WIDTH = 15;

const CHOICES = { sequential: "seq", parallel: "par" };

const GROUPS: readonly { readonly title: string; readonly columns: readonly Column[] }[] = [
  {
    title: "",
    columns: [
      { title: "txs", width: 7, digits: 0, value: ({ transactions }) => transactions },
      { title: "Mgas", width: 8, digits: 1, value: ({ gas }) => gas / 1e6 },
    ],
  },
  {
    title: "ms, medians",
    columns: [
      { title: "stock", width: 10, digits: 1, value: (_, { stock }) => stock },
      { title: "seq", width: 9, digits: 1, value: (_, { sequential }) => sequential },
      { title: "par", width: 9, digits: 1, value: (_, { parallel }) => parallel },
      { title: "hybrid", width: 8, digits: 1, value: (_, { hybrid }) => hybrid },
    ],
  },
  {
    title: "ratios",
    columns: [
      {
        title: "stock÷seq",
        width: 11,
        digits: 2,
        value: (_, { stockOverSequential }) => stockOverSequential,
      },
      {
        title: "seq÷par",
        width: 8,
        digits: 2,
        value: (_, { sequentialOverParallel }) => sequentialOverParallel,
      },
      {
        title: "seq÷hyb",
        width: 8,
        digits: 2,
        value: (_, { sequentialOverHybrid }) => sequentialOverHybrid,
      },
      {
        title: "choice",
        width: 7,
        digits: 0,
        value: ({ measurement: { choice } }) => choice && CHOICES[choice],
      },
    ],
  },
  {
    title: "",
    columns: [
      { title: "re-runs", width: 9, digits: 0, value: (_, { reexecutions }) => reexecutions },
    ],
  },
  {
    title: "Mgas/s",
    columns: [
      { title: "stock", width: 8, digits: 0, value: (_, { mgasPerSecond }) => mgasPerSecond.stock },
      {
        title: "seq",
        width: 6,
        digits: 0,
        value: (_, { mgasPerSecond }) => mgasPerSecond.sequential,
      },
      {
        title: "par",
        width: 6,
        digits: 0,
        value: (_, { mgasPerSecond }) => mgasPerSecond.parallel,
      },
    ],
  },
];

const COLUMNS = GROUPS.flatMap(({ columns }) => columns);

export const LEGEND = `stock     unmodified @ethereumjs/vm (runTx), one transaction after another
seq       this executor's own path, one transaction after another
par       this executor on all its threads, knowing nothing of the transactions beforehand
hybrid    with what each transaction touches known beforehand, as from an EIP-7928 access list: deciding
          whether running it in parallel will gain, and running it in the way chosen (choice)
re-runs   executions that repeated a transaction in par`;

/** Two lines; `title` says what the rows are. */
export function renderHeader(title: string): string {
  const groups = GROUPS.map((group) => {
    const width = group.columns.reduce((sum, column) => sum + column.width, 0);
    return group.title === "" ? " ".repeat(width) : `  ${group.title} `.padEnd(width, "─");
  });
  const titles = COLUMNS.map((column) => column.title.padStart(column.width));
  return `${" ".repeat(NAME_WIDTH)}${groups.join("")}\n${title.padEnd(NAME_WIDTH)}${titles.join("")}`;
}

export function renderResult(result: CaseResult): string {
  switch (result.kind) {
    case "failed":
      return `${result.name.padEnd(NAME_WIDTH)}  not measured: ${result.reason}`;
    case "measured":
      return renderRow(result);
  }
}

/** One line, and a second one if its parallel runs were cut off. */
export function renderRow(measured: MeasuredCase): string {
  const figures = figuresOf(measured);
  const cells = COLUMNS.map(({ width, digits, value }) =>
    renderCell(value(measured, figures), digits).padStart(width),
  );
  const { failure } = measured.measurement;
  const note = failure === undefined ? "" : `\n  parallel runs were cut off: ${failure}`;
  return `${measured.name.padEnd(NAME_WIDTH)}${cells.join("")}${note}`;
}

function renderCell(value: number | string | undefined, digits: number): string {
  return (typeof value === "number" ? value.toFixed(digits) : value) ?? "–";
}

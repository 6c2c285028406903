import { textWidth } from "./text-width.ts";

export interface Column {
  readonly title: string;
  /** Plain text, one a row. */
  readonly cells: readonly string[];
  /** Columns with the greatest numbers go first where there is no room; 0 stays. */
  readonly expendable: number;
}

/** Between two columns. */
export const GAP = 2;

/** A line of titles and one of each row, `width` cells at most if columns can be left out for it. */
export function renderTable(columns: readonly Column[], width: number): readonly string[] {
  const kept = fitting(columns, width);
  const widths = kept.map(columnWidth);
  const [titles, ...rows] = transpose(kept);
  return [titles ?? [], ...rows].map((cells) =>
    cells
      .map((cell, index) => {
        const padding = " ".repeat(Math.max(0, (widths[index] ?? 0) - textWidth(cell)));
        return index === 0 ? cell + padding : padding + cell;
      })
      .join(" ".repeat(GAP))
      .trimEnd(),
  );
}

function fitting(columns: readonly Column[], width: number): readonly Column[] {
  const total = columns.reduce((sum, column) => sum + columnWidth(column) + GAP, -GAP);
  const most = Math.max(...columns.map(({ expendable }) => expendable));
  if (total <= width || most === 0) return columns;
  return fitting(
    columns.filter(({ expendable }) => expendable < most),
    width,
  );
}

export function columnWidth({ title, cells }: Column): number {
  return Math.max(...[title, ...cells].map(textWidth));
}

function transpose(columns: readonly Column[]): readonly (readonly string[])[] {
  const [first] = columns;
  const rows = (first?.cells ?? []).map((_, row) => columns.map(({ cells }) => cells[row] ?? ""));
  return [columns.map(({ title }) => title), ...rows];
}

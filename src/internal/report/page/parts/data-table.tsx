import {
  type ColumnDef,
  flexRender,
  getCoreRowModel,
  getFilteredRowModel,
  getSortedRowModel,
  type SortingState,
  useReactTable,
} from "@tanstack/react-table";
import { useVirtualizer } from "@tanstack/react-virtual";
import type { ComponentChild } from "preact";
import { useMemo, useRef, useState } from "preact/hooks";

import { figure } from "../../texts/figures.ts";

export interface Column<Row> {
  readonly title: string;
  /** What it is sorted and searched by. */
  readonly value: (row: Row) => string | number;
  /** What is shown; absent: the value. */
  readonly show?: (row: Row) => ComponentChild;
}

interface TableProps<Row> {
  readonly caption: string;
  readonly rows: readonly Row[];
  readonly columns: readonly Column<Row>[];
}

/** From so many rows on, only those in sight are in the page. */
const MANY_ROWS = 200;
const ROW_HEIGHT = 36;

/** A table that can be sorted by its heads, and searched. */
export function DataTable<Row>({ caption, rows, columns }: TableProps<Row>) {
  const [sorting, setSorting] = useState<SortingState>([]);
  const [filter, setFilter] = useState("");
  const data = useMemo(() => [...rows], [rows]);
  const definitions = useMemo(() => columns.map(definition), [columns]);
  const table = useReactTable({
    data,
    columns: definitions,
    state: { sorting, globalFilter: filter },
    onSortingChange: setSorting,
    onGlobalFilterChange: setFilter,
    globalFilterFn: "includesString",
    getCoreRowModel: getCoreRowModel(),
    getSortedRowModel: getSortedRowModel(),
    getFilteredRowModel: getFilteredRowModel(),
  });
  const shown = table.getRowModel().rows;
  const scroller = useRef<HTMLDivElement>(null);
  const isLong = shown.length > MANY_ROWS;
  const virtual = useVirtualizer({
    count: shown.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
    enabled: isLong,
  });
  const inSight = isLong ? virtual.getVirtualItems().map(({ index }) => index) : [...shown.keys()];
  const [first, last] = [inSight[0] ?? 0, inSight[inSight.length - 1] ?? -1];
  return (
    <div class="table">
      {rows.length > 8 && (
        <label class="filter">
          Filter{" "}
          <input
            type="search"
            value={filter}
            onInput={(event) => {
              setFilter(event.currentTarget.value);
            }}
          />{" "}
          <span class="faint" aria-live="polite">
            {figure(shown.length)} of {figure(rows.length)}
          </span>
        </label>
      )}
      <div
        class={isLong ? "scroller long" : "scroller"}
        ref={scroller}
        tabIndex={0}
        role="region"
        aria-label={caption}
      >
        <table aria-rowcount={shown.length + 1}>
          <caption class="hidden">{caption}</caption>
          <thead>
            {table.getHeaderGroups().map((group) => (
              <tr key={group.id}>
                {group.headers.map(({ id, column }) => (
                  <th
                    key={id}
                    scope="col"
                    aria-sort={sortName(column.getIsSorted())}
                    class={isNumber(columns[Number(id)], rows) ? "number" : ""}
                  >
                    <button
                      type="button"
                      onClick={() => {
                        column.toggleSorting();
                      }}
                    >
                      {columns[Number(id)]?.title}{" "}
                      <span aria-hidden="true">{arrow(column.getIsSorted())}</span>
                    </button>
                  </th>
                ))}
              </tr>
            ))}
          </thead>
          <tbody>
            {isLong && <Space height={first * ROW_HEIGHT} columns={columns.length} />}
            {shown.slice(first, last + 1).map((row, index) => (
              <tr key={row.id} aria-rowindex={first + index + 2}>
                {row.getVisibleCells().map((cell) => (
                  <td key={cell.id} class={typeof cell.getValue() === "number" ? "number" : ""}>
                    {flexRender(cell.column.columnDef.cell, cell.getContext()) as ComponentChild}
                  </td>
                ))}
              </tr>
            ))}
            {isLong && (
              <Space height={(shown.length - 1 - last) * ROW_HEIGHT} columns={columns.length} />
            )}
          </tbody>
        </table>
      </div>
      {shown.length === 0 && (
        <p class="faint">{rows.length === 0 ? "There is none." : "None fits."}</p>
      )}
    </div>
  );
}

/** Numbers stand at the right, and so does what is above them. */
function isNumber<Row>(column: Column<Row> | undefined, rows: readonly Row[]): boolean {
  const [first] = rows;
  return first !== undefined && typeof column?.value(first) === "number";
}

function definition<Row>({ title, value, show }: Column<Row>, index: number): ColumnDef<Row> {
  return {
    id: String(index),
    header: title,
    accessorFn: value,
    sortDescFirst: false,
    cell: ({ row, getValue }) => {
      const plain = getValue();
      if (show !== undefined) return show(row.original);
      return typeof plain === "number" ? figure(plain) : String(plain);
    },
  };
}

function Space({ height, columns }: { readonly height: number; readonly columns: number }) {
  return height <= 0 ? null : (
    <tr aria-hidden="true">
      <td colSpan={columns} style={{ height: `${height}px`, padding: 0 }} />
    </tr>
  );
}

function sortName(sorted: false | "asc" | "desc") {
  if (sorted === false) return "none";
  return sorted === "asc" ? "ascending" : "descending";
}

function arrow(sorted: false | "asc" | "desc"): string {
  if (sorted === false) return "";
  return sorted === "asc" ? "▲" : "▼";
}

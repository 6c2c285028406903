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
import { useEffect, useMemo, useRef } from "preact/hooks";

import { figure } from "../../texts/figures.ts";
import { setParams, useRoute } from "../route.ts";
import { useTypedParam } from "../typed-param.ts";
import { UnknownParam } from "./not-found.tsx";

export interface Column<Row> {
  readonly title: string;
  /** What it is sorted and searched by. */
  readonly value: (row: Row) => string | number;
  /** What is shown; absent: the value. */
  readonly show?: (row: Row) => ComponentChild;
  /** Of a long text, only its beginning: it stands somewhere else, too. */
  readonly isCut?: boolean;
}

interface TableProps<Row> {
  readonly caption: string;
  readonly rows: readonly Row[];
  readonly columns: readonly Column<Row>[];
  /** Of its filter and its order in the address, which are `filter` and `sort` without it: one table of a view has none. */
  readonly name?: string;
  /** The row that the address means. */
  readonly isChosen?: (row: Row) => boolean;
}

/** From so many rows on, only those in sight are in the page. */
const MANY_ROWS = 200;
const ROW_HEIGHT = 36;
/** With so few, all are seen at once. */
const FEW_ROWS = 8;
/** A longer text gets lines of about that length: on one line it would push all else out of sight. */
const LONG_TEXT = 24;

/** A table that can be sorted by its heads, and searched; how is in the address. */
export function DataTable<Row>({ caption, rows, columns, name, isChosen }: TableProps<Row>) {
  const prefix = name === undefined ? "" : `${name}-`;
  const [filter, setFilter] = useTypedParam(`${prefix}filter`);
  const order = useRoute().params.get(`${prefix}sort`) ?? "";
  const sorting = useMemo(() => readSorting(order, columns), [order, columns]);
  const data = useMemo(() => [...rows], [rows]);
  const definitions = useMemo(
    () => columns.map((column, index) => definition(column, index, rows)),
    [columns, rows],
  );
  const table = useReactTable({
    data,
    columns: definitions,
    state: { sorting, globalFilter: filter },
    onSortingChange: (change) => {
      const next = typeof change === "function" ? change(sorting) : change;
      setParams({ [`${prefix}sort`]: writeSorting(next, columns) });
    },
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
  const chosen =
    isChosen === undefined ? -1 : shown.findIndex(({ original }) => isChosen(original));
  useEffect(() => {
    if (chosen < 0) return;
    if (isLong) virtual.scrollToIndex(chosen, { align: "center" });
    else scroller.current?.querySelector("tr.chosen")?.scrollIntoView({ block: "center" });
  }, [chosen, isLong]);
  const inSight = isLong ? virtual.getVirtualItems().map(({ index }) => index) : [...shown.keys()];
  const [first, last] = [inSight[0] ?? 0, inSight[inSight.length - 1] ?? -1];
  return (
    <div class="table">
      <UnknownParam
        value={order}
        isKnown={sorting.length > 0}
        what="column of that name to sort by"
        instead="Here is the usual order."
      />
      {(rows.length > FEW_ROWS || filter !== "") && (
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
              <tr
                key={row.id}
                aria-rowindex={first + index + 2}
                {...(first + index === chosen ? { class: "chosen", "aria-current": "true" } : {})}
              >
                {row.getVisibleCells().map((cell) => (
                  <td key={cell.id} class={typeof cell.getValue() === "number" ? "number" : ""}>
                    <CellText
                      value={cell.getValue()}
                      isCut={columns[Number(cell.column.id)]?.isCut === true}
                    >
                      {flexRender(cell.column.columnDef.cell, cell.getContext()) as ComponentChild}
                    </CellText>
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

interface CellTextProps {
  readonly value: unknown;
  readonly isCut: boolean;
  readonly children: ComponentChild;
}

function CellText({ value, isCut, children }: CellTextProps) {
  if (typeof value !== "string" || value.length <= LONG_TEXT) return children;
  return (
    <div class={isCut ? "long-text cut" : "long-text"} title={value}>
      {children}
    </div>
  );
}

/** `conflicts`, or `-conflicts` for the largest first. What no column is called means nothing. */
function readSorting<Row>(order: string, columns: readonly Column<Row>[]): SortingState {
  const desc = order.startsWith("-");
  const index = columns.findIndex(({ title }) => slug(title) === order.slice(desc ? 1 : 0));
  return index < 0 ? [] : [{ id: String(index), desc }];
}

function writeSorting<Row>([first]: SortingState, columns: readonly Column<Row>[]): string {
  const column = first === undefined ? undefined : columns[Number(first.id)];
  return column === undefined ? "" : `${first?.desc === true ? "-" : ""}${slug(column.title)}`;
}

/** `saved-gas`; of the number of a transaction, `number`. */
function slug(title: string): string {
  const words = title.toLowerCase().match(/[a-z0-9]+/g) ?? ["number"];
  return words.join("-");
}

/** Numbers stand at the right, and so does what is above them. */
function isNumber<Row>(column: Column<Row> | undefined, rows: readonly Row[]): boolean {
  const [first] = rows;
  return first !== undefined && typeof column?.value(first) === "number";
}

function definition<Row>(column: Column<Row>, index: number, rows: readonly Row[]): ColumnDef<Row> {
  const { title, value, show } = column;
  return {
    id: String(index),
    header: title,
    accessorFn: value,
    // Of numbers one looks for the largest.
    sortDescFirst: isNumber(column, rows),
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

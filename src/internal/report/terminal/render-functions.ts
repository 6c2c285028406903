import { contractTitle } from "../../model/contract-title.ts";
import type { ParallelReport, ReportFunctionPair } from "../../model/report.ts";
import { clean } from "./clean.ts";
import { count, listing } from "../texts/figures.ts";
import { indent, shortenStart, wrap } from "./layout.ts";
import type { Screen } from "./screen.ts";

/** A grid of more functions than these says nothing at a glance. */
const MAX_FUNCTIONS = 20;
const SHOWN_PATHS = 4;

const SIGNS: Readonly<Record<ReportFunctionPair["verdict"], string>> = {
  never: "·",
  "same argument": "=",
  always: "×",
};

/** Which functions conflict when different users call them: a grid for each contract in which some do. */
export function renderFunctions({ functions }: ParallelReport, screen: Screen): readonly string[] {
  const contracts = [...Map.groupBy(functions, ({ contract }) => contract)]
    .filter(([, pairs]) => pairs.some(({ verdict }) => verdict !== "never"))
    .sort(([a, m], [b, n]) => conflicts(n) - conflicts(m) || (a < b ? -1 : 1));
  if (contracts.length === 0) return [];
  const { paint, width, top } = screen;
  const titleOf = contractTitle(functions.map(({ contract }) => contract));
  const shown = contracts.slice(0, Math.max(top, 1));
  const hidden = contracts.length - shown.length;
  return [
    paint.heading("Which functions get in each other's way?"),
    ...indent(wrap(LEGEND, width - 2), 2).map(paint.faint),
    ...shown.flatMap(([contract, pairs]) => renderContract(titleOf(contract), pairs, screen)),
    ...(hidden > 0 ? [paint.faint(`  ${count(hidden, "more contract")} in the full report.`)] : []),
  ];
}

const LEGEND =
  "When different users call them: × always, = only when they name the same id, pool or recipient, · never.";

function conflicts(pairs: readonly ReportFunctionPair[]): number {
  return pairs.filter(({ verdict }) => verdict === "always").length;
}

function renderContract(
  name: string,
  pairs: readonly ReportFunctionPair[],
  { paint, width }: Screen,
): readonly string[] {
  const names = [...new Set(pairs.flatMap(({ a, b }) => [a, b]))].sort();
  const title = paint.strong(`  ${shortenStart(name, width - 2)}`);
  const isGrid = names.length > 1 && names.length <= MAX_FUNCTIONS;
  const grid = isGrid ? gridOf(names, pairs, width) : [];
  return [title, ...grid, ...paths(pairs, width)];
}

/** The upper right half: the lower left one is the same. */
function gridOf(
  names: readonly string[],
  pairs: readonly ReportFunctionPair[],
  width: number,
): readonly string[] {
  const verdicts = new Map(pairs.map(({ a, b, verdict }) => [`${a} ${b}`, SIGNS[verdict]]));
  const room = width - 7 - 3 * names.length;
  if (room < 8) return [];
  const labels = names.map((name) => shortenStart(withoutContract(name), room));
  const longest = Math.max(...labels.map(({ length }) => length));
  const head = names.map((_, i) => `${i + 1}`.padStart(3)).join("");
  return [
    `${" ".repeat(7 + longest)}${head}`,
    ...names.map((a, row) => {
      const cells = names.map((b, column) =>
        column < row ? "   " : `  ${verdicts.get(`${a} ${b}`) ?? " "}`,
      );
      return `    ${`${row + 1}`.padStart(2)} ${labels[row]?.padEnd(longest) ?? ""}${cells.join("")}`;
    }),
  ].map((line) => line.trimEnd());
}

/** Where they meet, one line for all pairs that meet at the same. */
function paths(pairs: readonly ReportFunctionPair[], width: number): readonly string[] {
  const met = new Map<string, Set<string>>();
  for (const { a, b, verdict, paths: all, falseSharing } of pairs) {
    if (verdict === "never") continue;
    const at = all.map((path) => (falseSharing.includes(path) ? `${path} (false sharing)` : path));
    const key = `${SIGNS[verdict]} ${listing(at, SHOWN_PATHS)}`;
    met.set(key, new Set([...(met.get(key) ?? []), withoutContract(a), withoutContract(b)]));
  }
  return [...met]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([key, names]) =>
      wrap(clean(`${key}: ${[...names].sort().join(", ")}`), width - 6).map((line, i) =>
        i === 0 ? `    ${line}` : `      ${line}`,
      ),
    );
}

function withoutContract(name: string): string {
  return name.slice(name.indexOf(".") + 1);
}

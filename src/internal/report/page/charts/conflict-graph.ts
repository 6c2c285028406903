import type { EChartsCoreOption } from "echarts/core";

import type { ReportConflict, ReportHotspot } from "../../../model/report.ts";
import { withoutKeys } from "../../../model/path-keys.ts";
import { countPairs, pairsIn } from "../../../primitives/pair-blocks.ts";
import { figure } from "../../texts/figures.ts";
import { hotspotTitle } from "../../texts/hotspot-text.ts";
import { hasTouch } from "../has-touch.ts";
import { remember } from "../../../primitives/remember.ts";
import type { Drawable } from "../schedules.ts";
import { criticalChain } from "./bars-of.ts";
import type { Colors } from "./chart.tsx";
import { textElement } from "./text-element.ts";

/** Two transactions that conflict, with all places where they do. */
export interface Edge {
  readonly earlier: number;
  readonly later: number;
  readonly places: readonly Place[];
}

interface Place {
  readonly class: string;
  /** `Token.balances[msg.sender]` */
  readonly name: string;
  /** `Token.balances`; of a slot of several fields always the same, whichever of them is meant. */
  readonly variable: string;
}

export interface EdgeFilter {
  readonly class: string;
  readonly function: string;
  readonly variable: string;
}

/** Of a crowd of so many pairs only those are edges that its schedule is made from: 1,024 users are half a million. */
const MOST_PAIRS = 20_000;

export function hasTooManyPairs({ hotspots }: Drawable): boolean {
  return hotspots.some(({ pairs = [] }) => countPairs(pairs) > MOST_PAIRS);
}

/** Conflicts by pair, the later one ascending, then the earlier one. */
export function edgesOf(drawable: Drawable, all: readonly ReportHotspot[]): readonly Edge[] {
  const { scenario, schedule, hotspots } = drawable;
  // The same place comes back in thousands of conflicts.
  const titles = new Map<string, string>();
  const edges = new Map<string, { earlier: number; later: number; places: Place[] }>();
  const add = (earlier: number, later: number, place: Place) => {
    const key = `${earlier} ${later}`;
    const edge = edges.get(key) ?? { earlier, later, places: [] };
    if (!edge.places.some(({ name }) => name === place.name)) edge.places.push(place);
    edges.set(key, edge);
  };
  if (scenario !== undefined) {
    for (const conflict of scenario.conflicts) {
      const { earlier, later, class: kind, contract, path } = conflict;
      if (path === null) add(earlier, later, placeOf(kind, "same sender"));
      else {
        const name = titleAt(contract, path);
        const title = remember(titles, `${kind} ${contract} ${path}`, () => {
          const hotspot = hotspotOf(conflict, all);
          return hotspot === undefined ? name : hotspotTitle(hotspot);
        });
        add(earlier, later, placeOf(kind, name, title));
      }
    }
  } else {
    const listed = hasTooManyPairs(drawable) ? [] : hotspots;
    for (const { pairs = [], class: kind, title } of listed) {
      const place = placeOf(kind, title);
      for (const [earlier, later] of pairsIn(pairs)) add(earlier, later, place);
    }
    for (const [earlier, later, hotspot] of schedule.waits) {
      const known = hotspot === null ? undefined : hotspots[hotspot];
      add(earlier, later, placeOf(known?.class ?? "sender", known?.title ?? "same sender"));
    }
  }
  return [...edges.values()].sort((a, b) => a.later - b.later || a.earlier - b.earlier);
}

function titleAt(contract: string | null, path: string): string {
  return contract === null ? path : hotspotTitle({ contract, path, variable: path, address: "" });
}

/** The one that has a field of the conflict: each transaction names those fields of a slot that it touches. */
function hotspotOf(
  { class: kind, contract, path }: ReportConflict,
  all: readonly ReportHotspot[],
): ReportHotspot | undefined {
  const fields = fieldsIn([path ?? ""]);
  const has = (paths: readonly string[]) => fieldsIn(paths).some((one) => fields.includes(one));
  const candidates = all.filter((one) => one.class === kind && one.contract === contract);
  return candidates.find((one) => has([one.path])) ?? candidates.find(({ packed }) => has(packed));
}

function fieldsIn(paths: readonly string[]): readonly string[] {
  return paths.flatMap((path) => withoutKeys(path).split(", "));
}

function placeOf(kind: string, name: string, title = name): Place {
  return { class: kind, name, variable: withoutKeys(title) };
}

export function filterEdges(
  edges: readonly Edge[],
  calls: readonly string[],
  filter: EdgeFilter,
): readonly Edge[] {
  return edges.filter(
    ({ earlier, later, places }) =>
      places.some(
        (place) =>
          (filter.class === "" || place.class === filter.class) &&
          (filter.variable === "" || place.variable === filter.variable),
      ) &&
      (filter.function === "" ||
        calls[earlier] === filter.function ||
        calls[later] === filter.function),
  );
}

/** From so many on, drawing more shows less. */
export const MOST_NODES = 1_500;

export interface Layout {
  /** Transactions with an edge, by their index, at most {@link MOST_NODES}. */
  readonly nodes: readonly number[];
  readonly edges: readonly Edge[];
  readonly left: number;
}

/** What is drawn of the edges. */
export function layoutOf(edges: readonly Edge[]): Layout {
  const touched = [...new Set(edges.flatMap(({ earlier, later }) => [earlier, later]))].sort(
    (a, b) => a - b,
  );
  const nodes = touched.slice(0, MOST_NODES);
  const kept = new Set(nodes);
  return {
    nodes,
    edges: edges.filter(({ earlier, later }) => kept.has(earlier) && kept.has(later)),
    left: touched.length - nodes.length,
  };
}

/** Transactions in columns, each behind all that it waits for, so that a long chain is a long line. */
export function graphOption(
  drawable: Drawable,
  layout: Layout,
  colors: Colors,
  isNarrow: boolean,
): EChartsCoreOption {
  const critical = criticalChain(drawable);
  const nextOf = followers(critical);
  const places = placesOf(layout, isNarrow);
  const nodes = layout.nodes.map((index) => ({
    id: String(index),
    name: `#${index}`,
    ...places.get(index),
    symbolSize: sizeOf(layout),
    itemStyle: { color: critical.has(index) ? colors.critical : colors.run },
    label: { show: layout.nodes.length <= 150, color: "#fff", fontSize: 9 },
  }));
  return {
    tooltip: {
      confine: true,
      backgroundColor: colors.surface,
      textStyle: { color: colors.text },
      formatter: ({ dataType, dataIndex }: { dataType: string; dataIndex: number }) =>
        textElement(
          dataType === "edge"
            ? edgeLines(drawable, layout.edges[dataIndex])
            : nodeLines(drawable, layout.nodes[dataIndex]),
        ),
    },
    series: [
      {
        type: "graph",
        layout: "none",
        // A finger scrolls the page, as everywhere; two make the graph larger.
        roam: hasTouch() ? "scale" : true,
        // Beside the nodes, too.
        roamTrigger: "global",
        scaleLimit: { min: 0.2, max: 20 },
        data: nodes,
        links: layout.edges.map(({ earlier, later }) => {
          const isCritical = nextOf.get(earlier) === later;
          return {
            source: String(earlier),
            target: String(later),
            // An arrow for each of two thousand would hide all that is below.
            symbol: ["none", isCritical || layout.edges.length <= FEW_EDGES ? "arrow" : "none"],
            lineStyle: {
              color: isCritical ? colors.critical : colors.faint,
              width: isCritical ? 2.5 : 1,
              opacity: isCritical ? 0.9 : faintness(layout),
              curveness: 0.12,
            },
          };
        }),
        edgeSymbolSize: 7,
        emphasis: { focus: "adjacency" },
      },
    ],
  };
}

/** In the order of the block, as a chain goes. */
function followers(chain: ReadonlySet<number>): ReadonlyMap<number, number> {
  const ascending = [...chain].sort((a, b) => a - b);
  return new Map(ascending.slice(1).map((one, index) => [ascending[index] ?? one, one]));
}

const FEW_EDGES = 200;

/** The more lines lie over each other, the less of each. */
function faintness({ edges }: Layout): number {
  return Math.max(0.06, Math.min(0.35, (0.35 * FEW_EDGES) / Math.max(1, edges.length)));
}

/** So that they stay apart. */
function sizeOf({ nodes }: Layout): number {
  if (nodes.length <= 150) return 22;
  return nodes.length <= 500 ? 10 : 5;
}

/** Columns on one line; a longer chain goes on below, from the left again. */
const COLUMNS_PER_LINE = { wide: 16, narrow: 8 };
const WIDTH = 70;
const HEIGHT = 44;
/** So many fit below each other in any case. */
const FEW_ROWS = 5;
/** Of width to height, as that of the chart. */
const PROPORTION = { wide: 2.2, narrow: 0.9 };

function placesOf(
  layout: Layout,
  isNarrow: boolean,
): ReadonlyMap<number, { readonly x: number; readonly y: number }> {
  const proportion = PROPORTION[isNarrow ? "narrow" : "wide"];
  const blocks = [...Map.groupBy(columnsOf(layout), ([, column]) => column).values()].map((block) =>
    inColumns(
      block.map(([index]) => index),
      proportion,
    ),
  );
  const all = blocks.flat();
  // A block stays on one line.
  const columns = Math.max(
    COLUMNS_PER_LINE[isNarrow ? "narrow" : "wide"],
    ...blocks.map(({ length }) => length + 1),
  );
  const places = new Map<number, { x: number; y: number }>();
  let top = 0;
  for (let first = 0; first < all.length; first += columns) {
    const line = all.slice(first, first + columns);
    for (const [at, nodes] of line.entries()) {
      // Neighbours stand a little higher and lower, so that lines pass beside them.
      const shift = (at % 2) * (HEIGHT / 3);
      for (const [row, index] of nodes.entries()) {
        places.set(index, { x: at * WIDTH, y: top + row * HEIGHT + shift });
      }
    }
    top += (Math.max(...line.map(({ length }) => length)) + 1) * HEIGHT;
  }
  // The chart keeps the proportions: what is high has to be wide, to fill it.
  const stretch = Math.max(1, (top * proportion) / (columns * WIDTH));
  return new Map([...places].map(([index, { x, y }]) => [index, { x: x * stretch, y }]));
}

/** Many transactions that wait for the same stand in several columns, as a block in the proportion of the chart. */
function inColumns(nodes: readonly number[], proportion: number): readonly (readonly number[])[] {
  const rows = Math.max(
    FEW_ROWS,
    Math.ceil(Math.sqrt((nodes.length * WIDTH) / HEIGHT / proportion)),
  );
  const columns = Math.ceil(nodes.length / rows);
  return Array.from({ length: columns }, (_, at) => nodes.slice(at * rows, (at + 1) * rows));
}

function columnsOf({ nodes, edges }: Layout): ReadonlyMap<number, number> {
  const before = new Map<number, number[]>();
  for (const { earlier, later } of edges) {
    const known = before.get(later);
    if (known === undefined) before.set(later, [earlier]);
    else known.push(earlier);
  }
  const columns = new Map<number, number>();
  for (const index of nodes) {
    const last = (before.get(index) ?? []).reduce(
      (most, earlier) => Math.max(most, columns.get(earlier) ?? 0),
      -1,
    );
    columns.set(index, last + 1);
  }
  return columns;
}

function edgeLines({ calls }: Drawable, edge: Edge | undefined): readonly string[] {
  if (edge === undefined) return [];
  const { earlier, later, places } = edge;
  return [
    `#${earlier} ${calls[earlier] ?? ""} → #${later} ${calls[later] ?? ""}`,
    ...places.map(({ class: kind, name }) => `${kind}: ${name}`),
  ];
}

function nodeLines({ calls, schedule }: Drawable, index: number | undefined): readonly string[] {
  if (index === undefined) return [];
  return [`#${index} ${calls[index] ?? ""}`, `${figure(schedule.gas[index] ?? 0)} gas`];
}

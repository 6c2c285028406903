import type { EChartsCoreOption } from "echarts/core";

import type { Colors } from "./chart.tsx";
import { textElement } from "./text-element.ts";

/** One box of the chart; times in gas. */
export interface Bar {
  readonly thread: number;
  readonly start: number;
  readonly end: number;
  /**
   * - `run`: a transaction; `critical`: one on the longest chain.
   * - `wait`: a thread that has nothing to do as others must end first.
   * - `repeat`: a run of a transaction that had to be repeated.
   */
  readonly kind: "run" | "critical" | "wait" | "repeat";
  readonly label: string;
  /** Plain text, a line each. */
  readonly details: readonly string[];
}

interface Shape {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** ECharts calls it with these; its own types are not made for what one uses of them. */
interface RenderApi {
  value(dimension: number): number;
  coord(point: readonly [number, number]): [number, number];
  size(extent: readonly [number, number]): [number, number];
}

/** A Gantt chart of bars: threads from top to bottom, gas from left to right. `end`: of the axis. */
export function ganttOption(
  bars: readonly Bar[],
  threads: number,
  end: number,
  colors: Colors,
): EChartsCoreOption {
  const text = { color: colors.text };
  return {
    aria: { enabled: false },
    grid: { left: 72, right: 16, top: 8, bottom: 64 },
    tooltip: {
      confine: true,
      backgroundColor: colors.surface,
      textStyle: text,
      formatter: ({ dataIndex }: { dataIndex: number }) => textElement(linesOf(bars[dataIndex])),
    },
    xAxis: {
      type: "value",
      max: end,
      name: "gas",
      nameLocation: "middle",
      nameGap: 24,
      nameTextStyle: text,
      axisLabel: { ...text, formatter: shortGas, hideOverlap: true, showMaxLabel: false },
      splitLine: { lineStyle: { color: colors.line } },
    },
    yAxis: {
      type: "category",
      inverse: true,
      data: Array.from({ length: threads }, (_, thread) => `thread ${thread + 1}`),
      axisLabel: text,
      axisLine: { lineStyle: { color: colors.line } },
    },
    dataZoom: [
      { type: "slider", height: 14, bottom: 6, brushSelect: false, textStyle: text },
      { type: "inside", zoomOnMouseWheel: "ctrl", moveOnMouseWheel: false },
    ],
    series: [
      {
        type: "custom",
        renderItem: (_: unknown, api: RenderApi) => renderBar(bars, api, colors),
        encode: { x: [1, 2], y: 0 },
        data: bars.map(({ thread, start, end: ends }, index) => [thread, start, ends, index]),
        clip: true,
      },
    ],
  };
}

function renderBar(bars: readonly Bar[], api: RenderApi, colors: Colors) {
  const bar = bars[api.value(3)];
  if (bar === undefined) return undefined;
  const [x, middle] = api.coord([bar.start, bar.thread]);
  const [right] = api.coord([bar.end, bar.thread]);
  const height = api.size([0, 1])[1] * (bar.kind === "wait" ? 0.3 : 0.72);
  const shape = { x, y: middle - height / 2, width: Math.max(1, right - x - 1), height };
  return {
    type: "rect",
    shape,
    style: styleOf(bar, colors),
    ...(shape.width > 36 && bar.kind !== "wait" ? { textContent: labelOf(bar, shape) } : {}),
    textConfig: { position: "inside" },
  };
}

function styleOf({ kind }: Bar, colors: Colors) {
  // Not by colour alone: what waits is thin, what is repeated has a dashed edge.
  if (kind === "repeat") {
    return { fill: "transparent", stroke: colors.repeat, lineWidth: 2, lineDash: [4, 3] };
  }
  return { fill: colors[kind] };
}

function labelOf({ label, kind }: Bar, { width }: Shape) {
  const fill = kind === "repeat" ? undefined : "#fff";
  return {
    style: { text: label, fill, width: width - 6, overflow: "truncate", fontSize: 11 },
  };
}

function linesOf(bar: Bar | undefined): readonly string[] {
  return bar === undefined ? [] : [bar.label, ...bar.details];
}

function shortGas(gas: number): string {
  if (gas >= 1_000_000) return `${gas / 1_000_000}M`;
  return gas >= 1_000 ? `${gas / 1_000}k` : String(gas);
}

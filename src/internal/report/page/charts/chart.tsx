import { CustomChart, GraphChart, LineChart } from "echarts/charts";
import {
  AriaComponent,
  DataZoomComponent,
  GridComponent,
  LegendComponent,
  MarkLineComponent,
  TooltipComponent,
} from "echarts/components";
import { type EChartsCoreOption, type EChartsType, init, use } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";
import { useEffect, useRef } from "preact/hooks";

import { useIsDark } from "../theme.ts";

use([
  CustomChart,
  GraphChart,
  LineChart,
  AriaComponent,
  DataZoomComponent,
  GridComponent,
  LegendComponent,
  MarkLineComponent,
  TooltipComponent,
  CanvasRenderer,
]);

export interface Colors {
  readonly text: string;
  readonly faint: string;
  readonly line: string;
  readonly surface: string;
  readonly run: string;
  readonly critical: string;
  readonly wait: string;
  readonly repeat: string;
}

interface ChartProps {
  /** What a reader hears who does not see it. */
  readonly label: string;
  readonly height: number;
  /** `isNarrow`: as on a phone. */
  readonly option: (colors: Colors, isNarrow: boolean) => EChartsCoreOption;
  /** The data index of what was clicked on, and its kind: `node`, `edge` or none. */
  readonly onClick?: (index: number, kind: string | undefined) => void;
}

/** In pixels. */
const NARROW = 600;

/** A chart of Apache ECharts in the colours of the page. */
export function Chart({ label, height, option, onClick }: ChartProps) {
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType>(undefined);
  const isDark = useIsDark();
  useEffect(() => {
    if (place.current === null) return undefined;
    const made = init(place.current);
    chart.current = made;
    const observer = new ResizeObserver(([entry]) => {
      if ((entry?.contentRect.width ?? 0) > 0) made.resize();
    });
    observer.observe(place.current);
    return () => {
      observer.disconnect();
      made.dispose();
    };
  }, []);
  useEffect(() => {
    const element = place.current ?? document.body;
    const isNarrow = element.clientWidth < NARROW;
    chart.current?.setOption({ animation: false, ...option(colorsOf(element), isNarrow) }, true);
  }, [option, isDark]);
  useEffect(() => {
    const made = chart.current;
    if (made === undefined || onClick === undefined) return undefined;
    const handle = (event: { dataIndex: number; dataType?: string }) => {
      onClick(event.dataIndex, event.dataType);
    };
    made.on("click", handle as (event: unknown) => void);
    return () => {
      made.off("click");
    };
  }, [onClick]);
  return (
    <div
      class="chart"
      role="img"
      aria-label={label}
      ref={place}
      style={{ height: `${height}px` }}
    />
  );
}

/** The custom properties of style.css. */
function colorsOf(element: Element): Colors {
  const style = getComputedStyle(element);
  const color = (name: string) => style.getPropertyValue(`--${name}`).trim();
  return {
    text: color("text"),
    faint: color("faint"),
    line: color("line"),
    surface: color("surface"),
    run: color("run"),
    critical: color("critical"),
    wait: color("wait"),
    repeat: color("repeat"),
  };
}

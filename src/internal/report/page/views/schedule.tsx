import { useCallback, useContext, useMemo } from "preact/hooks";

import { speedupRatio } from "../../../model/speedup-ratio.ts";
import { THREAD_COUNTS, type ThreadCount } from "../../../primitives/schedule/best-schedule.ts";
import { count, figure, listing, ratio } from "../../texts/figures.ts";
import { barsOfExecution, barsOfSchedule } from "../charts/bars-of.ts";
import { Chart, type Colors } from "../charts/chart.tsx";
import { type Bar, ganttOption } from "../charts/gantt-option.ts";
import { PageContext } from "../page-context.ts";
import { type Column, DataTable } from "../parts/data-table.tsx";
import { DrawablePicker } from "../parts/drawable-picker.tsx";
import { NotFound, UnknownParam } from "../parts/not-found.tsx";
import { linkTo, type Route, setParams } from "../route.ts";
import { type Drawable, hotspotsIn, scheduleOf } from "../schedules.ts";

/** A Gantt chart of a scenario, as it is and without one of its hotspots, and as Block-STM runs it. */
export function ScheduleView({ route }: { readonly route: Route }) {
  const { drawables } = useContext(PageContext);
  const drawable = drawables.find(({ id }) => id === route.item) ?? drawables[0];
  if (drawable === undefined) {
    return (
      <>
        <h1 tabIndex={-1}>Schedule</h1>
        <p>There is no scenario of two transactions or more, and no crowd.</p>
      </>
    );
  }
  return <Schedules drawable={drawable} route={route} />;
}

function Schedules({ drawable, route }: { readonly drawable: Drawable; readonly route: Route }) {
  const threads = THREAD_COUNTS.find((one) => String(one) === route.params.get("threads")) ?? 8;
  const hotspots = useMemo(() => hotspotsIn(drawable.schedule), [drawable]);
  const without = hotspots.find((one) => String(one) === route.params.get("without"));
  const change = (params: { threads?: ThreadCount; without?: string }) => {
    setParams(params);
  };
  const now = useMemo(() => scheduleOf(drawable.schedule, threads), [drawable, threads]);
  const then = useMemo(
    () => (without === undefined ? undefined : scheduleOf(drawable.schedule, threads, without)),
    [drawable, threads, without],
  );
  const nowBars = useMemo(() => barsOfSchedule(drawable, now), [drawable, now]);
  const thenBars = useMemo(
    () => (then === undefined ? undefined : barsOfSchedule(drawable, then, without)),
    [drawable, then, without],
  );
  const execution = useMemo(() => barsOfExecution(drawable), [drawable]);
  const total = drawable.schedule.gas.reduce((sum, gas) => sum + gas, 0);
  const inWords = (makespan: number) =>
    `${figure(makespan)} gas on the longest of ${threads} threads, ${ratio(speedupRatio(BigInt(total), BigInt(makespan)))} of one after another`;
  const repeated = execution?.filter(({ kind }) => kind === "repeat").length ?? 0;
  return (
    <>
      <h1 tabIndex={-1}>Schedule</h1>
      {route.item !== "" && drawable.id !== route.item && (
        <NotFound
          what={`scenario of several transactions and no crowd “${route.item}”`}
          instead="Here is the first one."
        />
      )}
      <UnknownParam
        value={route.params.get("threads")}
        isKnown={THREAD_COUNTS.some((one) => String(one) === route.params.get("threads"))}
        what="schedule on so many threads"
        instead="Here is the one on 8."
      />
      <UnknownParam
        value={route.params.get("without")}
        isKnown={without !== undefined}
        what="hotspot of that number in this schedule"
        instead="Here none is removed."
      />
      <div class="controls">
        <DrawablePicker view="schedule" chosen={drawable} params={{ threads }} />
        <label>
          Threads{" "}
          <select
            value={threads}
            onChange={(event) => {
              const chosen = THREAD_COUNTS.find((one) => String(one) === event.currentTarget.value);
              change({ threads: chosen ?? 8 });
            }}
          >
            {THREAD_COUNTS.map((one) => (
              <option key={one} value={one}>
                {one}
              </option>
            ))}
          </select>
        </label>
        <label>
          Without the hotspot{" "}
          <select
            value={without === undefined ? "" : String(without)}
            onChange={(event) => {
              change({ without: event.currentTarget.value });
            }}
          >
            <option value="">none removed</option>
            {hotspots.map((one) => (
              <option key={one} value={one}>
                {drawable.hotspots[one]?.title}
              </option>
            ))}
          </select>
        </label>
        <a href={linkTo("conflicts", drawable.id)}>Its conflicts</a>
      </div>
      {drawable.notes.map((note) => (
        <p key={note} class="text note">
          {note}
        </p>
      ))}
      <Legend hasRepeated={repeated > 0} />
      <section>
        <h2>{without === undefined ? "As it is" : "Before"}</h2>
        <p data-makespan={now.makespan}>{inWords(now.makespan)}.</p>
        <Gantt
          bars={nowBars}
          threads={threads}
          end={now.makespan}
          title={`${drawable.title}, modelled`}
        />
      </section>
      {then !== undefined && thenBars !== undefined && (
        <section>
          <h2>Without {drawable.hotspots[without ?? -1]?.title}</h2>
          <p data-makespan-without={then.makespan}>
            {inWords(then.makespan)}.
            {then.makespan === now.makespan && ` ${nothingChanges(drawable, without)}`}
          </p>
          <Gantt
            bars={thenBars}
            threads={threads}
            end={now.makespan}
            title={`${drawable.title}, without the hotspot`}
          />
        </section>
      )}
      {execution !== undefined && (
        <section>
          <h2>As Block-STM runs it</h2>
          <p data-repeated={repeated}>
            On {drawable.schedule.execution?.threads} threads that know nothing beforehand, with gas
            as their time: {count(repeated, "run")} in vain.
          </p>
          <Gantt
            bars={execution}
            threads={drawable.schedule.execution?.threads ?? 8}
            end={Math.max(...execution.map(({ end }) => end))}
            title={`${drawable.title}, run by Block-STM`}
          />
        </section>
      )}
      <details>
        <summary>As a table</summary>
        <DataTable caption="What runs when" rows={nowBars} columns={COLUMNS} />
      </details>
    </>
  );
}

function nothingChanges({ schedule, hotspots }: Drawable, without: number | undefined): string {
  const others = hotspotsIn(schedule)
    .filter((one) => one !== without)
    .flatMap((one) => hotspots[one]?.title ?? []);
  return others.length === 0
    ? "Nothing changes: what waits here is not what takes longest."
    : `Nothing changes alone: they wait for each other at ${listing(others, 3)}, too.`;
}

const COLUMNS: readonly Column<Bar>[] = [
  {
    title: "What",
    value: ({ kind, label }) => (kind === "critical" ? `${label} (critical)` : label),
  },
  { title: "Thread", value: ({ thread }) => thread + 1 },
  { title: "From (gas)", value: ({ start }) => start },
  { title: "To (gas)", value: ({ end }) => end },
  { title: "Why", value: ({ details }) => details.slice(1).join("; ") },
];

interface GanttProps {
  readonly bars: readonly Bar[];
  readonly threads: number;
  readonly end: number;
  readonly title: string;
}

function Gantt({ bars, threads, end, title }: GanttProps) {
  const option = useCallback(
    (colors: Colors) => ganttOption(bars, threads, end, colors),
    [bars, threads, end],
  );
  const waits = bars.filter(({ kind }) => kind === "wait").length;
  return (
    <Chart
      label={`Gantt chart of ${title}: ${count(bars.length - waits, "run")} on ${threads} threads, ${count(waits, "wait")}. The table below says the same.`}
      height={90 + threads * 28}
      option={option}
    />
  );
}

function Legend({ hasRepeated }: { readonly hasRepeated: boolean }) {
  return (
    <p class="legend faint">
      <span>
        <span class="swatch critical" /> on the longest chain
      </span>
      <span>
        <span class="swatch run" /> other transactions
      </span>
      <span>
        <span class="swatch wait" /> a thread waits
      </span>
      {hasRepeated && (
        <span>
          <span class="swatch repeat" /> run in vain, and repeated
        </span>
      )}
    </p>
  );
}

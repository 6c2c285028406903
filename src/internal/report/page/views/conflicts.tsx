import { useCallback, useContext, useMemo, useState } from "preact/hooks";

import { count, figure } from "../../texts/figures.ts";
import { Chart, type Colors } from "../charts/chart.tsx";
import {
  type Edge,
  type EdgeFilter,
  edgesOf,
  filterEdges,
  graphOption,
  hasTooManyPairs,
  layoutOf,
} from "../charts/conflict-graph.ts";
import { hasTouch } from "../has-touch.ts";
import { PageContext } from "../page-context.ts";
import { type Column, DataTable } from "../parts/data-table.tsx";
import { DrawablePicker } from "../parts/drawable-picker.tsx";
import { NotFound, UnknownParam } from "../parts/not-found.tsx";
import { linkTo, type Route, setParams } from "../route.ts";
import type { Drawable } from "../schedules.ts";

/** Transactions as nodes, conflicts as edges, with a filter by class, function and variable. */
export function ConflictsView({ route }: { readonly route: Route }) {
  const { drawables } = useContext(PageContext);
  const drawable = drawables.find(({ id }) => id === route.item) ?? drawables[0];
  return (
    <>
      <h1 tabIndex={-1}>Conflicts</h1>
      {route.item !== "" && drawable?.id !== route.item && (
        <NotFound
          what={`scenario of several transactions and no crowd “${route.item}”`}
          instead="Here is the first one."
        />
      )}
      {drawable === undefined ? (
        <p>There is no scenario of two transactions or more, and no crowd.</p>
      ) : (
        <Conflicts key={drawable.id} drawable={drawable} route={route} />
      )}
    </>
  );
}

function Conflicts({ drawable, route }: { readonly drawable: Drawable; readonly route: Route }) {
  const { report } = useContext(PageContext);
  const all = useMemo(() => edgesOf(drawable, report.hotspots), [drawable, report]);
  const places = all.flatMap((edge) => edge.places);
  const options: Readonly<Record<keyof EdgeFilter, readonly string[]>> = {
    class: places.map((one) => one.class),
    function: drawable.calls,
    variable: places.map(({ variable }) => variable),
  };
  // What is not there filters nothing.
  const chosen = (name: keyof EdgeFilter) => {
    const wanted = route.params.get(name) ?? "";
    return options[name].includes(wanted) ? wanted : "";
  };
  const filter: EdgeFilter = {
    class: chosen("class"),
    function: chosen("function"),
    variable: chosen("variable"),
  };
  const change = (part: Partial<EdgeFilter>) => {
    setParams({ ...part });
  };
  const edges = useMemo(
    () => filterEdges(all, drawable.calls, filter),
    [all, filter.class, filter.function, filter.variable],
  );
  const layout = useMemo(() => layoutOf(edges), [edges]);
  const option = useCallback(
    (colors: Colors, isNarrow: boolean) => graphOption(drawable, layout, colors, isNarrow),
    [drawable, layout],
  );
  const [picked, setPicked] = useState<readonly Edge[]>([]);
  const onClick = useCallback(
    (index: number, kind: string | undefined) => {
      const node = layout.nodes[index];
      const touched = layout.edges.filter(
        ({ earlier, later }) => earlier === node || later === node,
      );
      setPicked(kind === "edge" ? layout.edges.slice(index, index + 1) : touched);
    },
    [layout],
  );
  const columns = useMemo(() => columnsOf(drawable), [drawable]);
  const { omitted } = drawable;
  return (
    <>
      {(["class", "function", "variable"] as const).map((name) => (
        <UnknownParam
          key={name}
          value={route.params.get(name)}
          isKnown={filter[name] !== ""}
          what={`${name} of that name that conflicts here`}
          instead="Here is what there is of all."
        />
      ))}
      <div class="controls">
        <DrawablePicker view="conflicts" chosen={drawable} />
        <Choice
          label="Class"
          value={filter.class}
          of={options.class}
          onChange={(one) => {
            change({ class: one });
          }}
        />
        <Choice
          label="Function"
          value={filter.function}
          of={options.function}
          onChange={(one) => {
            change({ function: one });
          }}
        />
        <Choice
          label="Variable"
          value={filter.variable}
          of={options.variable}
          onChange={(one) => {
            change({ variable: one });
          }}
        />
        <a href={linkTo("schedule", drawable.id)}>Its schedule</a>
      </div>
      <p data-edges={edges.length}>
        {edges.length === 0
          ? `No two of its transactions conflict${all.length > 0 ? " in what was chosen" : ""}`
          : `${count(edges.length, "pair")} of ${count(layout.nodes.length + layout.left, "transaction")} that conflict`}
        {layout.left > 0 && `; the first ${figure(layout.nodes.length)} transactions are drawn`}
        {omitted > 0 && `; ${count(omitted, "conflict")} beyond those that are listed`}.
        {hasTooManyPairs(drawable) &&
          " Of this crowd, the pairs that its schedule is made from: there are too many to draw them all."}
      </p>
      {drawable.notes.map((note) => (
        <p key={note} class="text note">
          {note}
        </p>
      ))}
      <p class="legend faint">
        <span>
          <span class="swatch critical" /> on the longest chain
        </span>
        <span>
          <span class="swatch run" /> other transactions
        </span>
        <span>
          {hasTouch()
            ? "Pinch to zoom, tap for details."
            : "Drag to move, scroll to zoom, click for details."}
        </span>
      </p>
      {edges.length > 0 && (
        <Chart
          label={`Conflict graph of ${drawable.title}: ${count(layout.nodes.length, "transaction")}, ${count(layout.edges.length, "conflicting pair")}. The table below says the same.`}
          height={460}
          option={option}
          onClick={onClick}
        />
      )}
      {picked.length > 0 && (
        <DataTable caption="Chosen" name="chosen" rows={picked} columns={columns} />
      )}
      <details>
        <summary>As a table</summary>
        <DataTable caption="Conflicts" rows={edges} columns={columns} />
      </details>
    </>
  );
}

function columnsOf({ calls }: Drawable): readonly Column<Edge>[] {
  return [
    { title: "Earlier", value: ({ earlier }) => `#${earlier} ${calls[earlier] ?? ""}` },
    { title: "Later", value: ({ later }) => `#${later} ${calls[later] ?? ""}` },
    {
      title: "Class",
      value: ({ places }) => [...new Set(places.map((one) => one.class))].join(", "),
    },
    { title: "At", value: ({ places }) => places.map(({ name }) => name).join(", ") },
  ];
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly of: readonly string[];
  readonly onChange: (value: string) => void;
}

function Choice({ label, value, of, onChange }: ChoiceProps) {
  const options = useMemo(() => [...new Set(of)].sort(), [of]);
  return (
    <label>
      {label}{" "}
      <select
        value={value}
        onChange={(event) => {
          onChange(event.currentTarget.value);
        }}
      >
        <option value="">all</option>
        {options.map((one) => (
          <option key={one} value={one}>
            {one}
          </option>
        ))}
      </select>
    </label>
  );
}

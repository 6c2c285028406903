import { useContext, useMemo } from "preact/hooks";

import type { ReportAccess, ReportEnginePrice, ReportHotspot } from "../../../model/report.ts";
import { count, ratio } from "../../texts/figures.ts";
import { hotspotRows, hotspotTitle } from "../../texts/hotspot-text.ts";
import { PageContext } from "../page-context.ts";
import { type Column, DataTable } from "../parts/data-table.tsx";
import { FindingCard } from "../parts/finding-card.tsx";
import { NotFound } from "../parts/not-found.tsx";
import { SourceLink } from "../parts/source-link.tsx";
import { linkTo, type Route } from "../route.ts";

interface Row {
  readonly index: number;
  readonly hotspot: ReportHotspot;
}

/** All hotspots, or one of them. */
export function HotspotsView({ route }: { readonly route: Route }) {
  const { report } = useContext(PageContext);
  const rows = useMemo(
    () => report.hotspots.map((one, at): Row => ({ index: at, hotspot: one })),
    [report],
  );
  const index = route.item === "" ? -1 : Number(route.item);
  const hotspot = report.hotspots[index];
  if (hotspot !== undefined) return <Hotspot key={index} hotspot={hotspot} index={index} />;
  return (
    <>
      <h1 tabIndex={-1}>Hotspots</h1>
      {route.item !== "" && (
        <NotFound what={`hotspot “${route.item}”`} instead="Here are all that there are." />
      )}
      <p>
        Locations at which transactions of different senders conflict: what gains most by a refactor
        first, then the dearest. Modelled on 8 threads, in gas.
      </p>
      <DataTable caption="Hotspots" rows={rows} columns={COLUMNS} />
      {report.otherEngines.length > 0 && (
        <>
          <h2>On other engines only</h2>
          <ul>
            {report.otherEngines.map((one, at) => (
              <li key={at}>
                {hotspotTitle(one)}: {one.profile}, {ratio(one.speedup.now)} →{" "}
                {ratio(one.speedup.without)} without it <SourceLink source={one.source} />
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

const COLUMNS: readonly Column<Row>[] = [
  {
    title: "Location",
    value: ({ hotspot }) => hotspotTitle(hotspot),
    show: ({ index, hotspot }) => <a href={linkTo("hotspots", index)}>{hotspotTitle(hotspot)}</a>,
  },
  {
    title: "Now",
    value: ({ hotspot }) => hotspot.speedup.now,
    show: ({ hotspot }) => ratio(hotspot.speedup.now),
  },
  {
    title: "Without",
    value: ({ hotspot }) => hotspot.speedup.without,
    show: ({ hotspot }) => ratio(hotspot.speedup.without),
  },
  { title: "Saved gas", value: ({ hotspot }) => hotspot.savedGas },
  { title: "Findings", value: ({ hotspot }) => hotspot.findings.length },
  { title: "Conflicts", value: ({ hotspot }) => hotspot.conflicts },
  { title: "Transactions", value: ({ hotspot }) => hotspot.transactions },
  { title: "Class", value: ({ hotspot }) => hotspot.class },
];

const ACCESS_COLUMNS: readonly Column<ReportAccess>[] = [
  { title: "Function", value: (one) => one.function ?? "" },
  { title: "Access", value: (one) => one.kind },
  {
    title: "Line",
    value: (one) => `${one.file ?? ""}:${one.line ?? ""}`,
    show: ({ file, line }) =>
      file === null || line === null ? "" : <SourceLink source={{ file, line }} />,
  },
];

const ENGINE_COLUMNS: readonly Column<ReportEnginePrice>[] = [
  { title: "Engine", value: (one) => one.profile },
  {
    title: "Speed-up",
    value: (one) => one.speedup.without,
    show: (one) => `${ratio(one.speedup.now)} → ${ratio(one.speedup.without)}`,
  },
  { title: "Saved gas", value: (one) => one.savedGas },
  { title: "Conflicts", value: (one) => one.conflicts },
];

function Hotspot({ hotspot, index }: Row) {
  const { report } = useContext(PageContext);
  const { source, accesses, profiles, findings, slot, concretePath } = hotspot;
  return (
    <>
      <p>
        <a href={linkTo("hotspots")}>All hotspots</a>
      </p>
      <h1 tabIndex={-1}>
        {index + 1}. {hotspotTitle(hotspot)}
      </h1>
      <p class="faint">
        {hotspot.class} <SourceLink source={source} />
        {concretePath !== null && concretePath !== hotspot.path && <> · {concretePath}</>}
        {slot !== null && (
          <>
            {" "}
            · slot <code>{slot}</code>
          </>
        )}
      </p>
      <dl>
        {hotspotRows(hotspot, report.hotspots, "below").map(({ label, text }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd class="text">{text}</dd>
          </div>
        ))}
      </dl>
      <h2>Who touches it where</h2>
      <DataTable caption="Accesses" name="accesses" rows={accesses} columns={ACCESS_COLUMNS} />
      <h2>On which engines it counts</h2>
      <DataTable caption="Engines" name="engines" rows={profiles} columns={ENGINE_COLUMNS} />
      {findings.length > 0 && <h2>What to change</h2>}
      {findings.map((finding) => {
        const at = report.findings.findIndex(
          ({ rule, message }) => rule === finding.rule && message === finding.message,
        );
        return <FindingCard key={at} finding={finding} index={at} level={3} />;
      })}
      <p class="faint">{count(hotspot.locations, "distinct location")}.</p>
    </>
  );
}

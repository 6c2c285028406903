import { useContext } from "preact/hooks";

import type { ReportCrowd, ReportCrowdCall } from "../../../model/report-crowds.ts";
import { count, figure, ratio } from "../../texts/figures.ts";
import { PageContext } from "../page-context.ts";
import { type Column, DataTable } from "../parts/data-table.tsx";
import { Paths } from "../parts/paths.tsx";
import { linkTo } from "../route.ts";

interface Row {
  readonly index: number;
  readonly call: ReportCrowdCall;
}

/** What happens when many users make a recorded call at once. */
export function CrowdsView() {
  const { report } = useContext(PageContext);
  const { crowds } = report;
  if (crowds === null) {
    return (
      <>
        <h1 tabIndex={-1}>Crowds</h1>
        <p>Crowds are switched off in the config.</p>
      </>
    );
  }
  const { leftOut, notForCrowds } = crowds;
  return (
    <>
      <h1 tabIndex={-1}>Crowds</h1>
      <p>
        Each recorded call by {figure(crowds.users)} users; speed-up on 8 threads, modelled. Same:
        all name the same pool, id, recipient. Spread: each names others.
      </p>
      <DataTable
        caption="Crowds"
        rows={crowds.calls.map((call, index): Row => ({ index, call }))}
        columns={COLUMNS}
      />
      {leftOut.calls + leftOut.functionPairs + leftOut.experiments > 0 && (
        <p>
          There was no time for {count(leftOut.calls, "call")},{" "}
          {count(leftOut.functionPairs, "pair")} of functions and{" "}
          {count(leftOut.experiments, "experiment")}.
        </p>
      )}
      {notForCrowds.length > 0 && (
        <>
          <h2>Not for others</h2>
          <DataTable
            caption="Calls that others cannot make"
            rows={notForCrowds}
            columns={[
              { title: "Function", value: (one) => one.function },
              { title: "Cause", value: (one) => one.cause },
              { title: "Reason", value: (one) => one.reason },
              { title: "Calls", value: (one) => one.occurrences },
            ]}
          />
        </>
      )}
    </>
  );
}

const COLUMNS: readonly Column<Row>[] = [
  { title: "Call", value: ({ call }) => call.function },
  { title: "Calls", value: ({ call }) => call.occurrences },
  speedupColumn("Same", "same"),
  speedupColumn("Spread", "spread"),
  { title: "Varies", value: ({ call }) => call.varies.join(", ") },
  { title: "Run in vain", value: ({ call }) => call.same.reexecutions ?? 0 },
  { title: "Fail", value: ({ call }) => call.same.failed },
  {
    title: "Meet at",
    value: ({ call }) => call.same.hotspots.map(({ path }) => path).join(", "),
    show: ({ call }) => <Paths paths={call.same.hotspots.map(({ path }) => path)} />,
  },
  { title: "Test", value: ({ call }) => call.title },
];

function speedupColumn(title: string, target: "same" | "spread"): Column<Row> {
  const crowd = ({ call }: Row): ReportCrowd | null => call[target];
  return {
    title,
    value: (row) => crowd(row)?.speedup.threads["8"] ?? 0,
    show: (row) => {
      const found = crowd(row);
      if (found === null) return "–";
      return (
        <a href={linkTo("schedule", `crowd-${row.index}-${target}`)}>
          {ratio(found.speedup.threads["8"])}
        </a>
      );
    },
  };
}

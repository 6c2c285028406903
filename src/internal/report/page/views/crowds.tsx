import { useContext, useMemo } from "preact/hooks";

import type {
  ReportCrowd,
  ReportCrowdCall,
  ReportUnclonedCall,
} from "../../../model/report-crowds.ts";
import { allSucceed, succeeded } from "../../../model/crowd-success.ts";
import { meetingsOf, whatFailuresMean, whatRepeats } from "../../texts/crowd-text.ts";
import { count, figure, ratio } from "../../texts/figures.ts";
import { PageContext } from "../page-context.ts";
import { type Column, DataTable } from "../parts/data-table.tsx";
import { Paths } from "../parts/paths.tsx";
import { linkTo } from "../route.ts";
import { withoutMiddle } from "../without-middle.ts";

interface Row {
  readonly index: number;
  readonly call: ReportCrowdCall;
}

/** What happens when many users make a recorded call at once. */
export function CrowdsView() {
  const { report } = useContext(PageContext);
  const { crowds } = report;
  const rows = useMemo(
    () => (crowds?.calls ?? []).map((call, index): Row => ({ index, call })),
    [crowds],
  );
  if (crowds === null) {
    return (
      <>
        <h1 tabIndex={-1}>Crowds</h1>
        <p>Crowds are switched off in the config, or could not be made.</p>
      </>
    );
  }
  const { leftOut, notForCrowds } = crowds;
  const isPartial = crowds.calls.some(
    ({ same, spread }) => !allSucceed(same) || !allSucceed(spread ?? same),
  );
  return (
    <>
      <h1 tabIndex={-1}>Crowds</h1>
      <p>
        Each recorded call by {figure(crowds.users)} users; speed-up on 8 threads, modelled. Same:
        all name the same pool, id, recipient. Spread: each names others.
        {isPartial &&
          " Where only some come through, as when a sale is sold out, it is none of a crowd that does the same: what fails early costs less and changes nothing."}
      </p>
      <DataTable caption="Crowds" rows={rows} columns={COLUMNS} />
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
            name="others"
            columns={UNCLONED_COLUMNS}
          />
        </>
      )}
    </>
  );
}

const COLUMNS: readonly Column<Row>[] = [
  { title: "Call", value: ({ call }) => call.function },
  speedupColumn("Same", "same"),
  speedupColumn("Spread", "spread"),
  amountColumn("Fail", ({ failed }) => failed),
  amountColumn("Run in vain", ({ reexecutions }) => reexecutions),
  {
    title: "Meet at",
    value: ({ call }) => {
      const { always, atSame } = meetingsOf(call);
      return [...always, ...atSame].join(", ");
    },
    show: ({ call }) => <MeetAt call={call} />,
  },
  { title: "Varies", value: ({ call }) => call.varies.join(", ") },
  { title: "Calls", value: ({ call }) => call.occurrences },
  // Its schedule has the whole title.
  {
    title: "Test",
    value: ({ call }) => call.title,
    show: ({ call }) => withoutMiddle(call.title),
    isCut: true,
  },
];

const UNCLONED_COLUMNS: readonly Column<ReportUnclonedCall>[] = [
  { title: "Function", value: (one) => one.function },
  { title: "Cause", value: (one) => one.cause },
  { title: "Reason", value: (one) => one.reason },
  { title: "Calls", value: (one) => one.occurrences },
];

function MeetAt({ call }: { readonly call: ReportCrowdCall }) {
  const { always, atSame } = meetingsOf(call);
  return (
    <>
      <Paths paths={always} />
      {atSame.length > 0 && (
        <div>
          <span class="faint">at the same{always.length > 0 && " also"}</span>{" "}
          <Paths paths={atSame} />
        </div>
      )}
    </>
  );
}

function speedupColumn(title: string, target: "same" | "spread"): Column<Row> {
  const crowd = ({ call }: Row): ReportCrowd | null => call[target];
  return {
    title,
    value: (row) => crowd(row)?.speedup.threads["8"] ?? 0,
    show: (row) => {
      const found = crowd(row);
      if (found === null) return "–";
      return (
        <>
          <a href={linkTo("schedule", `crowd-${row.index}-${target}`)}>
            {ratio(found.speedup.threads["8"])}
          </a>
          {!allSucceed(found) && (
            <div class="bad small" title={whatFailuresMean(found)}>
              {figure(succeeded(found))} of {figure(found.transactions)} succeed
            </div>
          )}
          {found.repeating > 0 && (
            <div class="faint small" title={whatRepeats(found)}>
              {figure(found.repeating)} of {figure(found.transactions)} write nothing new
            </div>
          )}
        </>
      );
    },
  };
}

/** Sorted by the larger one of the two; both are shown, and which is which. */
function amountColumn(title: string, amount: (crowd: ReportCrowd) => number | null): Column<Row> {
  const text = (crowd: ReportCrowd) => {
    const found = amount(crowd);
    return found === null ? "–" : figure(found);
  };
  return {
    title,
    value: ({ call: { same, spread } }) =>
      Math.max(amount(same) ?? 0, spread === null ? 0 : (amount(spread) ?? 0)),
    show: ({ call: { same, spread } }) =>
      spread === null ? (
        text(same)
      ) : (
        <>
          <div>
            {text(same)} <span class="faint">same</span>
          </div>
          <div>
            {text(spread)} <span class="faint">spread</span>
          </div>
        </>
      ),
  };
}

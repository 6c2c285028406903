import { useContext, useMemo } from "preact/hooks";

import type { ReportScenario, ReportTransaction } from "../../../model/report.ts";
import { count, ratio } from "../../texts/figures.ts";
import { PageContext } from "../page-context.ts";
import { type Column, DataTable } from "../parts/data-table.tsx";
import { NotFound, UnknownParam } from "../parts/not-found.tsx";
import { linkTo, type Route } from "../route.ts";
import { withoutMiddle } from "../without-middle.ts";

/** All scenarios of the suite, or the transactions of one. */
export function ScenariosView({ route }: { readonly route: Route }) {
  const { report } = useContext(PageContext);
  const scenario = report.scenarios.find(({ id }) => id === route.item);
  if (scenario !== undefined)
    return <Scenario key={scenario.id} scenario={scenario} route={route} />;
  return (
    <>
      <h1 tabIndex={-1}>Scenarios</h1>
      {route.item !== "" && (
        <NotFound what={`scenario “${route.item}”`} instead="Here are all that there are." />
      )}
      <p>What the suite has sent, in blocks of several transactions and test by test.</p>
      <DataTable caption="Scenarios" rows={report.scenarios} columns={COLUMNS} />
    </>
  );
}

const COLUMNS: readonly Column<ReportScenario>[] = [
  {
    title: "Scenario",
    value: ({ id, title }) => `${title} ${id}`,
    show: ({ id, title }) => <a href={linkTo("scenarios", id)}>{withoutMiddle(title)}</a>,
    isCut: true,
  },
  { title: "Kind", value: ({ kind }) => kind },
  { title: "Transactions", value: ({ transactions }) => transactions.length },
  { title: "Senders", value: ({ senders }) => senders },
  {
    title: "Conflicts",
    value: ({ conflicts, conflictsOmitted }) => conflicts.length + conflictsOmitted,
  },
  {
    title: "On 8 threads",
    value: ({ speedup }) => speedup.threads["8"],
    show: ({ speedup }) => ratio(speedup.threads["8"]),
  },
  { title: "File", value: ({ file }) => file ?? "" },
];

interface Row {
  readonly index: number;
  readonly transaction: ReportTransaction;
}

interface ScenarioProps {
  readonly scenario: ReportScenario;
  readonly route: Route;
}

function Scenario({ scenario, route }: ScenarioProps) {
  const transaction = route.params.get("transaction");
  const rows = useMemo(
    () => scenario.transactions.map((transaction, index): Row => ({ index, transaction })),
    [scenario],
  );
  return (
    <>
      <p>
        <a href={linkTo("scenarios")}>All scenarios</a>
      </p>
      <h1 tabIndex={-1}>{scenario.title}</h1>
      <p class="faint">
        {scenario.kind}
        {scenario.file !== null && ` in ${scenario.file}`}: {count(rows.length, "transaction")} of{" "}
        {count(scenario.senders, "sender")}, {ratio(scenario.speedup.threads["8"])} on 8 threads by
        the rules of {scenario.profile}
      </p>
      {rows.length > 1 && (
        <p>
          <a href={linkTo("schedule", scenario.id)}>Schedule</a> ·{" "}
          <a href={linkTo("conflicts", scenario.id)}>Conflicts</a>
        </p>
      )}
      <UnknownParam
        value={transaction}
        isKnown={rows.some(({ index }) => String(index) === transaction)}
        what="transaction of that number in this scenario"
        instead="Here are all that it has."
      />
      <DataTable
        caption="Transactions"
        rows={rows}
        columns={TRANSACTION_COLUMNS}
        isChosen={({ index }) => String(index) === transaction}
      />
    </>
  );
}

const TRANSACTION_COLUMNS: readonly Column<Row>[] = [
  { title: "#", value: ({ index }) => index },
  { title: "Function", value: ({ transaction }) => transaction.function ?? "(creation)" },
  { title: "Status", value: ({ transaction }) => (transaction.status === 1 ? "ok" : "failed") },
  { title: "Gas", value: ({ transaction }) => transaction.gasUsed },
  {
    title: "From",
    value: ({ transaction }) => transaction.from,
    show: ({ transaction }) => <code>{transaction.from}</code>,
  },
  {
    title: "To",
    value: ({ transaction }) => transaction.to ?? "",
    show: ({ transaction }) => <code>{transaction.to}</code>,
  },
  {
    title: "Hash",
    value: ({ transaction }) => transaction.hash,
    show: ({ transaction }) => <code>{transaction.hash}</code>,
  },
];

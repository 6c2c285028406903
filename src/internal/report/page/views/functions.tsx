import { useContext, useState } from "preact/hooks";

import type { ReportFunctionPair, ReportOrder } from "../../../model/report.ts";
import { shortContract } from "../../../model/short-contract.ts";
import { PageContext } from "../page-context.ts";

const SIGNS: Readonly<Record<ReportFunctionPair["verdict"], string>> = {
  never: "–",
  "same argument": "≈",
  always: "✕",
};

/** Which functions of a contract conflict when different users call them. */
export function FunctionsView() {
  const { report } = useContext(PageContext);
  const contracts = Map.groupBy(report.functions, ({ contract }) => contract);
  return (
    <>
      <h1 tabIndex={-1}>Functions</h1>
      <p>
        Two users each call one of the two functions at the same time: executed, not guessed. Choose
        a field for its paths and evidence.
      </p>
      <p class="legend">
        <span>
          <span class="cell never">–</span> never conflict
        </span>
        <span>
          <span class="cell same-argument">≈</span> when they name the same pool, id or recipient
        </span>
        <span>
          <span class="cell always">✕</span> always
        </span>
      </p>
      {contracts.size === 0 && <p class="faint">No pair of functions was tried.</p>}
      {[...contracts].map(([contract, pairs]) => (
        <Matrix key={contract} contract={contract} pairs={pairs} orders={report.orders} />
      ))}
    </>
  );
}

interface MatrixProps {
  readonly contract: string;
  readonly pairs: readonly ReportFunctionPair[];
  readonly orders: readonly ReportOrder[];
}

function Matrix({ contract, pairs, orders }: MatrixProps) {
  const [chosen, setChosen] = useState<ReportFunctionPair>();
  const functions = [...new Set(pairs.flatMap(({ a, b }) => [a, b]))].sort();
  const pairOf = (a: string, b: string) =>
    pairs.find((one) => (one.a === a && one.b === b) || (one.a === b && one.b === a));
  return (
    <section>
      <h2>{shortContract(contract)}</h2>
      <div class="scroller" tabIndex={0} role="region" aria-label={`Matrix of ${contract}`}>
        <table class="matrix">
          <thead>
            <tr>
              <td />
              {functions.map((name) => (
                <th key={name} scope="col">
                  <span>{withoutContract(name)}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {functions.map((a) => (
              <tr key={a}>
                <th scope="row">{withoutContract(a)}</th>
                {functions.map((b) => (
                  <td key={b}>
                    <Cell
                      pair={pairOf(a, b)}
                      isChosen={chosen !== undefined && pairOf(a, b) === chosen}
                      onChoose={setChosen}
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div aria-live="polite">
        {chosen !== undefined && <Evidence pair={chosen} orders={orders} />}
      </div>
    </section>
  );
}

interface CellProps {
  readonly pair: ReportFunctionPair | undefined;
  readonly isChosen: boolean;
  readonly onChoose: (pair: ReportFunctionPair) => void;
}

function Cell({ pair, isChosen, onChoose }: CellProps) {
  if (pair === undefined) return <span class="cell" title="not tried" />;
  const falseSharing = pair.falseSharing.length > 0 ? ", false sharing" : "";
  return (
    <button
      type="button"
      class={`cell ${pair.verdict.replace(" ", "-")}`}
      aria-pressed={isChosen}
      aria-label={`${pair.a} and ${pair.b}: ${pair.verdict}${falseSharing}`}
      title={`${pair.a} and ${pair.b}: ${pair.verdict}${falseSharing}`}
      onClick={() => {
        onChoose(pair);
      }}
    >
      {SIGNS[pair.verdict]}
    </button>
  );
}

function Evidence({
  pair,
  orders,
}: {
  readonly pair: ReportFunctionPair;
  readonly orders: readonly ReportOrder[];
}) {
  const order = orders.find(({ a, b }) => a === pair.a && b === pair.b);
  return (
    <div class="card">
      <h3>
        {pair.a} and {pair.b}: {pair.verdict}
      </h3>
      {pair.paths.length > 0 && (
        <ul>
          {pair.paths.map((path) => (
            <li key={path}>
              <code>{path}</code>
              {pair.falseSharing.includes(path) &&
                " (false sharing: they meet only because fields share a slot)"}
            </li>
          ))}
        </ul>
      )}
      <p>
        {pair.together
          ? "Run as two users on one state, in both orders."
          : "Each was run on its own, and what they touched was compared."}
      </p>
      {order !== undefined && (
        <p class="text">
          Order: {order.verdict}
          {order.details.length > 0 && `. ${order.details.join("; ")}`}. From “{order.witness.title}
          ”{order.witness.file !== null && ` in ${order.witness.file}`}.
        </p>
      )}
    </div>
  );
}

function withoutContract(name: string): string {
  return name.slice(name.indexOf(".") + 1);
}

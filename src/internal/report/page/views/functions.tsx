import { useContext, useEffect, useRef } from "preact/hooks";

import type { ReportFunctionPair, ReportOrder } from "../../../model/report.ts";
import { shortContract } from "../../../model/short-contract.ts";
import { PageContext } from "../page-context.ts";
import { NotFound } from "../parts/not-found.tsx";
import { type Route, setParams } from "../route.ts";

const SIGNS: Readonly<Record<ReportFunctionPair["verdict"], string>> = {
  never: "·",
  "same argument": "=",
  always: "×",
};

/** Which functions of a contract conflict when different users call them. */
export function FunctionsView({ route: { params } }: { readonly route: Route }) {
  const { report } = useContext(PageContext);
  const contracts = Map.groupBy(report.functions, ({ contract }) => contract);
  const chosen: Choice = {
    contract: params.get("contract") ?? "",
    a: params.get("a") ?? "",
    b: params.get("b") ?? "",
  };
  const isKnown = report.functions.some(
    (pair) => pair.contract === chosen.contract && isMeant(pair, chosen),
  );
  return (
    <>
      <h1 tabIndex={-1}>Functions</h1>
      {!isKnown && chosen.contract !== "" && (
        <NotFound
          what={`such field of ${[chosen.a, chosen.b].filter((one) => one !== "").join(" and ")} in ${chosen.contract}`}
          instead="Here are all that there are."
        />
      )}
      <p>
        Two users each call one of the two functions at the same time: executed, not guessed. Choose
        a field for its paths and evidence.
      </p>
      <p class="legend">
        <span>
          <span class="cell never">{SIGNS.never}</span> never conflict
        </span>
        <span>
          <span class="cell same-argument">{SIGNS["same argument"]}</span> when they name the same
          pool, id or recipient
        </span>
        <span>
          <span class="cell always">{SIGNS.always}</span> always
        </span>
      </p>
      {contracts.size === 0 && <p class="faint">No pair of functions was tried.</p>}
      {[...contracts].map(([contract, pairs]) => (
        <Matrix
          key={contract}
          contract={contract}
          title={titleOf(contract, [...contracts.keys()])}
          pairs={pairs}
          orders={report.orders}
          chosen={contract === chosen.contract ? chosen : undefined}
        />
      ))}
    </>
  );
}

/** In full where there are several of that name. */
function titleOf(contract: string, all: readonly string[]): string {
  const short = shortContract(contract);
  return all.some((one) => one !== contract && shortContract(one) === short) ? contract : short;
}

/** A field of a matrix, or with `a` alone a function. Names as the report has them, `Token.mint`. */
interface Choice {
  readonly contract: string;
  readonly a: string;
  readonly b: string;
}

/** Whether the pair is the chosen one, whichever comes first, or has the chosen function. */
function isMeant(pair: ReportFunctionPair, { a, b }: Choice): boolean {
  if (b === "") return pair.a === a || pair.b === a;
  return (pair.a === a && pair.b === b) || (pair.a === b && pair.b === a);
}

interface MatrixProps {
  readonly contract: string;
  readonly title: string;
  readonly pairs: readonly ReportFunctionPair[];
  readonly orders: readonly ReportOrder[];
  /** Undefined where it is in another contract. */
  readonly chosen: Choice | undefined;
}

function Matrix({ contract, title, pairs, orders, chosen }: MatrixProps) {
  const section = useRef<HTMLElement>(null);
  /** What was clicked on is in sight already. */
  const clicked = useRef("");
  const meant = chosen === undefined ? "" : `${chosen.a} ${chosen.b}`;
  useEffect(() => {
    if (meant !== "" && meant !== clicked.current) section.current?.scrollIntoView();
  }, [meant]);
  const field =
    chosen === undefined || chosen.b === ""
      ? undefined
      : pairs.find((pair) => isMeant(pair, chosen));
  const onChoose = ({ a, b }: ReportFunctionPair) => {
    clicked.current = `${a} ${b}`;
    setParams({ contract, a, b });
  };
  const functions = [...new Set(pairs.flatMap(({ a, b }) => [a, b]))].sort();
  const pairOf = (a: string, b: string) =>
    pairs.find((one) => (one.a === a && one.b === b) || (one.a === b && one.b === a));
  return (
    <section ref={section}>
      <h2>{title}</h2>
      <div class="scroller" tabIndex={0} role="region" aria-label={`Matrix of ${contract}`}>
        <table class="matrix">
          <thead>
            <tr>
              <td />
              {functions.map((name) => (
                <th key={name} scope="col">
                  <span title={withoutContract(name)}>{withoutContract(name)}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {functions.map((a) => (
              <tr key={a} {...(a === chosen?.a && chosen.b === "" ? CHOSEN : {})}>
                <th scope="row">
                  <span>{withoutContract(a)}</span>
                </th>
                {functions.map((b) => (
                  <td key={b}>
                    <Cell
                      pair={pairOf(a, b)}
                      isChosen={field !== undefined && pairOf(a, b) === field}
                      onChoose={onChoose}
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div aria-live="polite">
        {field !== undefined && <Evidence pair={field} orders={orders} />}
      </div>
    </section>
  );
}

const CHOSEN = { class: "chosen", "aria-current": "true" } as const;

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
  // Contracts of one name may have the same pair of functions.
  const order = orders.find(
    ({ a, b, verdict, contracts }) =>
      a === pair.a &&
      b === pair.b &&
      verdict === pair.order &&
      contracts.every((one) => one === null || one === pair.contract),
  );
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

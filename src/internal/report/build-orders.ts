import type { OrderInput } from "../model/report-input.ts";
import type { NamedAccess } from "../model/slot-name.ts";
import { locationName } from "./location-name.ts";
import type { OrderVerdictKind, ReportOrder } from "../model/report.ts";
import type { ReportFinding } from "../model/report-finding.ts";
import { ORDER_RULE } from "./texts/order-rule.ts";

/** Worst last. */
const SEVERITY: readonly OrderVerdictKind[] = [
  "unknown",
  "commutes",
  "different outcome",
  "different success",
];

/** For each pair of functions the worst that swapping two calls of them did, sorted by name. */
export function buildOrders(orders: readonly OrderInput[]): ReportOrder[] {
  const found = new Map<string, ReportOrder>();
  for (const order of orders) {
    const built = buildOrder(order);
    const key = [built.a, built.b, ...built.contracts].join(" ");
    const known = found.get(key);
    const worse = known === undefined || severity(built) > severity(known) ? built : known;
    found.set(key, { ...worse, tested: (known?.tested ?? 0) + 1 });
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, order]) => order);
}

/** A call that fails because another one came first: what a chain decides by the order in which it takes them. */
export function buildOrderFindings(orders: readonly ReportOrder[]): ReportFinding[] {
  return orders
    .filter(({ verdict }) => verdict === "different success")
    .map(({ a, b, paths, details, contract, source, witness }) => ({
      rule: ORDER_RULE.id,
      title: ORDER_RULE.title,
      severity: "warning",
      confidence: "executed",
      isInherent: false,
      contract,
      variable: paths.join(", "),
      source,
      functions: [...new Set([a, b])],
      message: `${a} and ${b}, called at the same time, succeed or fail by their order: ${details.join("; ")}.`,
      evidence: [
        `${witness.earlier} and ${witness.later} of ${witness.scenario}, "${witness.title}"` +
          `${witness.file === null ? "" : ` in ${witness.file}`}, run in both orders`,
      ],
      price: "",
      refactor: "",
      patch: null,
      profile: null,
      gain: null,
      proof: null,
    }));
}

function buildOrder({
  earlier,
  later,
  contracts,
  finding,
  title,
  file,
  details,
  meetings,
}: OrderInput): ReportOrder {
  const called = [
    { name: earlier, contract: contracts.earlier },
    { name: later, contract: contracts.later },
  ] as const;
  const [a, b] = isAfter(...called) ? [called[1], called[0]] : called;
  const { verdict, witness } = finding;
  return {
    a: a.name,
    b: b.name,
    contracts: [a.contract, b.contract],
    verdict: verdict.kind,
    tested: 1,
    paths: meetings.map(locationName),
    details,
    ...declarationOf(meetings),
    witness: {
      scenario: witness.scenario,
      title,
      file: file ?? null,
      earlier: witness.earlier.hash,
      later: witness.later.hash,
      otherValue: witness.otherValue ?? null,
    },
  };
}

interface Called {
  readonly name: string;
  readonly contract: string | null;
}

function isAfter(one: Called, other: Called): boolean {
  if (one.name !== other.name) return one.name > other.name;
  return (one.contract ?? "") > (other.contract ?? "");
}

/** The variable of the first meeting that is one, and the contract of the first that has one. */
function declarationOf(meetings: readonly NamedAccess[]): Pick<ReportOrder, "contract" | "source"> {
  const names = meetings.map(({ name }) => name);
  const sources = names.flatMap((name) => (name.kind === "named" ? name.fields : []));
  return {
    contract: names.find(({ contract }) => contract !== undefined)?.contract ?? null,
    source: sources.find(({ source }) => source !== undefined)?.source ?? null,
  };
}

function severity({ verdict }: ReportOrder): number {
  return SEVERITY.indexOf(verdict);
}

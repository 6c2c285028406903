import type { ParallelRun } from "../../src/internal/model/parallel-run.ts";
import type { ReportConflict, ReportOrder } from "../../src/internal/model/report.ts";
import { makeHotspot, makeOrders } from "../report/make-report.ts";

const SHOP = "contracts/Shop.sol:Shop";

/** Three calls of one function that meet at `Shop.takings`. */
export function makeRun(changes: Partial<ParallelRun> = {}): ParallelRun {
  return {
    kind: "batch",
    title: "sells",
    transactions: [0, 1, 2].map((index) => ({
      hash: `0x${index}`,
      from: `0xa${index}`,
      to: "0x5",
      contract: SHOP,
      function: "tip",
      gasUsed: 50_000,
      status: 1,
    })),
    receipts: [],
    conflicts: [makeConflict(0, 1), makeConflict(0, 2), makeConflict(1, 2)],
    conflictsOmitted: 0,
    hotspots: [makeHotspot({ contract: SHOP, path: "takings", variable: "takings" })],
    orders: [],
    contracts: [SHOP],
    variablesOf: (contract) => (contract === SHOP ? ["takings", "left", "pools", "pool"] : []),
    speedup: { bound: 1, threads: { 2: 1, 4: 1, 8: 1, 16: 1 } },
    reexecutions: 3,
    speedupOn: (threads) => (threads === 8 ? 1.5 : 1),
    ...changes,
  };
}

/** Of the same calls, where nothing meets. */
export function makeFreeRun(): ParallelRun {
  return makeRun({ conflicts: [], hotspots: [], reexecutions: 0, speedupOn: (n) => n });
}

export function makeConflict(
  earlier: number,
  later: number,
  changes: Partial<ReportConflict> = {},
): ReportConflict {
  return { earlier, later, class: "storage", contract: SHOP, path: "takings", ...changes };
}

export function makeOrder(changes: Partial<ReportOrder>): ReportOrder {
  const [order] = makeOrders();
  if (order === undefined) throw new Error("There is no order to begin with");
  return { ...order, a: "Shop.buy", b: "Shop.buy", paths: ["Shop.left"], details: [], ...changes };
}

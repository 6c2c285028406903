import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { analyseScenario } from "../../src/internal/analysis/analyse-scenario.ts";
import { groupLocations } from "../../src/internal/analysis/group-locations.ts";
import type { TransactionNames } from "../../src/internal/model/analysis.ts";
import type { LocationName } from "../../src/internal/model/slot-name.ts";
import { address, bump, exact, makeExecution, set, slot } from "./make-execution.ts";

describe("groupLocations", () => {
  const users = [1, 2, 3].map((user) => ({ from: address(user), ...bump(slot(1), slot(2)) }));

  it("joins the keys of a variable, in all scenarios", () => {
    const analyses = [analyseScenario(makeExecution(users)), analyseScenario(makeExecution(users))];
    const groupOf = groupLocations(
      analyses,
      namesOf(() => named("balances[*]")),
    );
    assert.equal(groupOf(0, slot(1)), groupOf(0, slot(2)));
    assert.equal(groupOf(0, slot(1)), groupOf(1, slot(2)));
  });

  it("keeps variables and contracts apart", () => {
    const analyses = [analyseScenario(makeExecution(users))];
    const apart = groupLocations(
      analyses,
      namesOf((_, location) => named(location === slot(1) ? "a" : "b")),
    );
    assert.notEqual(apart(0, slot(1)), apart(0, slot(2)));
    const contracts = groupLocations(
      analyses,
      namesOf((_, location) => named("a", location === slot(1) ? "a.sol:A" : "b.sol:B")),
    );
    assert.notEqual(contracts(0, slot(1)), contracts(0, slot(2)));
  });

  it("prefers the most frequent name, and any name to none", () => {
    const analyses = [analyseScenario(makeExecution(users))];
    const raw: LocationName = { kind: "raw", path: "slot", reason: "unknown" };
    const often = groupLocations(
      analyses,
      namesOf((transaction) => named(transaction === 0 ? "a" : "b")),
    );
    assert.match(often(0, slot(1)), / b$/);
    const once = groupLocations(
      analyses,
      namesOf((transaction) => (transaction === 2 ? named("a") : raw)),
    );
    assert.match(once(0, slot(1)), / a$/);
    const never = groupLocations(
      analyses,
      namesOf(() => raw),
    );
    assert.equal(never(0, slot(1)), slot(1));
  });

  it("puts existence and balance of an account without a name together", () => {
    const both = [`existence:${address(9)}`, `balance:${address(9)}`];
    const execution = makeExecution([
      { from: address(1), writes: both.map((location) => set(location)) },
      { from: address(2), reads: both.map((location) => exact(location)) },
    ]);
    const raw: LocationName = { kind: "raw", path: "balance", reason: "unknown" };
    const groupOf = groupLocations(
      [analyseScenario(execution)],
      namesOf(() => raw),
    );
    assert.equal(groupOf(0, both[0] ?? ""), groupOf(0, both[1] ?? ""));
  });
});

function named(group: string, contract = "contracts/Token.sol:Token"): LocationName {
  return { kind: "named", contract, group, fields: [], packed: [] };
}

function namesOf(
  nameOf: (transaction: number, location: string) => LocationName,
): TransactionNames {
  return {
    call: () => ({}),
    access: (_, transaction, location) => ({ name: nameOf(transaction, location), sites: [] }),
  };
}

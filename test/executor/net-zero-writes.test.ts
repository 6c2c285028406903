import assert from "node:assert/strict";
import { describe, it } from "node:test";

import type { TransactionResult } from "../../src/internal/model/execution.ts";
import { type Address, storageKey } from "../../src/internal/model/location.ts";
import { toWord } from "../../src/internal/primitives/hex.ts";
import { EdrChain } from "./support/edr-chain.ts";
import { vault } from "./support/guard.ts";
import { encode } from "./support/solidity.ts";
import { verify } from "./support/verify.ts";

const LOCK = 0n;
const LIMIT = 1n;

describe("slots that are written and hold what they held before", () => {
  it("are told of a guard, and of a setting that is set to what it is", async () => {
    assert.deepEqual(await netZeroWrites(["enter"], ["setLimit", 7n], ["setLimit", 8n]), [
      [LOCK],
      [LIMIT],
      [],
    ]);
  });

  it("are none of a transaction that fails, whether it reverts or runs out of gas", async () => {
    assert.deepEqual(await netZeroWrites(["enterAndFail"], ["burn"]), [[], []]);
  });

  it("are none of what a call wrote that was reverted, though its site is told", async () => {
    const { to, results } = await run(["tryToEnter"]);
    const [result] = results;
    assert.deepEqual(result?.accesses.netZeroWrites, []);
    const writes = result.attribution.sites.filter(({ kind }) => kind === "write");
    assert.ok(writes.some(({ location }) => location === slotOf(to, LOCK)));
  });

  it("are those of before a call that was reverted", async () => {
    assert.deepEqual(await netZeroWrites(["setAndTry", 7n], ["setAndTry", 9n]), [[LIMIT], []]);
  });

  it("are none of a contract that is created", async () => {
    assert.deepEqual(await netZeroWrites(["makeShort"]), [[]]);
  });
});

type Call = readonly [name: string, ...args: unknown[]];

/** Of each call, the slots. */
async function netZeroWrites(...calls: readonly Call[]): Promise<readonly bigint[][]> {
  const { to, results } = await run(...calls);
  return results.map(({ accesses }) =>
    [LOCK, LIMIT].filter((slot) => accesses.netZeroWrites?.includes(slotOf(to, slot))),
  );
}

/** Each call of another sender, all in one scenario, run sequentially and on several threads. */
async function run(
  ...calls: readonly Call[]
): Promise<{ readonly to: Address; readonly results: readonly TransactionResult[] }> {
  const chain = await EdrChain.create();
  const to = await chain.deploy(vault.bytecode);
  const scenario = await chain.sequence(
    calls.map(([name, ...args], index) => ({
      from: chain.account(index + 1),
      to,
      data: encode(vault, name, args),
    })),
  );
  const { transactions } = await verify(scenario);
  return { to, results: transactions.flatMap(({ result }) => result ?? []) };
}

function slotOf(contract: Address, slot: bigint): string {
  return storageKey(contract, toWord(slot));
}

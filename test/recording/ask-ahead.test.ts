import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { afterEach, describe, it } from "node:test";

import type { Provider } from "@nomicfoundation/edr";

import { accountsOf, deployCounter, observe } from "./support.ts";

// As Hardhat has it.
const edr = createRequire(createRequire(import.meta.url).resolve("hardhat"))(
  "@nomicfoundation/edr",
) as { readonly Provider: { readonly prototype: Provider } };
const { prototype } = edr.Provider;
// eslint-disable-next-line @typescript-eslint/unbound-method -- called with its own `this`
const original = prototype.handleRequest;

/** Records a few transactions; gives what was recorded, and how many batches the node got. */
async function record(takesBatches: boolean) {
  let batches = 0;
  prototype.handleRequest = async function (this: Provider, request: string) {
    if (request.startsWith("[")) {
      batches++;
      if (!takesBatches) throw new Error("no batches (injected)");
    }
    return original.call(this, request);
  };
  const { connect, transactions } = await observe();
  const request = await connect();
  const [from, other] = await accountsOf(request);
  const counter = await deployCounter(request);
  for (const sender of [from, other, from]) {
    await request("eth_sendTransaction", [{ from: sender, to: counter, gas: "0x20000" }]);
  }
  // The chain's clock is the system's.
  const recorded = (await transactions()).map(({ fields, receipt, witness, witnessMissing }) => ({
    ...{ fields, witness, witnessMissing },
    receipt: { ...receipt, blockHash: undefined },
  }));
  return { recorded, batches };
}

describe("askAhead", () => {
  afterEach(() => {
    prototype.handleRequest = original;
  });

  it("asks for all that a transaction needs by one request to the node", async () => {
    const { recorded, batches } = await record(true);
    assert.equal(recorded.length, 4);
    assert.equal(batches, 4);
    assert(recorded.every(({ witness }) => witness !== undefined));
  });

  it("records the same where there are no batches", async () => {
    const without = await record(false);
    assert.equal(without.batches, 1);
    assert.deepEqual(without.recorded, (await record(true)).recorded);
  });
});

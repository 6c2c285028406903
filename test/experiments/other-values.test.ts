import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { otherValues, withOtherValue } from "../../src/internal/experiments/other-values.ts";
import type { OrderQuestion } from "../../src/internal/model/experiment.ts";
import type { Address, Hex } from "../../src/internal/model/location.ts";
import { toWord } from "../../src/internal/primitives/hex.ts";
import { address, makeExecution } from "../analysis/make-execution.ts";

function asking(later: { to?: Address; input: Hex; value?: Hex }): OrderQuestion {
  const balances = { [address(4)]: 0n, [address(0xface_0000)]: 0n };
  const earlier = { from: address(1), to: address(0xcc) };
  const { scenario } = makeExecution([earlier, { from: address(2), ...later }], { balances });
  return { scenario, earlier: 0, later: 1 };
}

function callOf(...words: readonly bigint[]): { to: Address; input: Hex } {
  const data = words.map((word) => toWord(word).slice(2)).join("");
  return { to: address(0xcc), input: `0x12345678${data}` };
}

/** By word: the values to try. */
function tried(question: OrderQuestion): ReadonlyMap<number | null, readonly bigint[]> {
  const values = Map.groupBy(otherValues(question, "later"), ({ word }) => word);
  return new Map([...values].map(([word, of]) => [word, of.map(({ value }) => BigInt(value))]));
}

describe("otherValues", () => {
  it("goes one up and down in each word, up in the lowest byte that holds something, and to twice and half", () => {
    const end = 1n << 256n;
    assert.deepEqual(
      [...tried(asking(callOf(5n, 0n, 0x1200n, end - 1n)))],
      [
        [0, [6n, 4n, 10n, 2n]],
        [1, [1n]],
        [2, [0x1201n, 0x11ffn, 0x1300n, 0x2400n, 0x900n]],
        [3, [end - 2n, end / 2n - 1n]],
      ],
    );
  });

  it("leaves out accounts of the scenario, but not small numbers that are precompiled contracts", () => {
    const question = asking(callOf(4n, 0xface_0000n, 2n));
    assert.deepEqual([...tried(question).keys()], [0, 2]);
  });

  it("takes at most eight words, and none of what is no call with arguments", () => {
    const words = Array.from({ length: 12 }, (_, i) => BigInt(i + 1));
    assert.equal(tried(asking(callOf(...words))).size, 8);
    assert.equal(tried(asking({ to: address(0xcc), input: "0x" })).size, 0);
    assert.equal(tried(asking({ to: address(0xcc), input: "0x12345678aabb" })).size, 0);
    assert.equal(tried(asking({ input: callOf(5n).input })).size, 0);
  });
});

describe("withOtherValue", () => {
  it("changes the ETH that is sent, where some is", () => {
    const question = asking({ ...callOf(5n), value: "0x3" });
    const [, ...sent] = Map.groupBy(otherValues(question, "later"), ({ word }) => word).values();
    assert.deepEqual(
      sent.flat().map(({ word, value }) => [word, BigInt(value)]),
      [4n, 2n, 6n, 1n].map((value) => [null, value]),
    );
    const other = { of: "later", word: null, recorded: toWord(3n), value: toWord(6n) } as const;
    const { fields } = withOtherValue(question, other).scenario.transactions[1] ?? {};
    assert.deepEqual([fields?.value, fields?.input], ["0x6", callOf(5n).input]);
  });

  it("changes that word of that transaction only", () => {
    const { to, input } = callOf(5n, 7n, 9n);
    const question = asking({ to, input: `${input}abcd` });
    const other = { of: "later", word: 1, recorded: toWord(7n), value: toWord(8n) } as const;
    const { transactions } = withOtherValue(question, other).scenario;
    assert.equal(transactions[1]?.fields.input, `${callOf(5n, 8n, 9n).input}abcd`);
    assert.equal(transactions[0], question.scenario.transactions[0]);
  });
});

import assert from "node:assert/strict";
import { before, describe, it } from "node:test";

import type { Hex } from "../../../src/internal/model/location.ts";
import { type Part, assemble } from "./support/assemble.ts";
import { HARDFORKS, Machines, SELF } from "./support/run-everywhere.ts";

const OTHER: Hex = "0x00000000000000000000000000000000000c0de2";
const THIRD: Hex = "0x00000000000000000000000000000000000c0de3";
const CALLS = ["CALL", "CALLCODE", "DELEGATECALL", "STATICCALL"];

interface CallOptions {
  readonly to?: bigint;
  readonly gas?: Part;
  readonly value?: bigint;
  readonly input?: readonly [from: number | bigint, length: number | bigint];
  readonly output?: readonly [from: number | bigint, length: number | bigint];
}

/** A call of {@link OTHER}; what it leaves on the stack is the success. */
function call(name: string, options: CallOptions = {}): Part[] {
  const { to = BigInt(OTHER), gas = "GAS", value = 0n, input = [0, 0], output = [0, 0] } = options;
  const values = name === "CALL" || name === "CALLCODE" ? [value] : [];
  return [output[1], output[0], input[1], input[0], ...values, to, gas, name];
}

/** Stores what is on the stack, and the size of the return data, and returns all memory. */
const END: Part[] = [0, "MSTORE", "RETURNDATASIZE", 32, "MSTORE", "MSIZE", 0, "RETURN"];

describe("calls give what EthereumJS's give", () => {
  let all: Machines[];

  before(async () => {
    all = await Promise.all(HARDFORKS.map((hardfork) => Machines.create(hardfork)));
  });

  async function compare(code: Part[], other: Part[] | Uint8Array, gas?: bigint) {
    for (const machines of all) {
      const callee = other instanceof Uint8Array ? other : assemble(...other);
      const third = assemble(...call("CALL", { to: BigInt(OTHER) }), ...END);
      const others = new Map([
        [OTHER, callee],
        [THIRD, third],
      ]);
      await machines.run({
        code: assemble(...code),
        others,
        ...(gas === undefined ? {} : { gas }),
      });
    }
  }

  it("with all that the called code can do", async () => {
    const callees: Part[][] = [
      [],
      ["STOP"],
      [7, 0, "MSTORE", 40, 0, "RETURN"],
      [7, 0, "MSTORE", 40, 0, "REVERT"],
      ["INVALID"],
      ["ADD"],
      [5, 3, "SSTORE", 1, 0, "LOG0"],
      [0, 1, "SSTORE", 0, 0, "REVERT"],
      ["CALLER", "ADDRESS", "CALLVALUE", 0, "MSTORE", 32, "MSTORE", 64, "MSTORE", 96, 0, "RETURN"],
      [0, "CALLDATALOAD", "CALLDATASIZE", 0, "MSTORE", 32, "MSTORE", 64, 0, "RETURN"],
      [BigInt(SELF), "SELFDESTRUCT"],
      ["JUMPDEST", 0, "JUMP"],
      [...call("CALL", { to: BigInt(THIRD), gas: 3000 }), ...END],
    ];
    for (const name of CALLS) {
      for (const callee of callees) {
        const options = { input: [0, 40], output: [16, 50], gas: 20_000 } as const;
        await compare([99, 5, "MSTORE", ...call(name, options), ...END], callee);
      }
    }
  });

  it("with any amount of gas", async () => {
    const twice = [...call("CALL", { output: [0, 100] }), ...call("STATICCALL", { gas: 1000 })];
    for (let gas = 0n; gas < 6000n; gas += 97n) {
      await compare([...twice, ...END], [1, 0, "SLOAD", "POP"], gas);
    }
    for (const gas of [0n, 1n, 2n ** 53n, 2n ** 64n, 2n ** 256n - 1n]) {
      await compare([...call("CALL", { gas }), ...END], ["GAS", 0, "MSTORE", 32, 0, "RETURN"]);
    }
  });

  it("with memory that is nowhere, or nobody can pay for", async () => {
    for (const huge of [2n ** 31n, 2n ** 32n, 2n ** 64n, 2n ** 256n - 1n]) {
      for (const name of CALLS) {
        await compare(call(name, { input: [huge, 0], output: [huge, 0] }), []);
        await compare(call(name, { input: [huge, 1] }), []);
        await compare(call(name, { output: [0, huge] }), []);
      }
    }
  });

  it("of precompiles, of nobody and of oneself", async () => {
    for (const name of CALLS) {
      for (let to = 0n; to < 12n; to++) {
        const options = { to, input: [0, 64], output: [64, 64], gas: 10_000 } as const;
        await compare([2n ** 200n, 3, "MSTORE", ...call(name, options), ...END], []);
      }
      await compare([...call(name, { to: 0xdeadn }), ...END], []);
      await compare(
        ["CALLVALUE", 40, "JUMPI", ...call(name, { to: BigInt(SELF), gas: 9000 }), ...END],
        [],
      );
    }
  });

  it("with value, with more than there is, and from static calls", async () => {
    for (const value of [1n, 10n ** 18n, 10n ** 18n + 1n]) {
      for (const name of ["CALL", "CALLCODE"]) {
        await compare([...call(name, { value }), "SELFBALANCE", 64, "MSTORE", ...END], ["STOP"]);
        const inner = [...call(name, { value, to: BigInt(SELF) }), ...END];
        await compare([...call("STATICCALL", { output: [0, 32] }), ...END], inner);
      }
    }
  });

  it("of codes that stand for another's", async () => {
    const delegation = Buffer.from(`ef0100${THIRD.slice(2)}`, "hex");
    for (const name of CALLS) {
      await compare([...call(name), ...END], Uint8Array.from(delegation));
    }
    const size: Part[] = [BigInt(OTHER), "EXTCODESIZE", ...END];
    await compare(size, Uint8Array.from(delegation));
    for (const code of ["ef00", "ef0001", "ef", "60"]) {
      await compare(size, Uint8Array.from(Buffer.from(code, "hex")));
    }
  });

  it("where a failed call has touched accounts and slots first", async () => {
    const touch = [0xabcdn, "EXTCODESIZE", "POP", 1, "SLOAD", "POP", 0, 0, "REVERT"];
    const again = [0xabcdn, "EXTCODESIZE", 64, "MSTORE", 1, "SLOAD", 96, "MSTORE"];
    await compare([...call("DELEGATECALL"), ...again, ...END], touch);
  });

  it("as deep as calls go", async () => {
    const osaka = all.at(-1) ?? assert.fail();
    for (const name of CALLS) {
      // Counts the frames in the low word of the memory that each gets back.
      const inner = call(name, { to: BigInt(SELF), output: [0, 32] });
      const code = assemble(...inner, "POP", 1, 0, "MLOAD", "ADD", 0, "MSTORE", 32, 0, "RETURN");
      const { returned } = await osaka.run({ code, gas: 10n ** 14n });
      assert.equal(BigInt(returned), 1025n, name);
    }
  });
});

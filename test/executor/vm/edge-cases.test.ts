import assert from "node:assert/strict";
import { before, describe, it } from "node:test";

import { hexToBytes } from "../../../src/internal/primitives/hex.ts";
import { type Part, assemble } from "./support/assemble.ts";
import { HARDFORKS, Machines, type Program, SELF } from "./support/run-everywhere.ts";

/** Where numbers of memory, of V8 and of the EVM end. */
const HUGE = [2n ** 31n, 2n ** 32n - 32n, 2n ** 32n, 2n ** 53n, 2n ** 64n, 2n ** 256n - 1n];
const END = [0, "MSTORE", 32, 0, "RETURN"] as const;

describe("the run loop gives what EthereumJS's gives", () => {
  let all: Machines[];
  let osaka: Machines;

  before(async () => {
    all = await Promise.all(HARDFORKS.map((hardfork) => Machines.create(hardfork)));
    osaka = all.at(-1) ?? assert.fail();
  });

  const run = (...parts: Part[]) => osaka.run({ code: assemble(...parts) });

  it("with offsets that nobody can pay for", async () => {
    for (const huge of HUGE) {
      for (const code of [
        [huge, "MLOAD"],
        [1, huge, "MSTORE"],
        [1, huge, "MSTORE8"],
        [32, huge, "KECCAK256"],
        [huge, 0, "KECCAK256"],
        [32, 0, huge, "CALLDATACOPY"],
        [huge, 0, 0, "CODECOPY"],
        [32, 0, huge, "MCOPY"],
        [32, huge, 0, "MCOPY"],
        [huge, 0, "LOG0"],
        [32, huge, "RETURN"],
        [huge, huge, "REVERT"],
      ]) {
        const { error } = await run(...code);
        assert.equal(error, "out of gas", code.join(" "));
      }
    }
  });

  it("with offsets that do not matter, as nothing is touched", async () => {
    for (const huge of HUGE) {
      for (const code of [
        [0, huge, "KECCAK256"],
        [0, huge, huge, "CALLDATACOPY"],
        [0, huge, huge, "CODECOPY"],
        [0, huge, huge, "MCOPY"],
        [0, huge, "LOG0"],
        [0, huge, "RETURN"],
      ]) {
        const { error } = await run(...code, "MSIZE", ...END);
        assert.equal(error, undefined, code.join(" "));
      }
    }
  });

  it("with sources that end early", async () => {
    for (const from of [0n, 3n, 40n, 99n, 100n, 101n, ...HUGE]) {
      const data = Uint8Array.from({ length: 100 }, (_, i) => i + 1);
      const load = assemble(from, "CALLDATALOAD", ...END);
      await osaka.run({ code: load, data });
      for (const copy of ["CALLDATACOPY", "CODECOPY"]) {
        const code = assemble(2n ** 256n - 1n, 0, "MSTORE", 50, from, 7, copy, 64, 0, "RETURN");
        await osaka.run({ code, data });
      }
    }
  });

  it("with return data of the right size and past its end", async () => {
    const identity = [0, 0, 40, 0, 4, "GAS", "STATICCALL", "POP"];
    for (const [length, from, fails] of [
      [40, 0, false],
      [0, 40, false],
      [0, 41, true],
      [41, 0, true],
      [1, 2n ** 256n - 1n, true],
      [2n ** 256n - 1n, 1, true],
    ] as const) {
      const { error } = await run(...identity, length, from, 0, "RETURNDATACOPY");
      assert.equal(error, fails ? "out of gas" : undefined, `${from} ${length}`);
    }
  });

  it("with overlapping copies in memory", async () => {
    const fill = [BigInt(`0x${"0123456789abcdef".repeat(4)}`), 0, "MSTORE"];
    for (const [to, from] of [
      [0, 5],
      [5, 0],
      [31, 0],
      [64, 3],
      [0, 64],
    ] as const) {
      await run(...fill, 30, from, to, "MCOPY", "MSIZE", 96, "MSTORE", 128, 0, "RETURN");
    }
  });

  it("with jumps that lead nowhere", async () => {
    // 5b is a JUMPDEST only where it is not part of a PUSH.
    const intoPush = await osaka.run({ code: Uint8Array.of(0x60, 0x04, 0x56, 0x60, 0x5b) });
    assert.match(intoPush.error ?? "", /^invalid JUMP at 0x/);
    for (const target of [...HUGE, 4n, 5n, 100n]) {
      const { error } = await run(target, "JUMP");
      assert.match(error ?? "", /^invalid JUMP at 0x/);
      assert.match((await run(1, target, "JUMPI")).error ?? "", /^invalid JUMP at 0x/);
      assert.equal((await run(0, target, "JUMPI")).error, undefined);
    }
  });

  it("with a PUSH that the code ends in", async () => {
    for (const length of [1, 5, 31]) {
      for (let cut = 0; cut < length; cut++) {
        await osaka.run({ code: Uint8Array.of(0x5f + length, ...new Uint8Array(cut).fill(7)) });
      }
    }
  });

  it("with a stack that is full or empty", async () => {
    const full = Array.from({ length: 1023 }, () => "PUSH0");
    for (const last of ["PUSH0", "DUP16", "PC", "GAS", "CALLER", "MSIZE", "CHAINID", "TIMESTAMP"]) {
      assert.equal((await run(...full, last)).error, undefined);
      assert.equal((await run(...full, "PUSH0", last)).error, "stack overflow", last);
    }
    assert.equal((await run(...full, "PUSH0", 0)).error, "stack overflow");
    const consumers =
      "ADD ISZERO ADDMOD EXP KECCAK256 CALLDATALOAD CALLDATACOPY POP MLOAD MSTORE SLOAD SSTORE JUMP JUMPI MCOPY DUP1 SWAP1 LOG0 LOG4 RETURN REVERT BALANCE CALL";
    for (const name of consumers.split(" ")) {
      assert.equal((await run(name)).error, "stack underflow", name);
    }
  });

  it("where static calls forbid changes", async () => {
    for (const code of [
      assemble(1, 1, "SSTORE"),
      assemble(0, 0, "LOG0"),
      assemble("SSTORE"),
      assemble("LOG2"),
      assemble(1, 1, "TSTORE"),
      assemble(0, 0, 0, "CREATE"),
    ]) {
      const { error } = await osaka.run({ code, isStatic: true });
      assert.equal(error, "static state change");
    }
    const callSelf = assemble(
      "CALLVALUE",
      30,
      "JUMPI",
      0,
      0,
      0,
      0,
      BigInt(SELF),
      "GAS",
      "STATICCALL",
    );
    await osaka.run({ code: callSelf });
  });

  it("for signs, shifts and sizes at the edges of a word", async () => {
    const words = [
      0n,
      1n,
      2n,
      31n,
      32n,
      255n,
      256n,
      257n,
      2n ** 255n - 1n,
      2n ** 255n,
      2n ** 256n - 1n,
    ];
    const names =
      "ADD MUL SUB DIV SDIV MOD SMOD EXP SIGNEXTEND LT GT SLT SGT EQ AND OR XOR BYTE SHL SHR SAR";
    for (const name of names.split(" ")) {
      // All pairs in one program: it returns the hash of all results.
      const pairs = words.flatMap((a) => words.map((b) => [b, a, name] as const));
      const code = pairs.flatMap((pair, i) => [...pair, 32 * i, "MSTORE"]);
      const program = assemble(...code, 32 * pairs.length, 0, "KECCAK256", ...END);
      await osaka.run({ code: program, gas: 1_000_000n }, name);
    }
    for (const name of ["ISZERO", "NOT", "CLZ"]) {
      for (const word of words) await run(word, name, ...END);
    }
    for (const name of ["ADDMOD", "MULMOD"]) {
      for (const a of words) for (const m of words) await run(m, 2n ** 256n - 1n, a, name, ...END);
    }
  });

  it("for every change of a slot under every rule", async () => {
    const values = [0, 1, 2, 3];
    const slots = [0, 1, 2];
    for (const machines of all) {
      for (const first of values) {
        const once = slots.flatMap((slot) => [first, slot, "SSTORE"]);
        await machines.run({ code: assemble(...once) });
        for (const second of values) {
          const again = slots.flatMap((slot) => [second, slot, "SSTORE", slot, "SLOAD"]);
          await machines.run({ code: assemble(...once, ...again) });
          await machines.run({ code: assemble(...again, ...once) });
        }
      }
      for (const gas of [2300n, 2301n, 2306n, 2307n, 5006n]) {
        await machines.run({ code: assemble(7, 1, "SSTORE"), gas: gas + 6n });
      }
    }
  });

  it("with just enough gas for each instruction, and with less", async () => {
    for (const [name, code] of Object.entries(ONE_EACH)) {
      const program: Program = { code: assemble(...code), data: new Uint8Array(10) };
      for (const machines of [all[0] ?? assert.fail(), osaka]) {
        const { gasUsed, error } = await machines.run(program, name);
        if (error !== undefined) continue;
        const justEnough = await machines.run({ ...program, gas: gasUsed }, name);
        const less = await machines.run({ ...program, gas: gasUsed - 1n }, name);
        // Its sentry asks for more than it costs.
        if (name !== "SSTORE") assert.equal(justEnough.error, undefined, name);
        assert.equal(less.error, "out of gas", name);
      }
    }
  });

  it("when code is created and called", async () => {
    // Deploys two bytes, 6001, which it calls.
    const init = BigInt(`0x61600160005260026030f3${"00".repeat(21)}`);
    const create = [init, 0, "MSTORE", 11, 0, 0, "CREATE"];
    await run(...create, "DUP1", "EXTCODESIZE", 32, "MSTORE", 0, "MSTORE", 64, 0, "RETURN");
    const call = [0, 0, 0, 0, 0, "DUP6", "GAS", "CALL"];
    await run(...create, ...call, ...END);
    await osaka.run({ code: hexToBytes("0x00") });
    await osaka.run({ code: new Uint8Array() });
  });
});

const ONE_EACH: Readonly<Record<string, Part[]>> = {
  ...Object.fromEntries(
    "ADD MUL SUB DIV SDIV MOD SMOD SIGNEXTEND LT GT SLT SGT EQ AND OR XOR BYTE SHL SHR SAR EXP"
      .split(" ")
      .map((name) => [name, [300, 7, name]]),
  ),
  ...Object.fromEntries(
    ["ISZERO", "NOT", "CLZ", "SLOAD", "MLOAD", "CALLDATALOAD", "POP"].map((name) => [
      name,
      [5, name],
    ]),
  ),
  ...Object.fromEntries(["ADDMOD", "MULMOD"].map((name) => [name, [9, 8, 7, name]])),
  ...Object.fromEntries(
    "ADDRESS ORIGIN CALLER CALLVALUE CALLDATASIZE CODESIZE GASPRICE RETURNDATASIZE TIMESTAMP NUMBER GASLIMIT CHAINID PC MSIZE GAS JUMPDEST PUSH0"
      .split(" ")
      .map((name) => [name, [name]]),
  ),
  ...Object.fromEntries(
    ["CALLDATACOPY", "CODECOPY", "MCOPY"].map((name) => [name, [70, 1, 5, name]]),
  ),
  ...Object.fromEntries(["MSTORE", "MSTORE8"].map((name) => [name, [1, 1000, name]])),
  ...Object.fromEntries(["KECCAK256", "LOG0", "RETURN"].map((name) => [name, [70, 5, name]])),
  ...Object.fromEntries(
    [1, 2, 3, 4].map((n) => [
      `LOG${n}`,
      [...Array.from({ length: n }, (_, i) => i), 70, 5, `LOG${n}`],
    ]),
  ),
  RETURNDATACOPY: [0, 0, 64, 0, 4, 500, "STATICCALL", 60, 2, 100, "RETURNDATACOPY"],
  SSTORE: [7, 5, "SSTORE"],
  JUMP: [3, "JUMP", "JUMPDEST"],
  JUMPI: [1, 5, "JUMPI", "JUMPDEST"],
  DUP: [1, "DUP1"],
  SWAP: [1, 2, "SWAP1"],
  PUSH32: [2n ** 255n],
};

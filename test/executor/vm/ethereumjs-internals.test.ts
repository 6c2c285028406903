import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { type EVM, createEVM } from "@ethereumjs/evm";

import { capturePrototypes } from "../../../src/internal/executor/vm/ethereumjs-internals.ts";

/** What EthereumJS's types hide. */
type Hidden = Omit<EVM, never> & {
  _opcodeMap: { gasHandler?: unknown }[];
  runInterpreter: (message: object, options?: object) => Promise<unknown>;
};

async function hiddenEvm(): Promise<Hidden> {
  return (await createEVM()) as unknown as Hidden;
}

describe("what is used of EthereumJS", () => {
  it("has the form that it had", async () => {
    const { interpreter, stack, memory } = await capturePrototypes(await createEVM());
    for (const method of ["push", "popN", "peek"]) assert(method in stack, method);
    for (const method of ["read", "write", "extend"]) assert(method in memory, method);
    for (const method of ["call", "callStatic", "create2"]) assert(method in interpreter, method);
  });

  it("is refused in another form, with the version to install", async () => {
    const withoutGas = await hiddenEvm();
    delete withoutGas._opcodeMap[0x54]?.gasHandler;
    const withFewer = await hiddenEvm();
    withFewer._opcodeMap.pop();
    const withoutCode = await hiddenEvm();
    withoutCode.runInterpreter = () => Promise.resolve({});
    for (const evm of [withoutGas, withFewer, withoutCode]) {
      const capture = capturePrototypes(evm as unknown as EVM);
      await assert.rejects(capture, /other internals than 10\.1\.3; install exactly that version/);
    }
  });
});

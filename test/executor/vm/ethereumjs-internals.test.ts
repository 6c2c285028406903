import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { type EVM, createEVM } from "@ethereumjs/evm";

import { capturePrototypes } from "../../../src/internal/executor/vm/ethereumjs-internals.ts";
import { UnknownInternals } from "../../../src/internal/executor/vm/unknown-internals.ts";

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

  const changes: Readonly<Record<string, (evm: Hidden) => void>> = {
    "EVM._opcodeMap": (evm) => {
      delete evm._opcodeMap[0x54]?.gasHandler;
    },
    "EVM._opcodeMap has": (evm) => {
      evm._opcodeMap.pop();
    },
    "EVM.runCode": (evm) => {
      evm.runInterpreter = () => Promise.resolve({});
    },
    "EVM._loadCode": (evm) => {
      Object.assign(evm, { _loadCode: undefined });
    },
    "EVM.transientStorage.revert": ({ transientStorage }) => {
      Object.assign(transientStorage, { revert: undefined });
    },
    "Common.updateParams": ({ common }) => {
      Object.assign(common, { updateParams: undefined });
    },
  };
  for (const [what, change] of Object.entries(changes)) {
    it(`is refused in another form: ${what}`, async () => {
      const evm = await hiddenEvm();
      change(evm);
      const capture = capturePrototypes(evm as unknown as EVM);
      await assert.rejects(capture, (error) => {
        assert(error instanceof UnknownInternals);
        return error.message.startsWith(what);
      });
    });
  }
});

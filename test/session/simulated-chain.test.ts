import assert from "node:assert/strict";
import { describe, it } from "node:test";

import type { EdrNetworkConfig } from "hardhat/types/config";

import { simulatedChain } from "../../src/internal/session/simulated-chain.ts";

type Limits = Pick<EdrNetworkConfig, "allowUnlimitedContractSize" | "blockGasLimit">;

function rulesOf(limits: Partial<Limits>, isCovered: boolean) {
  const config = { chainId: 31337, hardfork: "osaka", ...limits } as EdrNetworkConfig; // what is looked at
  const { chain, hasGasLimit } = simulatedChain(config, "l1", isCovered);
  return [chain.allowUnlimitedContractSize, hasGasLimit];
}

describe("simulatedChain", () => {
  it("has the limits of the config, or Hardhat's", () => {
    assert.deepEqual(rulesOf({}, false), [false, true]);
    assert.deepEqual(rulesOf({ blockGasLimit: 30_000_000n }, false), [false, true]);
    assert.deepEqual(rulesOf({ blockGasLimit: false }, false), [false, false]);
    assert.deepEqual(rulesOf({ allowUnlimitedContractSize: true }, false), [true, true]);
  });

  it("has none with --coverage but for those of the config", () => {
    assert.deepEqual(rulesOf({}, true), [true, false]);
    const own = { blockGasLimit: 30_000_000n, allowUnlimitedContractSize: false };
    assert.deepEqual(rulesOf(own, true), [false, true]);
  });
});

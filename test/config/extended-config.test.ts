import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { createHardhatRuntimeEnvironment } from "hardhat/hre";
import type { HardhatUserConfig } from "hardhat/types/config";

import parallelEvm from "../../src/index.ts";

async function configOf(userConfig: HardhatUserConfig) {
  const hre = await createHardhatRuntimeEnvironment({ ...userConfig, plugins: [parallelEvm] });
  return hre.config;
}

describe("the extended config", () => {
  it("has a network that copies the default one", async () => {
    const { networks } = await configOf({
      networks: {
        default: { type: "edr-simulated", allowUnlimitedContractSize: true, chainId: 99 },
      },
    });
    const network = networks.parallelEvm;
    assert.equal(network?.type, "edr-simulated");
    assert.equal(network.allowUnlimitedContractSize, true);
    assert.equal(network.chainId, 99);
  });

  it("has a simulated network also when the default one is not", async () => {
    const { networks } = await configOf({
      networks: { default: { type: "http", url: "http://localhost:8545" } },
    });
    assert.equal(networks.parallelEvm?.type, "edr-simulated");
  });

  it("leaves a network of that name alone", async () => {
    const { networks } = await configOf({
      networks: { parallelEvm: { type: "edr-simulated", chainId: 7 } },
    });
    assert.equal(networks.parallelEvm?.chainId, 7);
  });

  it("lets network.create override the added network", async () => {
    const hre = await createHardhatRuntimeEnvironment({ plugins: [parallelEvm] });
    process.env.HARDHAT_PARALLEL_EVM_RUN = "test-0";
    const connection = await hre.network.create({
      network: "parallelEvm",
      override: { chainId: 4321 },
    });
    assert.equal(await connection.provider.request({ method: "eth_chainId" }), "0x10e1");
  });

  it("asks every compiler for the storage layout, and for what the user wants", async () => {
    const { solidity } = await configOf({
      solidity: {
        profiles: {
          default: {
            compilers: [
              {
                version: "0.8.28",
                settings: {
                  outputSelection: { "*": { "*": ["ir"] }, "a.sol": { "*": ["metadata"] } },
                },
              },
              { version: "0.8.20" },
            ],
            overrides: { "b.sol": { version: "0.8.19" } },
          },
          production: { version: "0.8.28" },
        },
      },
    });
    const { default: standard, production } = solidity.profiles;
    const compilers = [
      ...(standard?.compilers ?? []),
      ...(production?.compilers ?? []),
      ...Object.values(standard?.overrides ?? {}),
    ];
    assert.equal(compilers.length, 4);
    for (const compiler of compilers) {
      const outputs = outputsOf(compiler.settings, "*");
      assert.ok(outputs.includes("storageLayout"), compiler.version);
      assert.equal(new Set(outputs).size, outputs.length);
    }
    const settings: unknown = standard?.compilers[0]?.settings;
    assert.ok(outputsOf(settings, "*").includes("ir"));
    assert.deepEqual(outputsOf(settings, "a.sol"), ["metadata"]);
  });

  it("refuses a wrong section", async () => {
    const section: object = { thread: 2 };
    await assert.rejects(configOf({ parallelEvm: section }), /did you mean "threads"/);
  });

  it("is resolved", async () => {
    const { parallelEvm: resolved, paths } = await configOf({
      parallelEvm: { threads: 1, top: 3 },
    });
    assert.equal(resolved.threads, 1);
    assert.equal(resolved.top, 3);
    assert.ok(resolved.output.startsWith(paths.root));
  });
});

function outputsOf(settings: unknown, file: string): unknown[] {
  const { outputSelection } = settings as {
    outputSelection: Record<string, Record<string, unknown[]>>;
  };
  return outputSelection[file]?.["*"] ?? [];
}

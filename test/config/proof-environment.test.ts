import assert from "node:assert/strict";
import { join, resolve } from "node:path";
import { afterEach, describe, it } from "node:test";

import { createHardhatRuntimeEnvironment } from "hardhat/hre";
import type { HardhatUserConfig } from "hardhat/types/config";

import parallelEvm from "../../src/index.ts";
import {
  checkCopiedConfig,
  pathInCopy,
  proofEnvironment,
  proofVariables,
  typechainFolder,
} from "../../src/internal/config/proof-environment.ts";

const PROOF = { folder: resolve("/proof"), original: resolve("/original"), nodeTests: false };

describe("the environment of a proof", () => {
  afterEach(() => {
    for (const name of Object.keys(proofVariables(PROOF)))
      Reflect.deleteProperty(process.env, name);
  });

  async function configOf(userConfig: HardhatUserConfig, isProof = true) {
    if (isProof) Object.assign(process.env, proofVariables(PROOF));
    const hre = await createHardhatRuntimeEnvironment({ ...userConfig, plugins: [parallelEvm] });
    return hre.config;
  }

  it("is told by variables", () => {
    assert.deepEqual(proofEnvironment(proofVariables(PROOF)), PROOF);
    const withRunner = { ...PROOF, nodeTests: true };
    assert.deepEqual(proofEnvironment(proofVariables(withRunner)), withRunner);
    assert.equal(proofEnvironment({}), undefined);
  });

  it("decides where the recording goes", async () => {
    const { parallelEvm: section } = await configOf({ parallelEvm: { output: "mine" } });
    assert.equal(section.output, PROOF.folder);
  });

  it("keeps what Hardhat writes within the copy", async () => {
    const paths = { artifacts: "../artifacts", cache: resolve("/var/cache") };
    const { paths: kept } = await configOf({ paths });
    assert.equal(kept.artifacts, join(kept.root, "artifacts"));
    assert.equal(kept.cache, join(kept.root, "cache"));
    const { paths: own } = await configOf({ paths: { artifacts: "build/out" } });
    assert.equal(own.artifacts, join(own.root, "build/out"));
    assert.equal(pathInCopy(own.artifacts, own.root, "/copy", "x"), join("/copy", "build/out"));
    assert.equal(pathInCopy(resolve("/out"), own.root, "/copy", "x"), join("/copy", "x"));
  });

  it("changes no path otherwise", async () => {
    const { paths } = await configOf({ paths: { artifacts: "../artifacts" } }, false);
    assert.equal(paths.artifacts, join(paths.root, "../artifacts"));
  });

  it("refuses folders of the original", async () => {
    const sources = join(PROOF.original, "contracts");
    await assert.rejects(configOf({ paths: { sources } }), { code: "PE020" });
  });

  it("moves what typechain writes", async () => {
    const config = await configOf({}, false);
    const { root } = config.paths;
    const section = { outDir: "../app/types", dontOverrideCompile: false };
    const withTypes = { ...config, typechain: section };
    assert.equal(typechainFolder(withTypes), join(root, "../app/types"));
    checkCopiedConfig(withTypes, PROOF);
    assert.equal(typechainFolder(withTypes), join(root, "types"));
    section.dontOverrideCompile = true;
    assert.equal(typechainFolder(withTypes), undefined);
    assert.equal(typechainFolder(config), undefined);
  });
});

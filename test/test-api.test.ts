/** The test API in suites of a user's, `fixture-projects/test-api`, with ethers and with viem. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { type CopiedProject, copyProject } from "./support/copied-project.ts";
import { runHardhat } from "./support/run-hardhat.ts";

describe("the test API", () => {
  let copied: CopiedProject;
  before(async () => {
    copied = await copyProject("test-api");
  });
  after(() => {
    copied.remove();
  });

  const run = async (...args: string[]) => runHardhat(copied.project, ["test", ...args]);

  it("does what its suite with chai and ethers wants", async () => {
    const { exitCode, output } = await run("mocha", "--parallel-evm");
    assert.equal(exitCode, 0, output);
    assert.match(output, /11 passing/);
    assert.match(output, /25 matched/);
  });

  it("does what its suite with node:test and viem wants", async () => {
    const { exitCode, output } = await run("nodejs", "--parallel-evm");
    assert.equal(exitCode, 0, output);
    assert.match(output, /5 passing/);
    assert.match(output, /17 matched/);
  });

  it("says what to do where nothing is observed, and works on the network parallelEvm", async () => {
    const file = join(copied.project, "test/node/networks.ts");
    writeFileSync(file, SUITE);
    const { exitCode, output } = await run("nodejs", "test/node/networks.ts");
    assert.equal(exitCode, 0, output);
    assert.match(output, /3 passing/);
  });
});

const SUITE = `
import assert from "node:assert/strict";
import { it } from "node:test";
import { network } from "hardhat";

it("does not see the default network", async () => {
  const { parallelEvm } = await network.create();
  for (const ask of [parallelEvm.run(() => []), parallelEvm.crowd("0x"), parallelEvm.report()]) {
    await assert.rejects(ask, { code: "PE030" });
  }
});

it("cannot see a node", async () => {
  const server = await network.createServer();
  const { address, port } = await server.listen();
  const { parallelEvm } = await network.create({
    network: "localhost",
    override: { url: \`http://\${address}:\${port}\` },
  });
  await assert.rejects(parallelEvm.report(), { code: "PE053" });
  await server.close();
});

it("sees the network of its name", async () => {
  const { parallelEvm, viem } = await network.create("parallelEvm");
  const shop = await viem.deployContract("Shop", [1n]);
  const { transactions } = await parallelEvm.run(() => shop.write.tip([1n]));
  assert.equal(transactions.length, 1);
});
`;

import { expect } from "chai";
import { network } from "hardhat";

import { deployAmm } from "./support/deploy-amm.ts";

const { ethers, networkHelpers } = await network.create();

describe("PoolFactory", function () {
  it("creates a pool for each creator", async function () {
    const { factory, gold, silver, users } = await networkHelpers.loadFixture(deployAmm);

    for (const user of users) await factory.connect(user).createPool(gold, silver);

    expect(await factory.poolCount()).to.equal(5n);
    const addresses = await Promise.all([0, 1, 2, 3, 4].map((i) => factory.allPools(i)));
    expect(new Set(addresses).size).to.equal(5);
  });

  it("puts the tokens in order", async function () {
    const { factory, gold, silver, users } = await networkHelpers.loadFixture(deployAmm);
    const [alice, bob] = users;

    await factory.connect(alice).createPool(gold, silver);
    await factory.connect(bob).createPool(silver, gold);

    const pools = await Promise.all(
      [1, 2].map(async (i) => ethers.getContractAt("Pool", await factory.allPools(i))),
    );
    expect(await pools[0].token0()).to.equal(await pools[1].token0());
  });

  it("creates one pool for a pair and a creator", async function () {
    const { factory, gold, silver, users } = await networkHelpers.loadFixture(deployAmm);
    const [alice] = users;

    await factory.connect(alice).createPool(gold, silver);

    await expect(factory.connect(alice).createPool(silver, gold))
      .to.be.revertedWithCustomError(factory, "PoolExists")
      .withArgs(await factory.allPools(1));
  });

  it("needs two tokens", async function () {
    const { factory, gold } = await networkHelpers.loadFixture(deployAmm);

    await expect(factory.createPool(gold, gold)).to.be.revertedWithCustomError(
      factory,
      "IdenticalTokens",
    );
  });
});

import { expect } from "chai";
import { network } from "hardhat";

import { deployAmm, tokens } from "./support/deploy-amm.ts";

const { ethers, networkHelpers } = await network.create();

async function deployWithLiquidity() {
  const deployed = await networkHelpers.loadFixture(deployAmm);
  await deployed.pool.addLiquidity(tokens(50_000), tokens(50_000));
  return deployed;
}

describe("Pool", function () {
  describe("liquidity", function () {
    it("gives the first provider the geometric mean", async function () {
      const { pool, users } = await networkHelpers.loadFixture(deployAmm);
      const [alice] = users;

      await pool.connect(alice).addLiquidity(tokens(400), tokens(900));

      expect(await pool.balanceOf(alice)).to.equal(tokens(600));
    });

    it("gives later providers their proportion", async function () {
      const { pool, users } = await networkHelpers.loadFixture(deployWithLiquidity);
      const [alice, bob, carol] = users;

      await pool.connect(alice).addLiquidity(tokens(100), tokens(100));
      await pool.connect(bob).addLiquidity(tokens(200), tokens(200));
      await pool.connect(carol).addLiquidity(tokens(300), tokens(600));

      expect(await pool.balanceOf(alice)).to.equal(tokens(100));
      expect(await pool.balanceOf(bob)).to.equal(tokens(200));
      expect(await pool.balanceOf(carol)).to.equal(tokens(300));
    });

    it("returns the tokens", async function () {
      const { pool, gold, silver, users } = await networkHelpers.loadFixture(deployWithLiquidity);
      const [alice, bob] = users;

      await pool.connect(alice).addLiquidity(tokens(1000), tokens(1000));
      await pool.connect(bob).addLiquidity(tokens(2000), tokens(2000));
      await pool.connect(alice).removeLiquidity(tokens(1000));
      await pool.connect(bob).removeLiquidity(tokens(500));

      expect(await gold.balanceOf(alice)).to.equal(tokens(10_000));
      expect(await silver.balanceOf(bob)).to.equal(tokens(8_500));
    });

    it("cannot be added for nothing", async function () {
      const { pool, users } = await networkHelpers.loadFixture(deployWithLiquidity);

      await expect(pool.connect(users[0]).addLiquidity(0n, 0n)).to.be.revertedWithCustomError(
        pool,
        "NoShares",
      );
    });

    it("can only be removed by those who own it", async function () {
      const { pool, users } = await networkHelpers.loadFixture(deployWithLiquidity);

      await expect(pool.connect(users[0]).removeLiquidity(1n))
        .to.be.revertedWithCustomError(pool, "ERC20InsufficientBalance")
        .withArgs(users[0], 0n, 1n);
    });

    it("earns the fees of the traders", async function () {
      const { pool, gold, silver, users } = await networkHelpers.loadFixture(deployWithLiquidity);
      const [alice, bob] = users;

      await pool.connect(bob).swap(gold, tokens(5_000), 0n);
      await pool.connect(bob).swap(silver, await silver.balanceOf(bob), 0n);
      await pool.connect(alice).addLiquidity(tokens(1000), tokens(1000));

      const [reserve0, reserve1] = await pool.reserves();
      expect(reserve0 * reserve1).to.be.greaterThan(tokens(51_000) * tokens(51_000));
    });
  });

  describe("swaps", function () {
    it("pay what was quoted", async function () {
      const { pool, gold, silver, users } = await networkHelpers.loadFixture(deployWithLiquidity);
      const [alice] = users;
      const quoted = await pool.quote(gold, tokens(100));

      await expect(pool.connect(alice).swap(gold, tokens(100), quoted))
        .to.emit(pool, "Swapped")
        .withArgs(alice, gold, tokens(100), quoted);
      expect(await silver.balanceOf(alice)).to.equal(tokens(10_000) + quoted);
    });

    it("move the price", async function () {
      const { pool, gold, users } = await networkHelpers.loadFixture(deployWithLiquidity);
      const before = await pool.quote(gold, tokens(100));

      for (const user of users) await pool.connect(user).swap(gold, tokens(100), 0n);

      expect(await pool.quote(gold, tokens(100))).to.be.lessThan(before);
      const fees = (await pool.feesOfToken0()) + (await pool.feesOfToken1());
      expect(fees).to.equal((tokens(400) * 3n) / 1000n);
    });

    it("go in both directions", async function () {
      const { pool, gold, silver, users } = await networkHelpers.loadFixture(deployWithLiquidity);
      const [alice, bob, carol, dave] = users;

      await pool.connect(alice).swap(gold, tokens(100), 0n);
      await pool.connect(bob).swap(silver, tokens(100), 0n);
      await pool.connect(carol).swap(gold, tokens(50), 0n);
      await pool.connect(dave).swap(silver, tokens(50), 0n);

      const fee = (tokens(150) * 3n) / 1000n;
      expect(await pool.feesOfToken0()).to.equal(fee);
      expect(await pool.feesOfToken1()).to.equal(fee);
    });

    it("fail when the price has moved too far", async function () {
      const { pool, gold, users } = await networkHelpers.loadFixture(deployWithLiquidity);
      const [alice, bob] = users;
      const quoted = await pool.quote(gold, tokens(100));

      await pool.connect(alice).swap(gold, tokens(100), 0n);

      await expect(pool.connect(bob).swap(gold, tokens(100), quoted)).to.be.revertedWithCustomError(
        pool,
        "TooLittleOut",
      );
    });

    it("take only the two tokens", async function () {
      const { pool, users } = await networkHelpers.loadFixture(deployWithLiquidity);

      await expect(pool.connect(users[0]).swap(pool, 1n, 0n))
        .to.be.revertedWithCustomError(pool, "UnknownToken")
        .withArgs(pool);
    });

    it("of one block are executed in turn", async function () {
      const { pool, gold, silver, users } = await networkHelpers.loadFixture(deployWithLiquidity);

      await ethers.provider.send("evm_setAutomine", [false]);
      try {
        for (const [i, user] of users.entries()) {
          await pool.connect(user).swap(i % 2 === 0 ? gold : silver, tokens(10), 0n);
        }
        await networkHelpers.mine();
      } finally {
        await ethers.provider.send("evm_setAutomine", [true]);
      }

      expect(await pool.feesOfToken0()).to.equal(await pool.feesOfToken1());
    });
  });

  it("lets users trade while others provide liquidity", async function () {
    const { pool, gold, silver, users } = await networkHelpers.loadFixture(deployWithLiquidity);
    const [alice, bob, carol, dave] = users;

    await Promise.all([
      pool.connect(alice).swap(gold, tokens(20), 0n),
      pool.connect(bob).addLiquidity(tokens(100), tokens(100)),
      pool.connect(carol).swap(silver, tokens(20), 0n),
      pool.connect(dave).addLiquidity(tokens(100), tokens(100)),
    ]);

    expect(await pool.balanceOf(bob)).to.be.greaterThan(tokens(99));
    expect(await pool.balanceOf(dave)).to.be.greaterThan(tokens(99));
  });

  it("leaves transfers of the tokens alone", async function () {
    const { gold, silver, users } = await networkHelpers.loadFixture(deployWithLiquidity);
    const [alice, bob, carol, dave] = users;

    await gold.connect(alice).transfer(bob, tokens(1));
    await gold.connect(carol).transfer(dave, tokens(1));
    await silver.connect(bob).transfer(alice, tokens(1));
    await silver.connect(dave).transfer(carol, tokens(1));

    expect(await gold.balanceOf(bob)).to.equal(tokens(10_001));
    expect(await silver.balanceOf(carol)).to.equal(tokens(10_001));
  });
});

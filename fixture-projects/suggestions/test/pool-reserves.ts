import { expect } from "chai";
import { network } from "hardhat";

const { ethers, networkHelpers } = await network.create();

const ONE = ethers.parseEther("1");

describe("pool-reserves", function () {
  describe("PoolSwap", function () {
    async function deploy() {
      const [, alice, bob] = await ethers.getSigners();
      const pool = await ethers.deployContract("PoolSwap", [1_000_000n], { value: 1000n * ONE });
      await pool.connect(bob).buy(0n, { value: 10n * ONE });
      return { pool, alice, bob };
    }

    it("sells gems at the price of its reserves", async function () {
      const { pool, alice } = await networkHelpers.loadFixture(deploy);

      await pool.connect(alice).buy(900n, { value: ONE });

      expect(await pool.gemsOf(alice)).to.be.within(975n, 985n);
      expect(await pool.reserveEth()).to.equal(1011n * ONE);
    });

    it("buys them back", async function () {
      const { pool, bob } = await networkHelpers.loadFixture(deploy);
      const reserve = await pool.reserveGems();
      const own = await pool.gemsOf(bob);

      await expect(pool.connect(bob).sell(1000n, ONE / 2n)).to.emit(pool, "Sold");

      expect(await pool.gemsOf(bob)).to.equal(own - 1000n);
      expect(await pool.reserveGems()).to.equal(reserve + 1000n);
    });

    it("gives no less than it is asked for", async function () {
      const { pool, alice } = await networkHelpers.loadFixture(deploy);

      await expect(pool.connect(alice).buy(1000n, { value: ONE })).to.be.revertedWithCustomError(
        pool,
        "TooLittle",
      );
    });
  });

  describe("PoolPair", function () {
    async function deploy() {
      const [owner, alice, bob] = await ethers.getSigners();
      const pair = await ethers.deployContract("PoolPair", [1_000_000n, 4_000_000n]);
      await pair.handOut(alice, 10_000n, 0n);
      await pair.handOut(bob, 0n, 10_000n);
      return { pair, owner, alice, bob };
    }

    it("gives wood for gold", async function () {
      const { pair, alice } = await networkHelpers.loadFixture(deploy);

      await expect(pair.connect(alice).goldForWood(1_000n))
        .to.emit(pair, "Swapped")
        .withArgs(alice, true, 1_000n, 3_996n);

      expect(await pair.woodOf(alice)).to.equal(3_996n);
      expect(await pair.reserves()).to.deep.equal([1_001_000n, 3_996_004n]);
    });

    it("gives gold for wood", async function () {
      const { pair, bob } = await networkHelpers.loadFixture(deploy);

      await pair.connect(bob).woodForGold(4_000n);

      expect(await pair.goldOf(bob)).to.equal(999n);
    });

    it("is supplied by the owner", async function () {
      const { pair, alice } = await networkHelpers.loadFixture(deploy);

      await expect(pair.connect(alice).handOut(alice, 1n, 1n))
        .to.be.revertedWithCustomError(pair, "OwnableUnauthorizedAccount")
        .withArgs(alice);
    });
  });

  describe("PoolMarkets", function () {
    const [IRON, SALT] = [5001n, 5002n];

    async function deploy() {
      const [owner, alice, bob] = await ethers.getSigners();
      const markets = await ethers.deployContract("PoolMarkets");
      await markets.open(IRON, 1_000_000n, 500_000n);
      await markets.open(SALT, 1_000_000n, 9_000_000n);
      await markets.handOut(IRON, alice, 20_000n);
      await markets.handOut(SALT, bob, 20_000n);
      return { markets, owner, alice, bob };
    }

    it("price goods by their reserves", async function () {
      const { markets, alice } = await networkHelpers.loadFixture(deploy);

      await markets.connect(alice).trade(IRON, 10_000n);

      expect(await markets.goodsOf(IRON, alice)).to.equal(4_950n);
      expect((await markets.markets(IRON)).reserveCash).to.equal(1_010_000n);
    });

    it("do not change each other's prices", async function () {
      const { markets, alice, bob } = await networkHelpers.loadFixture(deploy);

      await markets.connect(alice).trade(IRON, 10_000n);
      await markets.connect(bob).trade(SALT, 10_000n);

      expect(await markets.goodsOf(SALT, bob)).to.equal(89_108n);
      expect(await markets.cashOf(SALT, bob)).to.equal(10_000n);
    });

    it("are opened by the owner", async function () {
      const { markets, alice } = await networkHelpers.loadFixture(deploy);

      await expect(markets.connect(alice).open(IRON, 1n, 1n))
        .to.be.revertedWithCustomError(markets, "OwnableUnauthorizedAccount")
        .withArgs(alice);
    });
  });

  describe("PoolFixedPrice", function () {
    async function deploy() {
      const [, alice, bob] = await ethers.getSigners();
      const office = await ethers.deployContract("PoolFixedPrice", { value: 100n * ONE });
      await office.connect(bob).buy({ value: 5n * ONE });
      return { office, alice, bob };
    }

    it("sells to all at one price", async function () {
      const { office, alice, bob } = await networkHelpers.loadFixture(deploy);

      await office.connect(alice).buy({ value: ONE });
      await office.connect(bob).buy({ value: ONE });

      expect(await office.gemsOf(alice)).to.equal(100n);
      expect(await office.gemsOf(bob)).to.equal(600n);
    });

    it("buys at the same price", async function () {
      const { office, bob } = await networkHelpers.loadFixture(deploy);

      await expect(office.connect(bob).sell(200n)).to.changeEtherBalance(ethers, bob, 2n * ONE);
    });
  });

  describe("PoolTally", function () {
    async function deploy() {
      const [owner, alice, bob] = await ethers.getSigners();
      const tally = await ethers.deployContract("PoolTally");
      await tally.connect(bob).swap({ value: 3n * ONE });
      return { tally, owner, alice, bob };
    }

    it("adds up what is paid in", async function () {
      const { tally, alice } = await networkHelpers.loadFixture(deploy);

      await tally.connect(alice).swap({ value: ONE });

      expect(await tally.reserve0()).to.equal(4n * ONE);
      expect(await tally.price(10n * ONE)).to.equal(4_000n);
    });

    it("sends help", async function () {
      const { tally, alice } = await networkHelpers.loadFixture(deploy);

      await expect(tally.send(alice, ONE)).to.changeEtherBalance(ethers, alice, ONE);

      expect(await tally.reserve0()).to.equal(3n * ONE);
    });

    it("sends it for the owner only", async function () {
      const { tally, alice } = await networkHelpers.loadFixture(deploy);

      await expect(tally.connect(alice).send(alice, ONE))
        .to.be.revertedWithCustomError(tally, "OwnableUnauthorizedAccount")
        .withArgs(alice);
    });
  });
});

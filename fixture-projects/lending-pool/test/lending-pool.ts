import { expect } from "chai";
import { network } from "hardhat";

const { ethers, networkHelpers } = await network.create();

const YEAR = 365 * 24 * 60 * 60;
const TEN_PERCENT_A_YEAR = 10n ** 17n / BigInt(YEAR);
const tokens = (amount: number) => ethers.parseEther(String(amount));

describe("LendingPool", function () {
  /** Gold is worth two, silver one; copper is not listed. Three quarters of a deposit may be borrowed. */
  async function deployPool() {
    const [owner, whale, alice, bob] = await ethers.getSigners();
    const users = [whale, alice, bob];
    const pool = await ethers.deployContract("LendingPool", [owner]);

    const deployToken = async (name: string, symbol: string) => {
      const holders = users.map(({ address }) => address);
      const args = [name, symbol, holders, tokens(1_000_000)];
      const token = await ethers.deployContract("AssetToken", args);
      for (const user of users) await token.connect(user).approve(pool, ethers.MaxUint256);
      return token;
    };
    const gold = await deployToken("Gold", "AU");
    const silver = await deployToken("Silver", "AG");
    const copper = await deployToken("Copper", "CU");
    await pool.addAsset(gold, tokens(2), TEN_PERCENT_A_YEAR, 7500n);
    await pool.addAsset(silver, tokens(1), TEN_PERCENT_A_YEAR, 7500n);

    return { owner, whale, alice, bob, pool, gold, silver, copper };
  }

  /** A big customer has deposited and borrowed both assets, so that there is something to lend. */
  async function deployBusyPool() {
    const deployed = await networkHelpers.loadFixture(deployPool);
    const { pool, whale, gold, silver } = deployed;
    await pool.connect(whale).deposit(gold, tokens(100_000));
    await pool.connect(whale).deposit(silver, tokens(100_000));
    await pool.connect(whale).borrow(gold, tokens(10_000), silver, tokens(50_000));
    await pool.connect(whale).borrow(silver, tokens(10_000), gold, tokens(50_000));
    return deployed;
  }

  /** Alice has shares of silver, a little less than a thousand. */
  async function deployWithDeposit() {
    const deployed = await networkHelpers.loadFixture(deployBusyPool);
    const { pool, alice, silver } = deployed;
    await pool.connect(alice).deposit(silver, tokens(1_000));
    return deployed;
  }

  /** Alice has borrowed gold for 500 of her shares. */
  async function deployWithLoan() {
    const deployed = await networkHelpers.loadFixture(deployWithDeposit);
    const { pool, alice, gold, silver } = deployed;
    await pool.connect(alice).borrow(gold, tokens(100), silver, tokens(500));
    return deployed;
  }

  describe("deposit", function () {
    it("gives shares for tokens", async function () {
      const { pool, alice, gold } = await networkHelpers.loadFixture(deployPool);

      await expect(pool.connect(alice).deposit(gold, tokens(100)))
        .to.emit(pool, "Deposited")
        .withArgs(gold, alice, tokens(100), tokens(100));

      expect(await pool.supplySharesOf(gold, alice)).to.equal(tokens(100));
      expect(await gold.balanceOf(pool)).to.equal(tokens(100));
    });

    it("gives fewer shares when they have earned interest", async function () {
      const { pool, alice, gold } = await networkHelpers.loadFixture(deployBusyPool);

      await networkHelpers.time.increase(YEAR);
      await pool.connect(alice).deposit(gold, tokens(101));

      // A tenth is borrowed, for ten percent.
      expect(await pool.supplySharesOf(gold, alice)).to.be.closeTo(tokens(100), tokens(0.01));
    });

    it("must not be empty", async function () {
      const { pool, alice, gold } = await networkHelpers.loadFixture(deployPool);

      await expect(pool.connect(alice).deposit(gold, 0n)).to.be.revertedWithCustomError(
        pool,
        "ZeroAmount",
      );
    });

    it("must be of a listed asset", async function () {
      const { pool, alice, copper } = await networkHelpers.loadFixture(deployPool);

      await expect(pool.connect(alice).deposit(copper, 1n))
        .to.be.revertedWithCustomError(pool, "AssetNotListed")
        .withArgs(copper);
    });
  });

  describe("withdraw", function () {
    it("pays tokens for shares, with interest", async function () {
      const { pool, alice, silver } = await networkHelpers.loadFixture(deployWithDeposit);
      const before = await silver.balanceOf(alice);

      await networkHelpers.time.increase(YEAR);
      await pool.connect(alice).withdraw(silver, tokens(50));

      const paid = (await silver.balanceOf(alice)) - before;
      expect(paid).to.be.closeTo(tokens(50.5), tokens(0.01));
    });

    it("does not pay for the shares of others", async function () {
      const { pool, bob, silver } = await networkHelpers.loadFixture(deployWithDeposit);

      await expect(pool.connect(bob).withdraw(silver, 1n))
        .to.be.revertedWithCustomError(pool, "InsufficientShares")
        .withArgs(1n, 0n);
    });

    it("does not pay for shares that secure a loan", async function () {
      const { pool, alice, silver } = await networkHelpers.loadFixture(deployWithLoan);

      await expect(pool.connect(alice).withdraw(silver, tokens(600))).to.be.revertedWithCustomError(
        pool,
        "InsufficientShares",
      );
    });
  });

  describe("borrow", function () {
    it("pays tokens and locks the collateral", async function () {
      const { pool, alice, gold, silver } = await networkHelpers.loadFixture(deployWithDeposit);
      const free = await pool.supplySharesOf(silver, alice);

      await pool.connect(alice).borrow(gold, tokens(100), silver, tokens(500));

      expect(await gold.balanceOf(alice)).to.equal(tokens(1_000_100));
      expect(await pool.supplySharesOf(silver, alice)).to.equal(free - tokens(500));
      expect(await pool.debtOf(gold, alice)).to.be.closeTo(tokens(100), 1n);
    });

    it("can be repeated for the same collateral", async function () {
      const { pool, alice, gold, silver } = await networkHelpers.loadFixture(deployWithLoan);

      await pool.connect(alice).borrow(gold, tokens(50), silver, 0n);

      expect(await gold.balanceOf(alice)).to.equal(tokens(1_000_150));
    });

    it("needs collateral of enough value", async function () {
      const { pool, alice, gold, silver } = await networkHelpers.loadFixture(deployWithDeposit);

      await expect(
        pool.connect(alice).borrow(gold, tokens(100), silver, tokens(260)),
      ).to.be.revertedWithCustomError(pool, "InsufficientCollateral");
    });

    it("needs collateral of the borrower", async function () {
      const { pool, bob, gold, silver } = await networkHelpers.loadFixture(deployWithDeposit);

      await expect(pool.connect(bob).borrow(gold, tokens(1), silver, tokens(100)))
        .to.be.revertedWithCustomError(pool, "InsufficientShares")
        .withArgs(tokens(100), 0n);
    });

    it("needs collateral in another asset", async function () {
      const { pool, alice, silver } = await networkHelpers.loadFixture(deployWithDeposit);

      await expect(pool.connect(alice).borrow(silver, tokens(1), silver, tokens(100)))
        .to.be.revertedWithCustomError(pool, "WrongCollateral")
        .withArgs(silver);
    });
  });

  describe("repay", function () {
    it("makes the debt smaller", async function () {
      const { pool, alice, gold } = await networkHelpers.loadFixture(deployWithLoan);

      await pool.connect(alice).repay(gold, tokens(40));

      expect(await pool.debtOf(gold, alice)).to.be.closeTo(tokens(60), tokens(0.0001));
    });

    it("frees the collateral when nothing is left to pay", async function () {
      const { pool, alice, gold, silver } = await networkHelpers.loadFixture(deployWithLoan);
      const free = await pool.supplySharesOf(silver, alice);

      await pool.connect(alice).repay(gold, ethers.MaxUint256);

      expect(await pool.debtOf(gold, alice)).to.equal(0n);
      expect(await pool.supplySharesOf(silver, alice)).to.equal(free + tokens(500));
    });

    it("costs interest", async function () {
      const { pool, alice, gold } = await networkHelpers.loadFixture(deployWithLoan);

      await networkHelpers.time.increase(YEAR);
      expect(await pool.debtOf(gold, alice)).to.be.closeTo(tokens(110), tokens(0.01));
      await pool.connect(alice).repay(gold, tokens(110));

      expect(await pool.debtOf(gold, alice)).to.be.lessThan(tokens(0.01));
    });

    it("is for those who owe", async function () {
      const { pool, bob, gold } = await networkHelpers.loadFixture(deployWithLoan);

      await expect(pool.connect(bob).repay(gold, 1n))
        .to.be.revertedWithCustomError(pool, "NoDebt")
        .withArgs(gold, bob);
    });
  });

  describe("the owner", function () {
    it("lists assets", async function () {
      const { pool, copper } = await networkHelpers.loadFixture(deployPool);

      await expect(pool.addAsset(copper, tokens(0.1), TEN_PERCENT_A_YEAR, 5000n))
        .to.emit(pool, "AssetAdded")
        .withArgs(copper, tokens(0.1));
    });

    it("lists each asset once", async function () {
      const { pool, gold } = await networkHelpers.loadFixture(deployPool);

      await expect(pool.addAsset(gold, tokens(2), TEN_PERCENT_A_YEAR, 5000n))
        .to.be.revertedWithCustomError(pool, "AssetAlreadyListed")
        .withArgs(gold);
    });

    it("sets prices", async function () {
      const { pool, alice, gold, silver } = await networkHelpers.loadFixture(deployWithLoan);

      await pool.setPrice(gold, tokens(4));

      await expect(
        pool.connect(alice).borrow(gold, tokens(1), silver, 0n),
      ).to.be.revertedWithCustomError(pool, "InsufficientCollateral");
    });

    it("alone does this", async function () {
      const { pool, alice, gold } = await networkHelpers.loadFixture(deployPool);

      await expect(pool.connect(alice).setPrice(gold, 1n))
        .to.be.revertedWithCustomError(pool, "OwnableUnauthorizedAccount")
        .withArgs(alice);
    });
  });
});

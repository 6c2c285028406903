import { expect } from "chai";
import { network } from "hardhat";

const { ethers, networkHelpers } = await network.create();

const DAY = 24n * 60n * 60n;
const tokens = (amount: number) => ethers.parseEther(String(amount));

/** For 1,000 tokens a day. */
const REWARD_PER_SECOND = tokens(1000) / DAY;

describe("Farm", function () {
  /** Pool 1 has three quarters of the rewards, pool 2 the rest. */
  async function deployFarm() {
    const [owner, alice, bob, carol, dave] = await ethers.getSigners();
    const users = [alice, bob, carol, dave];
    const stakeToken = await ethers.deployContract("StakeToken", [tokens(1_000_000)]);
    const farm = await ethers.deployContract("Farm", [owner, stakeToken, REWARD_PER_SECOND]);
    const rewardToken = await ethers.getContractAt("RewardToken", await farm.rewardToken());
    await farm.addPool(75);
    await farm.addPool(25);
    for (const user of users) {
      await stakeToken.transfer(user, tokens(1000));
      await stakeToken.connect(user).approve(farm, ethers.MaxUint256);
    }
    return { farm, stakeToken, rewardToken, owner, alice, bob, carol, dave, users };
  }

  /** Everybody has 100 tokens in pool 1, for a day now. */
  async function deployWithStakes() {
    const deployed = await networkHelpers.loadFixture(deployFarm);
    for (const user of deployed.users) await deployed.farm.connect(user).deposit(1n, tokens(100));
    await networkHelpers.time.increase(DAY);
    return deployed;
  }

  describe("pools", function () {
    it("are added by the owner", async function () {
      const { farm } = await networkHelpers.loadFixture(deployFarm);

      await expect(farm.addPool(100)).to.emit(farm, "PoolAdded").withArgs(3n, 100n);
      expect(await farm.poolCount()).to.equal(3n);
      expect(await farm.totalAllocPoint()).to.equal(200n);
    });

    it("are weighed by the owner", async function () {
      const { farm } = await networkHelpers.loadFixture(deployWithStakes);

      await farm.setAllocPoint(1n, 50);

      expect(await farm.totalAllocPoint()).to.equal(75n);
    });

    it("are nobody else's to change", async function () {
      const { farm, alice } = await networkHelpers.loadFixture(deployFarm);

      await expect(farm.connect(alice).addPool(1))
        .to.be.revertedWithCustomError(farm, "OwnableUnauthorizedAccount")
        .withArgs(alice);
      await expect(farm.connect(alice).setAllocPoint(1n, 0))
        .to.be.revertedWithCustomError(farm, "OwnableUnauthorizedAccount")
        .withArgs(alice);
    });
  });

  describe("deposits", function () {
    it("are taken", async function () {
      const { farm, stakeToken, alice } = await networkHelpers.loadFixture(deployFarm);

      await expect(farm.connect(alice).deposit(2n, tokens(100)))
        .to.emit(farm, "Deposited")
        .withArgs(alice, 2n, tokens(100));
      expect(await stakeToken.balanceOf(farm)).to.equal(tokens(100));
    });

    it("add up in a pool", async function () {
      const { farm, alice, bob } = await networkHelpers.loadFixture(deployFarm);

      await farm.connect(alice).deposit(1n, tokens(100));
      await farm.connect(bob).deposit(1n, tokens(300));

      expect((await farm.pools(1n)).totalStaked).to.equal(tokens(400));
    });

    it("of different pools are counted apart", async function () {
      const { farm, stakeToken, alice, bob } = await networkHelpers.loadFixture(deployFarm);

      await farm.connect(alice).deposit(1n, tokens(100));
      await farm.connect(bob).deposit(2n, tokens(300));

      expect((await farm.pools(1n)).totalStaked).to.equal(tokens(100));
      expect(await stakeToken.balanceOf(farm)).to.equal(tokens(400));
    });

    it("need a pool and an amount", async function () {
      const { farm, alice } = await networkHelpers.loadFixture(deployFarm);

      await expect(farm.connect(alice).deposit(3n, tokens(1)))
        .to.be.revertedWithCustomError(farm, "NoSuchPool")
        .withArgs(3n);
      await expect(farm.connect(alice).deposit(1n, 0n)).to.be.revertedWithCustomError(
        farm,
        "ZeroAmount",
      );
    });
  });

  describe("withdrawals", function () {
    it("pay the stake back", async function () {
      const { farm, stakeToken, alice } = await networkHelpers.loadFixture(deployWithStakes);

      await farm.connect(alice).withdraw(1n, tokens(5));

      expect(await stakeToken.balanceOf(alice)).to.equal(tokens(905));
      expect((await farm.positions(1n, alice)).amount).to.equal(tokens(95));
    });

    it("keep the rewards", async function () {
      const { farm, bob } = await networkHelpers.loadFixture(deployWithStakes);

      await farm.connect(bob).withdraw(1n, tokens(4));

      expect(await farm.pendingReward(1n, bob)).to.be.closeTo(tokens(187.5), tokens(1));
    });

    it("pay no more than was staked", async function () {
      const { farm, alice } = await networkHelpers.loadFixture(deployWithStakes);

      await expect(farm.connect(alice).withdraw(1n, tokens(101)))
        .to.be.revertedWithCustomError(farm, "InsufficientStake")
        .withArgs(tokens(101), tokens(100));
    });
  });

  describe("rewards", function () {
    it("are paid to those who ask", async function () {
      const { farm, rewardToken, alice } = await networkHelpers.loadFixture(deployWithStakes);

      await farm.connect(alice).harvest(1n);

      expect(await rewardToken.balanceOf(alice)).to.be.closeTo(tokens(187.5), tokens(1));
      expect(await farm.pendingReward(1n, alice)).to.equal(0n);
    });

    it("are shared in proportion to the stakes", async function () {
      const { farm, rewardToken, alice, bob } = await networkHelpers.loadFixture(deployWithStakes);

      await farm.connect(alice).harvest(1n);
      await farm.connect(bob).harvest(1n);

      expect(await rewardToken.balanceOf(bob)).to.be.closeTo(tokens(187.5), tokens(1));
      expect(await rewardToken.totalSupply()).to.be.closeTo(tokens(375), tokens(2));
    });

    it("go on while others come and go", async function () {
      const { farm, rewardToken, alice, bob, carol } =
        await networkHelpers.loadFixture(deployWithStakes);

      await farm.connect(alice).deposit(1n, tokens(50));
      await farm.connect(bob).harvest(1n);
      await farm.connect(carol).withdraw(1n, tokens(5));

      expect((await farm.pools(1n)).totalStaked).to.equal(tokens(445));
      expect(await rewardToken.balanceOf(bob)).to.be.closeTo(tokens(187.5), tokens(1));
    });

    it("are for stakers only", async function () {
      const { farm, dave } = await networkHelpers.loadFixture(deployWithStakes);

      await expect(farm.connect(dave).harvest(2n))
        .to.be.revertedWithCustomError(farm, "NothingToHarvest")
        .withArgs(2n, dave);
    });
  });
});

import { expect } from "chai";
import { network } from "hardhat";

const { ethers, networkHelpers } = await network.create();

const DAY = 24n * 60n * 60n;
const tokens = (amount: number) => ethers.parseEther(String(amount));

describe("StakingRewards", function () {
  async function deployStaking() {
    const [owner, alice, bob, carol, dave] = await ethers.getSigners();
    const users = [alice, bob, carol, dave];

    const stakeToken = await ethers.deployContract("StakeToken", [tokens(1_000_000)]);
    const rewardToken = await ethers.deployContract("RewardToken", [tokens(1_000_000)]);
    const staking = await ethers.deployContract("StakingRewards", [owner, stakeToken, rewardToken]);

    for (const user of users) {
      await stakeToken.transfer(user, tokens(1000));
      await stakeToken.connect(user).approve(staking, ethers.MaxUint256);
    }
    await rewardToken.transfer(staking, tokens(14_000));

    return { owner, alice, bob, carol, dave, users, stakeToken, rewardToken, staking };
  }

  async function deployWithRewards() {
    const deployed = await networkHelpers.loadFixture(deployStaking);
    await deployed.staking.notifyRewardAmount(tokens(7_000));
    return deployed;
  }

  async function deployWithStakes() {
    const deployed = await networkHelpers.loadFixture(deployWithRewards);
    for (const user of deployed.users) await deployed.staking.connect(user).stake(tokens(100));
    return deployed;
  }

  describe("stakes", function () {
    it("are added up", async function () {
      const { staking, stakeToken, alice, bob, carol } =
        await networkHelpers.loadFixture(deployWithRewards);

      await staking.connect(alice).stake(tokens(100));
      await staking.connect(bob).stake(tokens(200));
      await staking.connect(carol).stake(tokens(300));

      expect(await staking.totalStaked()).to.equal(tokens(600));
      expect(await staking.stakeOf(bob)).to.equal(tokens(200));
      expect(await stakeToken.balanceOf(staking)).to.equal(tokens(600));
    });

    it("are paid back", async function () {
      const { staking, stakeToken, alice, bob } =
        await networkHelpers.loadFixture(deployWithStakes);

      await staking.connect(alice).withdraw(tokens(40));
      await staking.connect(bob).withdraw(tokens(100));

      expect(await staking.totalStaked()).to.equal(tokens(260));
      expect(await stakeToken.balanceOf(alice)).to.equal(tokens(940));
      expect(await stakeToken.balanceOf(bob)).to.equal(tokens(1000));
    });

    it("cannot be empty", async function () {
      const { staking, alice } = await networkHelpers.loadFixture(deployWithRewards);

      await expect(staking.connect(alice).stake(0n)).to.be.revertedWithCustomError(
        staking,
        "ZeroAmount",
      );
    });

    it("are not paid back twice", async function () {
      const { staking, alice } = await networkHelpers.loadFixture(deployWithStakes);

      await staking.connect(alice).withdraw(tokens(100));

      await expect(staking.connect(alice).withdraw(tokens(1)))
        .to.be.revertedWithCustomError(staking, "InsufficientStake")
        .withArgs(tokens(1), 0n);
    });

    it("can come from several users in one block", async function () {
      const { staking, users } = await networkHelpers.loadFixture(deployWithRewards);

      await ethers.provider.send("evm_setAutomine", [false]);
      try {
        for (const user of users) await staking.connect(user).stake(tokens(10));
        await networkHelpers.mine();
      } finally {
        await ethers.provider.send("evm_setAutomine", [true]);
      }

      expect(await staking.totalStaked()).to.equal(tokens(40));
    });
  });

  describe("rewards", function () {
    it("are shared in proportion to the stakes", async function () {
      const { staking, alice, bob } = await networkHelpers.loadFixture(deployWithRewards);

      await staking.connect(alice).stake(tokens(100));
      await staking.connect(bob).stake(tokens(300));
      await networkHelpers.time.increase(2n * DAY);

      // Some seconds pass between the stakes: 1,000 tokens a day are 0.012 tokens a second.
      expect(await staking.earned(alice)).to.be.closeTo(tokens(500), tokens(1));
      expect(await staking.earned(bob)).to.be.closeTo(tokens(1500), tokens(1));
    });

    it("are paid to those who ask", async function () {
      const { staking, rewardToken, users } = await networkHelpers.loadFixture(deployWithStakes);

      await networkHelpers.time.increase(4n * DAY);
      for (const user of users) await staking.connect(user).getReward();

      for (const user of users) {
        expect(await rewardToken.balanceOf(user)).to.be.closeTo(tokens(1000), tokens(1));
      }
    });

    it("end with the period", async function () {
      const { staking, alice, users } = await networkHelpers.loadFixture(deployWithStakes);

      await networkHelpers.time.increase(30n * DAY);

      const earned = await staking.earned(alice);
      for (const user of users) {
        expect(await staking.earned(user)).to.be.closeTo(earned, tokens(1));
      }
      expect(earned).to.be.closeTo(tokens(1750), tokens(1));
    });

    it("are paid together with the stake on exit", async function () {
      const { staking, stakeToken, rewardToken, alice, bob } =
        await networkHelpers.loadFixture(deployWithStakes);

      await networkHelpers.time.increase(DAY);
      await staking.connect(alice).exit();
      await networkHelpers.time.increase(DAY);
      await staking.connect(bob).exit();

      expect(await stakeToken.balanceOf(alice)).to.equal(tokens(1000));
      expect(await rewardToken.balanceOf(alice)).to.be.closeTo(tokens(250), tokens(1));
      expect(await rewardToken.balanceOf(bob)).to.be.closeTo(tokens(583), tokens(1));
    });

    it("can be added to while the period runs", async function () {
      const { staking, alice, bob } = await networkHelpers.loadFixture(deployWithRewards);

      await staking.connect(alice).stake(tokens(100));
      await staking.connect(bob).stake(tokens(100));
      await networkHelpers.time.increase(DAY);
      await staking.notifyRewardAmount(tokens(7_000));

      // 6,000 of the first 7,000 are left, for seven days more.
      expect(await staking.rewardRate()).to.be.closeTo(tokens(13_000) / (7n * DAY), tokens(1));
    });

    it("must have been sent before they are promised", async function () {
      const { staking } = await networkHelpers.loadFixture(deployWithRewards);

      await expect(staking.notifyRewardAmount(tokens(8_000)))
        .to.be.revertedWithCustomError(staking, "RewardTooHigh")
        .withArgs(tokens(8_000));
    });

    it("are promised by the owner only", async function () {
      const { staking, alice } = await networkHelpers.loadFixture(deployStaking);

      await expect(staking.connect(alice).notifyRewardAmount(1n))
        .to.be.revertedWithCustomError(staking, "OwnableUnauthorizedAccount")
        .withArgs(alice);
    });
  });
});

import { expect } from "chai";
import { network } from "hardhat";

const { ethers, networkHelpers } = await network.create();

const DAY = 24 * 60 * 60;
const ONE = ethers.parseEther("1");

describe("staking-accumulator", function () {
  describe("StakingRewards", function () {
    /** One gwei a second, out of 10 ETH. */
    const RATE = ethers.parseUnits("1", "gwei");

    async function deploy() {
      const [, alice, bob, carol] = await ethers.getSigners();
      const staking = await ethers.deployContract("StakingRewards", [RATE], {
        value: ethers.parseEther("10"),
      });
      return { staking, alice, bob, carol };
    }

    async function deployWithStakes() {
      const deployed = await networkHelpers.loadFixture(deploy);
      await deployed.staking.connect(deployed.alice).stake({ value: 3n * ONE });
      await deployed.staking.connect(deployed.bob).stake({ value: ONE });
      await networkHelpers.time.increase(1000);
      return deployed;
    }

    it("takes a stake", async function () {
      const { staking, carol } = await networkHelpers.loadFixture(deployWithStakes);

      await expect(staking.connect(carol).stake({ value: ONE }))
        .to.emit(staking, "Staked")
        .withArgs(carol, ONE);

      expect(await staking.totalStaked()).to.equal(5n * ONE);
      expect(await staking.stakeOf(carol)).to.equal(ONE);
      expect(await staking.earned(carol)).to.equal(0n);
    });

    it("divides the rewards by stake", async function () {
      const { staking, alice, bob } = await networkHelpers.loadFixture(deployWithStakes);

      // The second before bob came is all alice's.
      expect(await staking.earned(alice)).to.be.closeTo(RATE + (RATE * 1000n * 3n) / 4n, 10n);
      expect(await staking.earned(bob)).to.be.closeTo((RATE * 1000n) / 4n, 10n);
    });

    it("pays what was earned", async function () {
      const { staking, bob } = await networkHelpers.loadFixture(deployWithStakes);

      await expect(staking.connect(bob).claim())
        .to.emit(staking, "RewardPaid")
        .withArgs(bob, (RATE * 1001n) / 4n);

      expect(await staking.earned(bob)).to.equal(0n);
    });

    it("gives a part of a stake back", async function () {
      const { staking, alice } = await networkHelpers.loadFixture(deployWithStakes);

      await expect(staking.connect(alice).withdraw(ONE)).to.changeEtherBalances(
        ethers,
        [staking, alice],
        [-ONE, ONE],
      );

      expect(await staking.totalStaked()).to.equal(3n * ONE);
      expect(await staking.stakeOf(alice)).to.equal(2n * ONE);
    });

    it("takes no empty stake", async function () {
      const { staking, alice } = await networkHelpers.loadFixture(deploy);

      await expect(staking.connect(alice).stake()).to.be.revertedWithCustomError(
        staking,
        "NothingStaked",
      );
    });
  });

  describe("StakingFarm", function () {
    async function deploy() {
      const [, alice, bob] = await ethers.getSigners();
      const farm = await ethers.deployContract("StakingFarm");
      await farm.connect(alice).enter({ value: 2n * ONE });
      return { farm, alice, bob };
    }

    it("lets a second farmer in", async function () {
      const { farm, alice, bob } = await networkHelpers.loadFixture(deploy);

      await networkHelpers.mine(9);
      await farm.connect(bob).enter({ value: ONE });

      expect(await farm.totalShares()).to.equal(3n * ONE);
      expect(await farm.sharesOf(bob)).to.equal(ONE);
      expect(await farm.pointsOf(bob)).to.equal(0n);
      expect(await farm.pointsOf(alice)).to.be.closeTo(10_000n, 10n);
    });

    it("gives the deposit back, and leaves the points", async function () {
      const { farm, alice } = await networkHelpers.loadFixture(deploy);

      await networkHelpers.mine(4);
      await expect(farm.connect(alice).quit()).to.changeEtherBalance(ethers, alice, 2n * ONE);

      expect(await farm.totalShares()).to.equal(0n);
      expect(await farm.pointsOf(alice)).to.be.closeTo(5_000n, 10n);
    });
  });

  describe("StakingLocker", function () {
    async function deploy() {
      const [, alice, bob] = await ethers.getSigners();
      const locker = await ethers.deployContract("StakingLocker");
      await locker.connect(alice).lock({ value: ONE });
      return { locker, alice, bob };
    }

    it("gives points by age and size", async function () {
      const { locker, alice, bob } = await networkHelpers.loadFixture(deploy);

      await networkHelpers.time.increase(5 * DAY);
      await locker.connect(bob).lock({ value: 2n * ONE });
      await locker.connect(alice).lock({ value: ONE });

      expect(await locker.points(alice)).to.equal(50n);
      expect(await locker.points(bob)).to.equal(0n);
      expect(await locker.totalStaked(alice)).to.equal(2n * ONE);
    });

    it("releases the deposit", async function () {
      const { locker, alice } = await networkHelpers.loadFixture(deploy);

      await expect(locker.connect(alice).release()).to.changeEtherBalance(ethers, alice, ONE);

      expect(await locker.totalStaked(alice)).to.equal(0n);
    });
  });

  describe("StakingTally", function () {
    async function deploy() {
      const [, alice, bob] = await ethers.getSigners();
      const tally = await ethers.deployContract("StakingTally");
      await tally.connect(alice).stake({ value: 3n * ONE });
      return { tally, alice, bob };
    }

    it("tells the part of an account", async function () {
      const { tally, alice, bob } = await networkHelpers.loadFixture(deploy);

      await tally.connect(bob).stake({ value: ONE });

      expect(await tally.totalStaked()).to.equal(4n * ONE);
      expect(await tally.shareOf(alice)).to.equal(7_500n);
    });

    it("gives stakes back", async function () {
      const { tally, alice } = await networkHelpers.loadFixture(deploy);

      await tally.connect(alice).unstake(ONE);

      expect(await tally.totalStaked()).to.equal(2n * ONE);
      expect(await tally.stakeOf(alice)).to.equal(2n * ONE);
    });
  });

  describe("StakingEpochs", function () {
    async function deploy() {
      const [owner, alice, bob] = await ethers.getSigners();
      const epochs = await ethers.deployContract("StakingEpochs");
      await epochs.grant(alice, 60n);
      await epochs.grant(bob, 40n);
      return { epochs, owner, alice, bob };
    }

    async function deploySettled() {
      const deployed = await networkHelpers.loadFixture(deploy);
      await deployed.epochs.settle({ value: ONE });
      return deployed;
    }

    it("is settled by the owner", async function () {
      const { epochs } = await networkHelpers.loadFixture(deploy);

      await epochs.settle({ value: ONE });

      expect(await epochs.rewardIndex()).to.equal(ethers.parseEther("0.01") * ONE);
      expect(await epochs.lastSettled()).to.equal(await networkHelpers.time.latest());
    });

    it("pays members by their units", async function () {
      const { epochs, alice, bob } = await networkHelpers.loadFixture(deploySettled);

      await expect(epochs.connect(alice).claim())
        .to.emit(epochs, "Claimed")
        .withArgs(alice, ethers.parseEther("0.6"));
      await expect(epochs.connect(bob).claim())
        .to.emit(epochs, "Claimed")
        .withArgs(bob, ethers.parseEther("0.4"));
    });

    it("is settled by nobody else", async function () {
      const { epochs, alice } = await networkHelpers.loadFixture(deploy);

      await expect(epochs.connect(alice).settle({ value: ONE }))
        .to.be.revertedWithCustomError(epochs, "OwnableUnauthorizedAccount")
        .withArgs(alice);
    });
  });
});

import { expect } from "chai";
import { network } from "hardhat";

const { ethers, networkHelpers } = await network.create();

const MONTH = 30 * 24 * 60 * 60;
const SUPPLY = ethers.parseEther("10000000");
const tokens = (amount: number) => ethers.parseEther(String(amount));

describe("TokenVesting", function () {
  async function deployVesting() {
    const [owner, foundation, alice, bob, dave] = await ethers.getSigners();
    const token = await ethers.deployContract("VestedToken", [SUPPLY]);
    const vesting = await ethers.deployContract("TokenVesting", [owner, token]);
    await token.approve(vesting, ethers.MaxUint256);
    const start = (await networkHelpers.time.latest()) + MONTH;
    return { owner, foundation, alice, bob, dave, token, vesting, start };
  }

  /** The foundation gets a million in four years, Alice and Dave 1,200 each in one, after three months. */
  async function deployWithSchedules() {
    const deployed = await networkHelpers.loadFixture(deployVesting);
    const { vesting, foundation, alice, dave, start } = deployed;
    const [cliff, end] = [start + 3 * MONTH, start + 12 * MONTH];
    await vesting.createSchedule(foundation, tokens(1_000_000), start, start, start + 48 * MONTH);
    await vesting.createSchedule(alice, tokens(1_200), start, cliff, end);
    await vesting.createSchedule(dave, tokens(1_200), start, cliff, end);
    return deployed;
  }

  async function deployHalfVested() {
    const deployed = await networkHelpers.loadFixture(deployWithSchedules);
    await networkHelpers.time.increaseTo(deployed.start + 6 * MONTH);
    return deployed;
  }

  async function deployHalfReleased() {
    const deployed = await networkHelpers.loadFixture(deployHalfVested);
    await deployed.vesting.connect(deployed.alice).release();
    return deployed;
  }

  async function deployRevoked() {
    const deployed = await networkHelpers.loadFixture(deployHalfVested);
    await deployed.vesting.revoke(deployed.alice);
    return deployed;
  }

  describe("release", function () {
    it("pays what has vested", async function () {
      const { vesting, token, alice } = await networkHelpers.loadFixture(deployHalfVested);

      await vesting.connect(alice).release();

      expect(await token.balanceOf(alice)).to.be.closeTo(tokens(600), tokens(0.01));
    });

    it("pays the rest in the end", async function () {
      const { vesting, token, alice, start } = await networkHelpers.loadFixture(deployHalfReleased);

      await networkHelpers.time.increaseTo(start + 12 * MONTH);
      await vesting.connect(alice).release();

      expect(await token.balanceOf(alice)).to.equal(tokens(1_200));
      expect(await vesting.totalCommitted()).to.equal(tokens(1_001_200));
    });

    it("pays nothing before the cliff", async function () {
      const { vesting, alice, start } = await networkHelpers.loadFixture(deployWithSchedules);

      await networkHelpers.time.increaseTo(start + 2 * MONTH);

      await expect(vesting.connect(alice).release())
        .to.be.revertedWithCustomError(vesting, "NothingToRelease")
        .withArgs(alice);
    });

    it("pays nothing twice", async function () {
      const { vesting, alice, start } = await networkHelpers.loadFixture(deployWithSchedules);

      await networkHelpers.time.increaseTo(start + 12 * MONTH);
      await vesting.connect(alice).release();

      await expect(vesting.connect(alice).release())
        .to.be.revertedWithCustomError(vesting, "NothingToRelease")
        .withArgs(alice);
    });

    it("pays nothing to those who have no schedule", async function () {
      const { vesting, bob } = await networkHelpers.loadFixture(deployHalfVested);

      await expect(vesting.connect(bob).release())
        .to.be.revertedWithCustomError(vesting, "NothingToRelease")
        .withArgs(bob);
    });
  });

  describe("releaseFor", function () {
    it("pays the beneficiary, whoever asks", async function () {
      const { vesting, token, bob, dave } = await networkHelpers.loadFixture(deployHalfVested);

      await vesting.connect(bob).releaseFor(dave);

      expect(await token.balanceOf(dave)).to.be.closeTo(tokens(600), tokens(0.01));
      expect(await token.balanceOf(bob)).to.equal(0n);
    });

    it("needs a schedule", async function () {
      const { vesting, bob } = await networkHelpers.loadFixture(deployHalfVested);

      await expect(vesting.connect(bob).releaseFor(bob))
        .to.be.revertedWithCustomError(vesting, "NothingToRelease")
        .withArgs(bob);
    });
  });

  describe("createSchedule", function () {
    it("takes the tokens from the owner", async function () {
      const { vesting, token, owner, bob, start } = await networkHelpers.loadFixture(deployVesting);

      await expect(vesting.createSchedule(bob, tokens(100), start, start, start + MONTH))
        .to.emit(vesting, "ScheduleCreated")
        .withArgs(bob, tokens(100));

      expect(await token.balanceOf(owner)).to.equal(SUPPLY - tokens(100));
      expect(await vesting.totalCommitted()).to.equal(tokens(100));
    });

    it("makes one for each beneficiary", async function () {
      const { vesting, alice, start } = await networkHelpers.loadFixture(deployWithSchedules);

      await expect(vesting.createSchedule(alice, tokens(1), start, start, start + MONTH))
        .to.be.revertedWithCustomError(vesting, "ScheduleExists")
        .withArgs(alice);
    });

    it("wants times in order", async function () {
      const { vesting, bob, start } = await networkHelpers.loadFixture(deployVesting);

      for (const [cliff, end] of [
        [start - 1, start + MONTH],
        [start + MONTH, start],
        [start, start],
      ] as const) {
        await expect(
          vesting.createSchedule(bob, tokens(1), start, cliff, end),
        ).to.be.revertedWithCustomError(vesting, "InvalidSchedule");
      }
    });
  });

  describe("revoke", function () {
    it("returns to the owner what has not vested", async function () {
      const { vesting, token, owner, alice } = await networkHelpers.loadFixture(deployHalfVested);
      const before = await token.balanceOf(owner);

      await vesting.revoke(alice);

      const returned = (await token.balanceOf(owner)) - before;
      expect(returned).to.be.closeTo(tokens(600), tokens(0.01));
      expect(await vesting.totalCommitted()).to.equal(tokens(1_002_400) - returned);
    });

    it("leaves the beneficiary what has vested", async function () {
      const { vesting, token, alice } = await networkHelpers.loadFixture(deployRevoked);

      await vesting.connect(alice).release();

      expect(await token.balanceOf(alice)).to.be.closeTo(tokens(600), tokens(0.01));
    });

    it("happens once", async function () {
      const { vesting, alice } = await networkHelpers.loadFixture(deployRevoked);

      await expect(vesting.revoke(alice))
        .to.be.revertedWithCustomError(vesting, "AlreadyRevoked")
        .withArgs(alice);
    });

    it("needs a schedule", async function () {
      const { vesting, bob } = await networkHelpers.loadFixture(deployWithSchedules);

      await expect(vesting.revoke(bob))
        .to.be.revertedWithCustomError(vesting, "NoSchedule")
        .withArgs(bob);
    });
  });

  it("lets only the owner create and revoke", async function () {
    const { vesting, bob, alice, start } = await networkHelpers.loadFixture(deployWithSchedules);

    await expect(
      vesting.connect(bob).createSchedule(bob, tokens(1), start, start, start + MONTH),
    ).to.be.revertedWithCustomError(vesting, "OwnableUnauthorizedAccount");
    await expect(vesting.connect(bob).revoke(alice))
      .to.be.revertedWithCustomError(vesting, "OwnableUnauthorizedAccount")
      .withArgs(bob);
  });
});

import { expect } from "chai";
import { network } from "hardhat";

import { deployLaunch, newcomer, tokens } from "./support/deploy-launch.ts";

const { ethers, networkHelpers } = await network.create();

describe("LaunchToken", function () {
  it("has a name, a symbol and an owner", async function () {
    const { token, owner } = await networkHelpers.loadFixture(deployLaunch);

    expect(await token.name()).to.equal("Launch");
    expect(await token.symbol()).to.equal("LNCH");
    expect(await token.owner()).to.equal(owner.address);
  });

  it("lets its owner choose who may mint", async function () {
    const { token, owner, users } = await networkHelpers.loadFixture(deployLaunch);
    const [alice, bob] = users;

    await expect(token.setMinter(alice, true)).to.emit(token, "MinterSet").withArgs(alice, true);
    await expect(token.connect(alice).setMinter(bob, true))
      .to.be.revertedWithCustomError(token, "OwnableUnauthorizedAccount")
      .withArgs(alice);
    expect(await token.isMinter(owner)).to.equal(true);
    expect(await token.isMinter(bob)).to.equal(false);
  });

  it("does not let others mint", async function () {
    const { token, users } = await networkHelpers.loadFixture(deployLaunch);
    const [alice] = users;

    await expect(token.connect(alice).mint(alice, 1n))
      .to.be.revertedWithCustomError(token, "NotMinter")
      .withArgs(alice);
  });

  it("moves tokens between users", async function () {
    const { token, users } = await networkHelpers.loadFixture(deployLaunch);
    const [alice, bob, carol, dave, erin, frank] = users;

    await token.connect(alice).transfer(bob, tokens(10));
    await token.connect(carol).transfer(dave, tokens(20));
    await token.connect(erin).transfer(frank, tokens(30));

    expect(await token.balanceOf(alice)).to.equal(tokens(90));
    expect(await token.balanceOf(bob)).to.equal(tokens(110));
    expect(await token.balanceOf(dave)).to.equal(tokens(120));
    expect(await token.balanceOf(frank)).to.equal(tokens(130));
  });

  it("does not move more than a user has", async function () {
    const { token, users } = await networkHelpers.loadFixture(deployLaunch);
    const [alice, bob] = users;

    await expect(token.connect(alice).transfer(bob, tokens(101)))
      .to.be.revertedWithCustomError(token, "ERC20InsufficientBalance")
      .withArgs(alice, tokens(100), tokens(101));
  });

  it("moves tokens to newcomers in one block", async function () {
    const { token, users } = await networkHelpers.loadFixture(deployLaunch);
    const newcomers = users.map((_, i) => newcomer(i));

    await ethers.provider.send("evm_setAutomine", [false]);
    try {
      for (const [i, user] of users.entries()) {
        await token.connect(user).transfer(newcomers[i], tokens(1));
      }
      await networkHelpers.mine();
    } finally {
      await ethers.provider.send("evm_setAutomine", [true]);
    }

    for (const newcomer of newcomers) expect(await token.balanceOf(newcomer)).to.equal(tokens(1));
  });

  it("lets holders burn their tokens", async function () {
    const { token, users } = await networkHelpers.loadFixture(deployLaunch);
    const before = await token.totalSupply();

    for (const user of users.slice(0, 3)) await token.connect(user).burn(tokens(5));

    expect(await token.totalSupply()).to.equal(before - tokens(15));
  });

  describe("with an allowance", function () {
    async function deployWithAllowances() {
      const launch = await networkHelpers.loadFixture(deployLaunch);
      const [alice, bob, carol, dave] = launch.users;
      await launch.token.connect(alice).approve(bob, tokens(40));
      await launch.token.connect(carol).approve(dave, tokens(40));
      return launch;
    }

    it("lets the spenders move the tokens", async function () {
      const { token, users } = await networkHelpers.loadFixture(deployWithAllowances);
      const [alice, bob, carol, dave] = users;

      await token.connect(bob).transferFrom(alice, bob, tokens(15));
      await token.connect(dave).transferFrom(carol, dave, tokens(25));

      expect(await token.allowance(alice, bob)).to.equal(tokens(25));
      expect(await token.allowance(carol, dave)).to.equal(tokens(15));
    });

    it("lets the spenders move no more than that", async function () {
      const { token, users } = await networkHelpers.loadFixture(deployWithAllowances);
      const [alice, bob] = users;

      await expect(token.connect(bob).transferFrom(alice, bob, tokens(41)))
        .to.be.revertedWithCustomError(token, "ERC20InsufficientAllowance")
        .withArgs(bob, tokens(40), tokens(41));
    });
  });
});

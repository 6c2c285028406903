import { expect } from "chai";
import { network } from "hardhat";

import { deployLaunch, newcomer, tokens } from "./support/deploy-launch.ts";

const { networkHelpers } = await network.create();

describe("Airdrop", function () {
  it("gives the users what was allocated to them", async function () {
    const { airdrop, token, users } = await networkHelpers.loadFixture(deployLaunch);

    for (const user of users) await airdrop.connect(user).claim();

    for (const user of users) expect(await token.balanceOf(user)).to.equal(tokens(150));
    expect(await airdrop.totalClaimed()).to.equal(tokens(300));
  });

  it("serves users who come at the same time", async function () {
    const { airdrop, users } = await networkHelpers.loadFixture(deployLaunch);

    await Promise.all(users.map((user) => airdrop.connect(user).claim()));

    expect(await airdrop.totalClaimed()).to.equal(tokens(300));
  });

  it("gives to each user once", async function () {
    const { airdrop, users } = await networkHelpers.loadFixture(deployLaunch);
    const [alice] = users;

    await airdrop.connect(alice).claim();

    await expect(airdrop.connect(alice).claim())
      .to.be.revertedWithCustomError(airdrop, "NothingToClaim")
      .withArgs(alice);
  });

  it("refuses lists of different lengths", async function () {
    const { airdrop, users } = await networkHelpers.loadFixture(deployLaunch);

    await expect(airdrop.allocate(users, [1n]))
      .to.be.revertedWithCustomError(airdrop, "LengthMismatch")
      .withArgs(6n, 1n);
  });

  it("lets only the owner allocate and distribute", async function () {
    const { airdrop, users } = await networkHelpers.loadFixture(deployLaunch);
    const asAlice = airdrop.connect(users[0]);

    await expect(asAlice.allocate([], [])).to.be.revertedWithCustomError(
      airdrop,
      "OwnableUnauthorizedAccount",
    );
    await expect(asAlice.distribute([], 1n)).to.be.revertedWithCustomError(
      airdrop,
      "OwnableUnauthorizedAccount",
    );
  });

  it("sends the same amount to many", async function () {
    const { airdrop, token } = await networkHelpers.loadFixture(deployLaunch);
    const recipients = Array.from({ length: 20 }, (_, i) => newcomer(i));

    await airdrop.distribute(recipients, tokens(3));

    for (const recipient of recipients) {
      expect(await token.balanceOf(recipient)).to.equal(tokens(3));
    }
  });

  it("sends tokens that can be spent at once", async function () {
    const { airdrop, token, users } = await networkHelpers.loadFixture(deployLaunch);
    const [alice, bob, carol, dave] = users;

    await airdrop.distribute([alice, bob], tokens(5));
    await token.connect(alice).transfer(carol, tokens(105));
    await token.connect(bob).transfer(dave, tokens(105));

    expect(await token.balanceOf(alice)).to.equal(0n);
    expect(await token.balanceOf(dave)).to.equal(tokens(205));
  });

  it("returns what is left to the owner", async function () {
    const { airdrop, token, owner, users } = await networkHelpers.loadFixture(deployLaunch);

    for (const user of users.slice(0, 2)) await airdrop.connect(user).claim();
    await airdrop.sweep();

    expect(await token.balanceOf(owner)).to.equal(tokens(9_900));
    expect(await token.balanceOf(airdrop)).to.equal(0n);
  });
});

import { expect } from "chai";
import { network } from "hardhat";

import { signFor } from "./support/sign-typed-data.ts";
import { FOREVER } from "./support/units.ts";

const { ethers, networkHelpers } = await network.create();

const HELLO = ethers.id("Hello");
const MESSAGE = ["author address", "content bytes32", "nonce uint256", "deadline uint256"];

async function deployBoard() {
  const [, alice, bob, carol, dave] = await ethers.getSigners();
  const board = await ethers.deployContract("MessageBoard");
  return { board, alice, bob, carol, dave };
}

describe("MessageBoard", function () {
  it("shows a message of each author", async function () {
    const { board, alice, bob } = await networkHelpers.loadFixture(deployBoard);

    await board.connect(alice).post(HELLO);
    await board.connect(bob).post(ethers.id("Hi"));

    expect(await board.messageOf(alice)).to.equal(HELLO);
  });

  it("shows a signed message, which anybody can send, once", async function () {
    const { board, alice, dave } = await networkHelpers.loadFixture(deployBoard);
    const message = { author: alice.address, content: HELLO, nonce: 0n, deadline: FOREVER };
    const signature = await signFor(board, alice, "Message", MESSAGE, message);

    await expect(
      board.connect(dave).postBySig(dave, HELLO, FOREVER, signature),
    ).to.be.revertedWithCustomError(board, "WrongSigner");
    await board.connect(dave).postBySig(alice, HELLO, FOREVER, signature);

    expect(await board.messageOf(alice)).to.equal(HELLO);
    await expect(
      board.connect(dave).postBySig(alice, HELLO, FOREVER, signature),
    ).to.be.revertedWithCustomError(board, "WrongSigner");
  });
});

async function deployProfiles() {
  const [, alice, bob, carol] = await ethers.getSigners();
  const profiles = await ethers.deployContract("Profiles");
  return { profiles, alice, bob, carol };
}

describe("Profiles", function () {
  it("tell whom a user follows", async function () {
    const { profiles, alice, bob } = await networkHelpers.loadFixture(deployProfiles);

    await profiles.connect(alice).follow(bob);

    expect(await profiles.follows(alice, bob)).to.equal(true);
    await expect(profiles.connect(alice).follow(alice)).to.be.revertedWithCustomError(
      profiles,
      "Yourself",
    );
  });

  it("take several changes at once", async function () {
    const { profiles, alice, bob } = await networkHelpers.loadFixture(deployProfiles);
    const key = ethers.encodeBytes32String("city");
    const encode = profiles.interface.encodeFunctionData.bind(profiles.interface);

    await profiles
      .connect(alice)
      .multicall([
        encode("setNickname", ["Ali"]),
        encode("setText", [key, "Vienna"]),
        encode("follow", [bob.address]),
      ]);

    expect(await profiles.nicknameOf(alice)).to.equal("Ali");
    expect(await profiles.textOf(alice, key)).to.equal("Vienna");
    expect(await profiles.follows(alice, bob)).to.equal(true);
  });

  it("are changed by many users at the same time", async function () {
    const { profiles, alice, bob, carol } = await networkHelpers.loadFixture(deployProfiles);

    await Promise.all(
      [alice, bob, carol].map((user) => profiles.connect(user).setNickname("Somebody")),
    );

    expect(await profiles.nicknameOf(carol)).to.equal("Somebody");
  });
});

/** Two notices. */
async function deployNotices() {
  const [owner, alice, bob, carol] = await ethers.getSigners();
  const notices = await ethers.deployContract("Notices", [owner]);
  await notices.publish("The office is closed on Friday");
  await notices.publish("It is open on Saturday");
  return { notices, owner, alice, bob, carol };
}

describe("Notices", function () {
  it("are confirmed by their readers, each once", async function () {
    const { notices, alice, bob } = await networkHelpers.loadFixture(deployNotices);

    await notices.connect(alice).confirm(1n);
    await notices.connect(bob).confirm(1n);

    expect(await notices.hasRead(1n, bob)).to.equal(true);
    await expect(notices.connect(alice).confirm(1n))
      .to.be.revertedWithCustomError(notices, "AlreadyRead")
      .withArgs(1n, alice);
  });

  it("are handed over in two steps", async function () {
    const { notices, owner, bob } = await networkHelpers.loadFixture(deployNotices);

    await notices.transferOwnership(bob);
    await notices.connect(bob).acceptOwnership();

    expect(await notices.owner()).to.equal(bob.address);
    await expect(notices.publish("And on Sunday"))
      .to.be.revertedWithCustomError(notices, "OwnableUnauthorizedAccount")
      .withArgs(owner);
  });
});

import { expect } from "chai";
import { network } from "hardhat";

const { ethers, networkHelpers } = await network.create();

describe("Board", function () {
  async function deployBoard() {
    const users = (await ethers.getSigners()).slice(0, 3);
    const board = await ethers.deployContract("Board");
    return { board, users };
  }

  it("adds up the points of a team", async function () {
    const { board, users } = await networkHelpers.loadFixture(deployBoard);

    for (const user of users) await board.connect(user).score(2n, 5n);

    expect(await board.points(2)).to.equal(15n);
  });

  it("keeps the teams apart", async function () {
    const { board, users } = await networkHelpers.loadFixture(deployBoard);

    for (const [team, user] of users.entries()) await board.connect(user).score(team, 1n);

    expect(await board.points(0)).to.equal(1n);
  });

  it("has no fourth team", async function () {
    const { board } = await networkHelpers.loadFixture(deployBoard);

    await expect(board.score(3n, 1n)).to.be.revertedWithPanic(0x32);
  });

  it("lets users take a cell from each other", async function () {
    const { board, users } = await networkHelpers.loadFixture(deployBoard);
    const [alice, bob, carol] = users;

    await board.connect(alice).lay(3n, 1n);
    await board.connect(bob).lay(3n, 1n);
    await board.connect(carol).lay(3n, 0n);

    expect(await board.cellAt(3n, 1n)).to.deep.equal([bob.address, 2n]);
    expect(await board.cellAt(3n, 0n)).to.deep.equal([carol.address, 1n]);
  });
});

describe("Keys", function () {
  async function deployKeys() {
    const users = (await ethers.getSigners()).slice(0, 3);
    const keys = await ethers.deployContract("Keys");
    return { keys, users };
  }

  const TAG = "0x" + "7a".repeat(32);

  it("counts under the same keys", async function () {
    const { keys, users } = await networkHelpers.loadFixture(deployKeys);

    for (const user of users) {
      const asUser = keys.connect(user);
      await asUser.countFor(users[0], 42n);
      await asUser.countTag(TAG, true);
      await asUser.countDay(3, 24);
      await asUser.countData("0xc0ffee");
      await asUser.countLevel(-3n);
    }

    expect(await keys.byAddressAndId(users[0], 42n)).to.equal(3n);
    expect(await keys.byTagAndFlag(TAG, true)).to.equal(3n);
    expect(await keys.bySeasonAndDay(3, 24)).to.equal(3n);
    expect(await keys.byData("0xc0ffee")).to.equal(3n);
    expect(await keys.byLevel(-3n)).to.equal(3n);
  });

  it("counts for each user under the same name", async function () {
    const { keys, users } = await networkHelpers.loadFixture(deployKeys);

    for (const user of users) await keys.connect(user).countMine("a name of any length");

    expect(await keys.byNameAndAddress("a name of any length", users[2])).to.equal(1n);
  });

  it("keeps different keys apart", async function () {
    const { keys, users } = await networkHelpers.loadFixture(deployKeys);
    const [alice, bob, carol] = users;

    await keys.connect(alice).countTag(TAG, false);
    await keys.connect(bob).countTag(TAG, true);
    await keys.connect(carol).countFor(carol, 42n);

    expect(await keys.byTagAndFlag(TAG, true)).to.equal(1n);
  });
});

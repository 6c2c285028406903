import { expect } from "chai";
import { network } from "hardhat";

const { ethers, networkHelpers } = await network.create();

const LONG = "A line that is much longer than the thirty-one bytes that fit into one slot";

describe("Guestbook", function () {
  async function deployGuestbook() {
    const users = (await ethers.getSigners()).slice(0, 4);
    const book = await ethers.deployContract("Guestbook");
    return { book, users };
  }

  async function deployWithEntries() {
    const deployed = await networkHelpers.loadFixture(deployGuestbook);
    for (const user of deployed.users) await deployed.book.connect(user).sign("Hello");
    return deployed;
  }

  it("appends entries", async function () {
    const { book, users } = await networkHelpers.loadFixture(deployGuestbook);

    for (const user of users) await book.connect(user).sign("I was here");

    expect(await book.entryCount()).to.equal(4n);
    expect((await book.entries(2)).author).to.equal(users[2].address);
    expect(await book.numbersOf(users[3], 0)).to.equal(3n);
  });

  it("takes long entries", async function () {
    const { book, users } = await networkHelpers.loadFixture(deployGuestbook);
    const [alice, bob] = users;

    await book.connect(alice).sign(LONG);
    await book.connect(bob).sign(LONG + LONG);

    expect((await book.entries(1)).text).to.equal(LONG + LONG);
  });

  it("lets users applaud the same entry", async function () {
    const { book, users } = await networkHelpers.loadFixture(deployWithEntries);

    for (const user of users) await book.connect(user).applaud(1n);

    expect((await book.entries(1)).points).to.equal(4n);
  });

  it("lets users applaud different entries", async function () {
    const { book, users } = await networkHelpers.loadFixture(deployWithEntries);

    for (const [i, user] of users.entries()) await book.connect(user).applaud(i);

    expect((await book.entries(0)).points).to.equal(1n);
  });

  it("knows no applause for what is not there", async function () {
    const { book } = await networkHelpers.loadFixture(deployGuestbook);

    await expect(book.applaud(0n)).to.be.revertedWithCustomError(book, "NoSuchEntry").withArgs(0n);
  });

  it("has a motto, short or long", async function () {
    const { book, users } = await networkHelpers.loadFixture(deployGuestbook);
    const [alice, bob, carol, dave] = users;

    await book.connect(alice).setMotto("Short");
    await book.connect(bob).setMotto(LONG);
    await book.connect(carol).setMotto(LONG.toUpperCase());
    expect(await book.motto()).to.equal(LONG.toUpperCase());

    await book.connect(dave).setMotto("Short again");
    expect(await book.motto()).to.equal("Short again");
  });

  it("has a note of any bytes", async function () {
    const { book, users } = await networkHelpers.loadFixture(deployGuestbook);
    const [alice, bob] = users;

    await book.connect(alice).leaveNote("0x1234");
    await book.connect(bob).leaveNote("0x" + "ab".repeat(100));

    expect(await book.lastNote()).to.equal("0x" + "ab".repeat(100));
  });

  it("lets users have lines of their own", async function () {
    const { book, users } = await networkHelpers.loadFixture(deployGuestbook);

    for (const [i, user] of users.entries())
      await book.connect(user).setLine(LONG.slice(0, 25 * i));

    expect(await book.lineOf(users[1])).to.equal(LONG.slice(0, 25));
  });
});

import { expect } from "chai";
import { network } from "hardhat";

const { ethers, networkHelpers } = await network.create();

describe("Counter", function () {
  async function deployCounter() {
    const users = (await ethers.getSigners()).slice(0, 6);
    const counter = await ethers.deployContract("Counter");
    return { counter, users };
  }

  it("starts at zero", async function () {
    const { counter, users } = await networkHelpers.loadFixture(deployCounter);

    expect(await counter.total()).to.equal(0n);
    expect(await counter.clicksOf(users[0])).to.equal(0n);
  });

  it("counts the clicks of all users", async function () {
    const { counter, users } = await networkHelpers.loadFixture(deployCounter);

    for (const user of users) await counter.connect(user).increment();

    expect(await counter.total()).to.equal(6n);
    for (const user of users) expect(await counter.clicksOf(user)).to.equal(1n);
  });

  it("adds several clicks at once", async function () {
    const { counter, users } = await networkHelpers.loadFixture(deployCounter);
    const [alice, bob] = users;

    await counter.connect(alice).incrementBy(3n);
    await counter.connect(bob).increment();
    await counter.connect(alice).incrementBy(4n);

    expect(await counter.total()).to.equal(8n);
    expect(await counter.clicksOf(alice)).to.equal(7n);
  });

  it("tells how often the user has clicked", async function () {
    const { counter, users } = await networkHelpers.loadFixture(deployCounter);
    const [alice] = users;

    await expect(counter.connect(alice).incrementBy(2n))
      .to.emit(counter, "Clicked")
      .withArgs(alice.address, 2n);
    await expect(counter.connect(alice).increment())
      .to.emit(counter, "Clicked")
      .withArgs(alice.address, 3n);
  });

  it("refuses to add nothing", async function () {
    const { counter } = await networkHelpers.loadFixture(deployCounter);

    await expect(counter.incrementBy(0n)).to.be.revertedWithCustomError(counter, "NothingToAdd");
  });

  it("keeps private clicks out of the total", async function () {
    const { counter, users } = await networkHelpers.loadFixture(deployCounter);

    for (const user of users) await counter.connect(user).incrementMine();

    expect(await counter.total()).to.equal(0n);
    for (const user of users) expect(await counter.clicksOf(user)).to.equal(1n);
  });

  describe("several users at the same time", function () {
    afterEach(async function () {
      await ethers.provider.send("evm_setAutomine", [true]);
    });

    it("counts all clicks of one block", async function () {
      const { counter, users } = await networkHelpers.loadFixture(deployCounter);
      await ethers.provider.send("evm_setAutomine", [false]);

      for (const user of users) await counter.connect(user).increment();
      await networkHelpers.mine();

      expect(await counter.total()).to.equal(6n);
      const block = await ethers.provider.getBlock("latest");
      expect(block?.transactions.length).to.equal(6);
    });

    it("counts private clicks of one block", async function () {
      const { counter, users } = await networkHelpers.loadFixture(deployCounter);
      await ethers.provider.send("evm_setAutomine", [false]);

      for (const user of users) await counter.connect(user).incrementMine();
      await networkHelpers.mine();

      for (const user of users) expect(await counter.clicksOf(user)).to.equal(1n);
    });

    it("counts clicks that are sent concurrently", async function () {
      const { counter, users } = await networkHelpers.loadFixture(deployCounter);

      await Promise.all(users.map((user) => counter.connect(user).incrementBy(2n)));

      expect(await counter.total()).to.equal(12n);
    });
  });
});

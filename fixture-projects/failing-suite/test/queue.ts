import { expect } from "chai";
import { network } from "hardhat";

const { ethers, networkHelpers } = await network.create();

// Some of these tests fail on purpose: their results must be the same however they are run.
describe("Queue", function () {
  async function deployQueue() {
    const [alice, bob, carol] = await ethers.getSigners();
    const queue = await ethers.deployContract("Queue");
    return { queue, alice, bob, carol };
  }

  it("passes: gives out numbers", async function () {
    const { queue, alice, bob, carol } = await networkHelpers.loadFixture(deployQueue);

    for (const person of [alice, bob, carol]) await queue.connect(person).enter();

    expect(await queue.last()).to.equal(3n);
    expect(await queue.numberOf(bob)).to.equal(2n);
  });

  it("passes: keeps notes apart", async function () {
    const { queue, alice, bob } = await networkHelpers.loadFixture(deployQueue);

    await queue.connect(alice).write(1n);
    await queue.connect(bob).write(2n);

    expect(await queue.noteOf(alice)).to.equal(1n);
  });

  it("fails: waits for ever", async function () {
    this.timeout(1000);
    const { queue, alice } = await networkHelpers.loadFixture(deployQueue);

    await queue.connect(alice).enter();
    await new Promise(() => {});
  });

  it("passes: works after a test that was abandoned", async function () {
    const { queue, alice, bob } = await networkHelpers.loadFixture(deployQueue);

    await queue.connect(alice).enter();
    await queue.connect(bob).enter();

    expect(await queue.last()).to.equal(2n);
  });

  it("fails: throws", async function () {
    const { queue, alice } = await networkHelpers.loadFixture(deployQueue);

    await queue.connect(alice).enter();

    throw new Error("Thrown on purpose");
  });

  it("fails: expects another number", async function () {
    const { queue, alice } = await networkHelpers.loadFixture(deployQueue);

    await queue.connect(alice).enter();

    expect(await queue.numberOf(alice)).to.equal(7n);
  });

  it("fails: reverts unexpectedly", async function () {
    const { queue, alice } = await networkHelpers.loadFixture(deployQueue);

    await queue.connect(alice).enter();
    await queue.connect(alice).enter();
  });

  it("fails: reverts unexpectedly in a mined transaction", async function () {
    const { queue, alice } = await networkHelpers.loadFixture(deployQueue);

    await queue.connect(alice).enter();
    await queue.connect(alice).enter({ gasLimit: 200_000n });
  });

  it.skip("is skipped", async function () {
    const { queue } = await networkHelpers.loadFixture(deployQueue);
    await queue.enter();
  });

  it("skips itself after a transaction", async function () {
    const { queue, alice } = await networkHelpers.loadFixture(deployQueue);
    await queue.connect(alice).enter();
    this.skip();
  });

  it("is not written yet");

  describe("whose set-up fails", function () {
    beforeEach("send, then throw", async function () {
      const { queue, bob } = await networkHelpers.loadFixture(deployQueue);
      await queue.connect(bob).enter();
      throw new Error("Thrown on purpose in beforeEach");
    });

    it("never runs", function () {
      throw new Error("Must not run");
    });

    it("never runs either", function () {
      throw new Error("Must not run");
    });
  });

  describe("whose clean-up fails", function () {
    after("send, then throw", async function () {
      const { queue, bob } = await networkHelpers.loadFixture(deployQueue);
      await queue.connect(bob).enter();
      throw new Error("Thrown on purpose in after");
    });

    it("passes: runs before the clean-up", async function () {
      const { queue, alice, bob } = await networkHelpers.loadFixture(deployQueue);

      await queue.connect(alice).write(3n);
      await queue.connect(bob).write(4n);

      expect(await queue.noteOf(bob)).to.equal(4n);
    });
  });

  it("passes: expects a revert", async function () {
    const { queue, alice } = await networkHelpers.loadFixture(deployQueue);

    await queue.connect(alice).enter();

    await expect(queue.connect(alice).enter())
      .to.be.revertedWithCustomError(queue, "AlreadyWaiting")
      .withArgs(alice);
  });
});

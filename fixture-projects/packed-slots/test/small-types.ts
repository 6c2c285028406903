import { expect } from "chai";
import { network } from "hardhat";

const { ethers, networkHelpers } = await network.create();

describe("Poll", function () {
  async function deployPoll() {
    const [chair, ...voters] = await ethers.getSigners();
    const poll = await ethers.deployContract("Poll", [4]);
    return { poll, chair, voters: voters.slice(0, 5) };
  }

  it("counts both sides", async function () {
    const { poll, voters } = await networkHelpers.loadFixture(deployPoll);

    for (const [i, voter] of voters.entries()) await poll.connect(voter).vote(i % 2 === 0);

    expect(await poll.yes()).to.equal(3n);
    expect(await poll.no()).to.equal(2n);
    expect(await poll.quorumReached()).to.equal(true);
  });

  it("has no quorum before enough have voted", async function () {
    const { poll, voters } = await networkHelpers.loadFixture(deployPoll);
    const [alice, bob] = voters;

    await poll.connect(alice).vote(true);
    await poll.connect(bob).vote(false);

    expect(await poll.quorumReached()).to.equal(false);
  });

  it("takes no votes once they are counted", async function () {
    const { poll, voters } = await networkHelpers.loadFixture(deployPoll);
    const [alice, bob] = voters;

    await poll.connect(alice).vote(true);
    await poll.advance();

    await expect(poll.connect(bob).vote(true))
      .to.be.revertedWithCustomError(poll, "WrongStage")
      .withArgs(1n);
  });

  it("takes one vote from each", async function () {
    const { poll, voters } = await networkHelpers.loadFixture(deployPoll);
    const [alice] = voters;

    await poll.connect(alice).vote(true);

    await expect(poll.connect(alice).vote(false))
      .to.be.revertedWithCustomError(poll, "AlreadyVoted")
      .withArgs(alice);
  });
});

describe("Shop", function () {
  async function deployShop() {
    const [manager, ...customers] = await ethers.getSigners();
    const shop = await ethers.deployContract("Shop");
    await shop.setFee(250);
    return { shop, manager, customers: customers.slice(0, 3) };
  }

  it("counts the sales", async function () {
    const { shop, customers } = await networkHelpers.loadFixture(deployShop);

    for (const customer of customers) await shop.connect(customer).buy(1000n);

    expect(await shop.sales()).to.equal(3n);
    expect(await shop.purchasesOf(customers[0])).to.equal(1n);
  });

  it("charges a fee that the manager can change", async function () {
    const { shop, customers } = await networkHelpers.loadFixture(deployShop);
    const [alice, bob] = customers;

    await expect(shop.connect(alice).buy(1000n)).to.emit(shop, "Sold").withArgs(alice, 25n);
    await shop.setFee(500);
    await expect(shop.connect(bob).buy(1000n)).to.emit(shop, "Sold").withArgs(bob, 50n);
  });
});

describe("Lanes", function () {
  async function deployLanes() {
    const users = (await ethers.getSigners()).slice(0, 4);
    const lanes = await ethers.deployContract("Lanes");
    await lanes.grow(8);
    return { lanes, users };
  }

  it("counts in packed lanes", async function () {
    const { lanes, users } = await networkHelpers.loadFixture(deployLanes);

    for (const [i, user] of users.entries()) await lanes.connect(user).bump(i);

    for (const i of users.keys()) expect(await lanes.lanes(i)).to.equal(1n);
  });

  it("counts in wide lanes", async function () {
    const { lanes, users } = await networkHelpers.loadFixture(deployLanes);

    for (const [i, user] of users.entries()) await lanes.connect(user).bumpWide(i);

    for (const i of users.keys()) expect(await lanes.wideLanes(i)).to.equal(1n);
  });

  it("takes samples of neighbours", async function () {
    const { lanes, users } = await networkHelpers.loadFixture(deployLanes);

    for (const [i, user] of users.entries()) await lanes.connect(user).sample(i, 10n);

    expect(await lanes.samples(3)).to.equal(10n);
  });

  it("takes samples that are far apart", async function () {
    const { lanes, users } = await networkHelpers.loadFixture(deployLanes);

    for (const [i, user] of users.entries()) await lanes.connect(user).sample(2 * i, 10n);

    expect(await lanes.samples(6)).to.equal(10n);
  });
});

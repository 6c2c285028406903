import { expect } from "chai";
import { network } from "hardhat";

const { ethers, networkHelpers } = await network.create();

describe("Clubs", function () {
  async function deployClubs() {
    const [founder, ...others] = await ethers.getSigners();
    const users = others.slice(0, 4);
    const clubs = await ethers.deployContract("Clubs");
    for (const id of [1n, 2n, 3n, 4n]) await clubs.found(id);
    return { clubs, founder, users };
  }

  async function deployWithMembers() {
    const deployed = await networkHelpers.loadFixture(deployClubs);
    for (const user of deployed.users) await deployed.clubs.connect(user).join(1n);
    return deployed;
  }

  it("counts the members of a club", async function () {
    const { clubs, users } = await networkHelpers.loadFixture(deployClubs);

    for (const user of users) await clubs.connect(user).join(1n);

    expect((await clubs.clubs(1n)).memberCount).to.equal(4n);
    expect(await clubs.size()).to.equal(4n);
  });

  it("lets members resign", async function () {
    const { clubs, users } = await networkHelpers.loadFixture(deployWithMembers);
    const [alice, bob] = users;

    await clubs.connect(alice).resign(1n);
    await clubs.connect(bob).resign(1n);

    expect(await clubs.size()).to.equal(2n);
  });

  it("takes dues", async function () {
    const { clubs, users } = await networkHelpers.loadFixture(deployWithMembers);

    for (const user of users) await clubs.connect(user).pay(1n, 10n);

    expect(await clubs.duesOf(1n, users[0])).to.equal(10n);
  });

  it("has a box for all", async function () {
    const { clubs, users } = await networkHelpers.loadFixture(deployWithMembers);

    for (const user of users) await clubs.connect(user).payToBox(5n);

    expect(await clubs.box()).to.equal(20n);
  });

  it("registers names that others replace", async function () {
    const { clubs, users } = await networkHelpers.loadFixture(deployClubs);
    const [alice, bob, carol] = users;

    await clubs.connect(alice).register(7n, "Seven");
    await clubs.connect(bob).register(7n, "Sept");
    await clubs.connect(carol).register(8n, "Eight");

    expect(await clubs.registry(7n)).to.equal("Sept");
  });

  it("is greeted by everybody", async function () {
    const { clubs, users } = await networkHelpers.loadFixture(deployClubs);

    for (const user of users) await clubs.connect(user).greet();

    expect(await clubs.greetings(users[0])).to.equal(1n);
  });

  it("is founded once", async function () {
    const { clubs, users } = await networkHelpers.loadFixture(deployClubs);

    await expect(clubs.connect(users[0]).found(1n))
      .to.be.revertedWithCustomError(clubs, "ClubExists")
      .withArgs(1n);
    await expect(clubs.connect(users[0]).join(9n))
      .to.be.revertedWithCustomError(clubs, "NoSuchClub")
      .withArgs(9n);
  });
});

describe("Festival", function () {
  async function deployFestival() {
    const users = (await ethers.getSigners()).slice(0, 3);
    const library = await ethers.deployContract("TallyLib");
    const festival = await ethers.deployContract("Festival", {
      libraries: { "project/contracts/TallyLib.sol:TallyLib": library },
    });
    return { festival, users };
  }

  it("counts visits and stamps", async function () {
    const { festival, users } = await networkHelpers.loadFixture(deployFestival);

    for (const user of users) {
      await festival.connect(user).enter();
      await festival.connect(user).stamp();
    }

    expect(await festival.visits()).to.equal(3n);
    expect(await festival.stampsGiven()).to.equal(3n);
    expect(await festival.stampsOf(users[0])).to.equal(1n);
  });

  it("tallies drinks from the barrel", async function () {
    const { festival, users } = await networkHelpers.loadFixture(deployFestival);

    for (const user of users) await festival.connect(user).drink(2n);

    expect(await festival.drinks()).to.deep.equal([6n, 3n]);
  });

  it("tallies drinks from bottles", async function () {
    const { festival, users } = await networkHelpers.loadFixture(deployFestival);

    for (const user of users) await festival.connect(user).drinkOwn(2n);

    expect(await festival.drinksOf(users[1])).to.deep.equal([2n, 1n]);
  });
});

import { expect } from "chai";
import { network } from "hardhat";

const { ethers, networkHelpers } = await network.create();

const HOUR = 60 * 60;
const text = (value: string) => ethers.encodeBytes32String(value);

describe("LastSigner", function () {
  async function deployLastSigner() {
    const [, alice, bob] = await ethers.getSigners();
    const petition = await ethers.deployContract("LastSigner");
    return { petition, alice, bob };
  }

  it("is signed", async function () {
    const { petition, alice } = await networkHelpers.loadFixture(deployLastSigner);

    await expect(petition.connect(alice).sign(text("at last")))
      .to.emit(petition, "Signed")
      .withArgs(alice, text("at last"));

    expect(await petition.commentOf(alice)).to.equal(text("at last"));
  });

  it("is signed by many", async function () {
    const { petition, alice, bob } = await networkHelpers.loadFixture(deployLastSigner);

    await petition.connect(alice).sign(text("at last"));
    await petition.connect(bob).sign(text("me too"));

    expect(await petition.hasSigned(alice)).to.equal(true);
    expect(await petition.hasSigned(bob)).to.equal(true);
  });

  it("needs a comment", async function () {
    const { petition, alice } = await networkHelpers.loadFixture(deployLastSigner);

    await expect(petition.connect(alice).sign(ethers.ZeroHash)).to.be.revertedWithCustomError(
      petition,
      "EmptyComment",
    );
  });
});

describe("LastActivity", function () {
  async function deployLastActivity() {
    const [, alice, bob] = await ethers.getSigners();
    const pets = await ethers.deployContract("LastActivity");
    return { pets, alice, bob };
  }

  it("feeds a pet", async function () {
    const { pets, alice } = await networkHelpers.loadFixture(deployLastActivity);

    await expect(pets.connect(alice).feed()).to.emit(pets, "Fed").withArgs(alice);

    expect(await pets.mealsOf(alice)).to.equal(1n);
  });

  it("names a pet", async function () {
    const { pets, bob } = await networkHelpers.loadFixture(deployLastActivity);

    await pets.connect(bob).name(text("Rex"));

    expect(await pets.petOf(bob)).to.equal(text("Rex"));
  });

  it("does so for all users", async function () {
    const { pets, alice, bob } = await networkHelpers.loadFixture(deployLastActivity);

    await pets.connect(alice).name(text("Tom"));
    await pets.connect(bob).feed();

    expect(await pets.petOf(alice)).to.equal(text("Tom"));
    expect(await pets.mealsOf(bob)).to.equal(1n);
  });
});

describe("LastBorrower", function () {
  async function deployLastBorrower() {
    const [, alice, bob] = await ethers.getSigners();
    const library = await ethers.deployContract("LastBorrower");
    await library.connect(alice).borrow(text("Moby Dick"));
    return { library, alice, bob };
  }

  it("lends a book", async function () {
    const { library, bob } = await networkHelpers.loadFixture(deployLastBorrower);

    await library.connect(bob).borrow(text("Emma"));

    expect(await library.borrowerOf(text("Emma"))).to.equal(bob);
  });

  it("takes a book back", async function () {
    const { library, alice } = await networkHelpers.loadFixture(deployLastBorrower);

    await library.connect(alice).giveBack(text("Moby Dick"));

    expect(await library.borrowerOf(text("Moby Dick"))).to.equal(ethers.ZeroAddress);
  });

  it("lends a book to one at a time", async function () {
    const { library, bob } = await networkHelpers.loadFixture(deployLastBorrower);

    await expect(library.connect(bob).borrow(text("Moby Dick")))
      .to.be.revertedWithCustomError(library, "Lent")
      .withArgs(text("Moby Dick"));
    await expect(library.connect(bob).giveBack(text("Moby Dick")))
      .to.be.revertedWithCustomError(library, "NotBorrower")
      .withArgs(text("Moby Dick"));
  });
});

describe("LastSeen", function () {
  async function deployLastSeen() {
    const [, alice] = await ethers.getSigners();
    const places = await ethers.deployContract("LastSeen");
    return { places, alice };
  }

  it("remembers each user", async function () {
    const { places, alice } = await networkHelpers.loadFixture(deployLastSeen);

    await places.connect(alice).checkIn(text("museum"));

    expect(await places.lastSeen(alice)).to.equal(await networkHelpers.time.latest());
    expect(await places.lastPlace(alice)).to.equal(text("museum"));
  });
});

describe("LastAccount", function () {
  async function deployLastAccount() {
    const [, alice, bob] = await ethers.getSigners();
    const sports = await ethers.deployContract("LastAccount");
    await sports.connect(alice).run(5_000n);
    return { sports, alice, bob };
  }

  it("adds runs of an athlete", async function () {
    const { sports, alice } = await networkHelpers.loadFixture(deployLastAccount);

    await sports.connect(alice).run(3_000n);

    const now = BigInt(await networkHelpers.time.latest());
    expect(await sports.recordOf(alice)).to.deep.equal([8_000n, now]);
  });

  it("keeps athletes apart", async function () {
    const { sports, bob } = await networkHelpers.loadFixture(deployLastAccount);

    await sports.connect(bob).run(10_000n);

    expect((await sports.recordOf(bob)).metres).to.equal(10_000n);
  });
});

describe("LastRing", function () {
  async function deployLastRing() {
    const [, alice, bob] = await ethers.getSigners();
    const bell = await ethers.deployContract("LastRing");
    return { bell, alice, bob };
  }

  async function deployRung() {
    const deployed = await networkHelpers.loadFixture(deployLastRing);
    await deployed.bell.connect(deployed.alice).ring();
    return deployed;
  }

  it("is rung", async function () {
    const { bell, alice } = await networkHelpers.loadFixture(deployLastRing);

    await bell.connect(alice).ring();

    expect(await bell.rungBy(alice)).to.equal(1n);
    expect(await bell.lastRungAt()).to.equal(await networkHelpers.time.latest());
  });

  it("is not rung again at once", async function () {
    const { bell, bob } = await networkHelpers.loadFixture(deployRung);
    const notBefore = (await bell.lastRungAt()) + BigInt(HOUR);

    await expect(bell.connect(bob).ring())
      .to.be.revertedWithCustomError(bell, "TooEarly")
      .withArgs(notBefore);
  });

  it("is rung again after an hour", async function () {
    const { bell, bob } = await networkHelpers.loadFixture(deployRung);

    await networkHelpers.time.increase(HOUR);
    await bell.connect(bob).ring();

    expect(await bell.rungBy(bob)).to.equal(1n);
  });
});

describe("LastSale", function () {
  async function deployLastSale() {
    const [, alice, bob] = await ethers.getSigners();
    const bakery = await ethers.deployContract("LastSale");
    return { bakery, alice, bob };
  }

  it("sells cheaper when nobody has bought for a while", async function () {
    const { bakery, alice } = await networkHelpers.loadFixture(deployLastSale);

    await networkHelpers.time.increase(10 * 60);
    await bakery.connect(alice).buy();

    expect(await bakery.owedBy(alice)).to.equal(90n);
  });

  it("sells at the full price after a sale", async function () {
    const { bakery, alice, bob } = await networkHelpers.loadFixture(deployLastSale);

    await networkHelpers.time.increase(3 * HOUR);
    await bakery.connect(alice).buy();
    await bakery.connect(bob).buy();

    expect(await bakery.owedBy(alice)).to.equal(0n);
    expect(await bakery.owedBy(bob)).to.equal(100n);
    expect(await bakery.currentPrice()).to.equal(100n);
  });
});

describe("LastSpeaker", function () {
  async function deployLastSpeaker() {
    const [, alice, bob] = await ethers.getSigners();
    const talks = await ethers.deployContract("LastSpeaker");
    await talks.connect(alice).say(text("good morning"));
    return { talks, alice, bob };
  }

  it("lets another one speak", async function () {
    const { talks, bob } = await networkHelpers.loadFixture(deployLastSpeaker);

    await talks.connect(bob).say(text("good evening"));

    expect(await talks.lastSpeaker()).to.equal(bob);
    expect(await talks.wordsOf(bob)).to.equal(text("good evening"));
  });

  it("does not let the same one speak again", async function () {
    const { talks, alice } = await networkHelpers.loadFixture(deployLastSpeaker);

    await expect(talks.connect(alice).say(text("and"))).to.be.revertedWithCustomError(
      talks,
      "NotYourTurn",
    );
  });
});

describe("LastEditor", function () {
  async function deployLastEditor() {
    const [owner, alice] = await ethers.getSigners();
    const board = await ethers.deployContract("LastEditor");
    await board.edit(text("welcome"));
    return { board, owner, alice };
  }

  it("is edited by the owner", async function () {
    const { board, owner } = await networkHelpers.loadFixture(deployLastEditor);

    await board.connect(owner).edit(text("closed on Monday"));

    expect(await board.text()).to.equal(text("closed on Monday"));
    expect(await board.lastEditor()).to.equal(owner);
    expect(await board.lastEditedAt()).to.equal(await networkHelpers.time.latest());
  });

  it("is read by others", async function () {
    const { board, alice } = await networkHelpers.loadFixture(deployLastEditor);

    await board.connect(alice).confirm(text("welcome"));

    expect(await board.readBy(alice)).to.equal(text("welcome"));
  });
});

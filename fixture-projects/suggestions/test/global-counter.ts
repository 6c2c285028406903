import { expect } from "chai";
import { network } from "hardhat";

const { ethers, networkHelpers } = await network.create();

const note = (text: string) => ethers.encodeBytes32String(text);

describe("VisitCounter", function () {
  async function deployVisitCounter() {
    const [, alice, bob] = await ethers.getSigners();
    const book = await ethers.deployContract("VisitCounter");
    return { book, alice, bob };
  }

  it("counts a visit and keeps the note", async function () {
    const { book, alice } = await networkHelpers.loadFixture(deployVisitCounter);

    await expect(book.connect(alice).visit(note("hello")))
      .to.emit(book, "Visited")
      .withArgs(alice, note("hello"));

    expect(await book.totalVisits()).to.equal(1n);
    expect(await book.noteOf(alice)).to.equal(note("hello"));
  });

  it("counts the visits of all guests", async function () {
    const { book, alice, bob } = await networkHelpers.loadFixture(deployVisitCounter);

    await book.connect(alice).visit(note("hello"));
    await book.connect(bob).visit(note("hi"));

    expect(await book.totalVisits()).to.equal(2n);
  });

  it("does not take an empty note", async function () {
    const { book, alice } = await networkHelpers.loadFixture(deployVisitCounter);

    await expect(book.connect(alice).visit(ethers.ZeroHash)).to.be.revertedWithCustomError(
      book,
      "EmptyNote",
    );
    expect(await book.totalVisits()).to.equal(0n);
  });
});

describe("TollCounter", function () {
  async function deployTollCounter() {
    const [, alice, bob] = await ethers.getSigners();
    const gate = await ethers.deployContract("TollCounter");
    const toll = await gate.TOLL();
    return { gate, toll, alice, bob };
  }

  it("lets a vehicle pass and counts its axles", async function () {
    const { gate, toll, alice } = await networkHelpers.loadFixture(deployTollCounter);

    await gate.connect(alice).pass(3n, { value: 3n * toll });

    expect(await gate.totalAxles()).to.equal(3n);
    expect(await gate.passedIn(alice)).to.equal(await ethers.provider.getBlockNumber());
  });

  it("sums the axles of all vehicles", async function () {
    const { gate, toll, alice, bob } = await networkHelpers.loadFixture(deployTollCounter);

    await gate.connect(alice).pass(3n, { value: 3n * toll });
    await gate.connect(bob).pass(2n, { value: 2n * toll });

    expect(await gate.totalAxles()).to.equal(5n);
  });

  it("must be paid exactly", async function () {
    const { gate, toll, alice } = await networkHelpers.loadFixture(deployTollCounter);

    await expect(gate.connect(alice).pass(2n, { value: toll }))
      .to.be.revertedWithCustomError(gate, "WrongToll")
      .withArgs(2n * toll, toll);
  });
});

describe("MeteredCounter", function () {
  async function deployMeteredCounter() {
    const [, alice, bob] = await ethers.getSigners();
    const profiles = await ethers.deployContract("MeteredCounter");
    return { profiles, alice, bob };
  }

  it("counts a new name", async function () {
    const { profiles, alice } = await networkHelpers.loadFixture(deployMeteredCounter);

    await profiles.connect(alice).setName(note("Alice"));

    expect(await profiles.nameOf(alice)).to.equal(note("Alice"));
    expect(await profiles.changeCount()).to.equal(1n);
  });

  it("counts a new picture", async function () {
    const { profiles, bob } = await networkHelpers.loadFixture(deployMeteredCounter);

    await profiles.connect(bob).setPicture(note("cat.png"));

    expect(await profiles.pictureOf(bob)).to.equal(note("cat.png"));
    expect(await profiles.changeCount()).to.equal(1n);
  });

  it("counts changes of either kind by anybody", async function () {
    const { profiles, alice, bob } = await networkHelpers.loadFixture(deployMeteredCounter);

    await profiles.connect(alice).setName(note("Alice"));
    await profiles.connect(bob).setPicture(note("cat.png"));

    expect(await profiles.changeCount()).to.equal(2n);
  });
});

describe("OpenCaseCounter", function () {
  async function deployOpenCaseCounter() {
    const [, alice, bob] = await ethers.getSigners();
    const desk = await ethers.deployContract("OpenCaseCounter");
    return { desk, alice, bob };
  }

  async function deployWithCase() {
    const deployed = await networkHelpers.loadFixture(deployOpenCaseCounter);
    await deployed.desk.connect(deployed.alice).open(note("no light"));
    return deployed;
  }

  it("opens a case", async function () {
    const { desk, bob } = await networkHelpers.loadFixture(deployWithCase);

    await desk.connect(bob).open(note("no water"));

    expect(await desk.openCases()).to.equal(2n);
    expect(await desk.caseOf(bob)).to.equal(note("no water"));
  });

  it("closes a case", async function () {
    const { desk, alice } = await networkHelpers.loadFixture(deployWithCase);

    await expect(desk.connect(alice).close()).to.emit(desk, "CaseClosed").withArgs(alice);

    expect(await desk.openCases()).to.equal(0n);
    expect(await desk.caseOf(alice)).to.equal(ethers.ZeroHash);
  });

  it("keeps the cases of others", async function () {
    const { desk, alice, bob } = await networkHelpers.loadFixture(deployWithCase);

    await desk.connect(bob).open(note("no water"));
    await desk.connect(alice).close();

    expect(await desk.openCases()).to.equal(1n);
  });

  it("allows one case at a time, and closes only what is open", async function () {
    const { desk, alice, bob } = await networkHelpers.loadFixture(deployWithCase);

    await expect(desk.connect(alice).open(note("again"))).to.be.revertedWithCustomError(
      desk,
      "CaseStillOpen",
    );
    await expect(desk.connect(bob).close()).to.be.revertedWithCustomError(desk, "NoCase");
  });
});

describe("UserCounter", function () {
  async function deployUserCounter() {
    const [, alice, bob] = await ethers.getSigners();
    const counter = await ethers.deployContract("UserCounter");
    return { counter, alice, bob };
  }

  it("counts the visits of a guest", async function () {
    const { counter, alice } = await networkHelpers.loadFixture(deployUserCounter);

    await counter.connect(alice).visit();
    await counter.connect(alice).visit();

    expect(await counter.totalVisits(alice)).to.equal(2n);
    expect(await counter.isRegular(alice)).to.equal(false);
  });

  it("does not count the visits of others", async function () {
    const { counter, alice, bob } = await networkHelpers.loadFixture(deployUserCounter);

    await counter.connect(alice).visit();

    expect(await counter.totalVisits(bob)).to.equal(0n);
  });
});

describe("OwnerCounter", function () {
  async function deployOwnerCounter() {
    const [owner, alice] = await ethers.getSigners();
    const quiz = await ethers.deployContract("OwnerCounter");
    return { quiz, owner, alice };
  }

  it("counts rounds of the owner", async function () {
    const { quiz, owner } = await networkHelpers.loadFixture(deployOwnerCounter);

    await quiz.connect(owner).playRound();
    await quiz.connect(owner).playRound();

    expect(await quiz.totalRounds()).to.equal(2n);
  });

  it("does not let others count", async function () {
    const { quiz, alice } = await networkHelpers.loadFixture(deployOwnerCounter);

    await expect(quiz.connect(alice).playRound())
      .to.be.revertedWithCustomError(quiz, "OwnableUnauthorizedAccount")
      .withArgs(alice);
  });

  it("keeps the answer of a player", async function () {
    const { quiz, alice } = await networkHelpers.loadFixture(deployOwnerCounter);

    await quiz.connect(alice).answer(note("42"));

    expect(await quiz.answerOf(alice)).to.equal(note("42"));
    expect(await quiz.totalRounds()).to.equal(0n);
  });
});

describe("LocalCounter", function () {
  async function deployLocalCounter() {
    const [, alice] = await ethers.getSigners();
    const season = await ethers.deployContract("LocalCounter");
    return { season, alice };
  }

  it("keeps the mean of the heights", async function () {
    const { season, alice } = await networkHelpers.loadFixture(deployLocalCounter);

    await expect(season.connect(alice).report([2_100n, 3_300n, 900n]))
      .to.emit(season, "SeasonReported")
      .withArgs(alice, 6_300n, 2_100n);

    expect(await season.meanOf(alice)).to.equal(2_100n);
  });

  it("needs a height", async function () {
    const { season, alice } = await networkHelpers.loadFixture(deployLocalCounter);

    await expect(season.connect(alice).report([])).to.be.revertedWithCustomError(
      season,
      "NoHeights",
    );
  });
});

describe("ShardedCounter", function () {
  async function deployShardedCounter() {
    const [, alice, bob] = await ethers.getSigners();
    const book = await ethers.deployContract("ShardedCounter");
    return { book, alice, bob };
  }

  it("keeps the note", async function () {
    const { book, alice } = await networkHelpers.loadFixture(deployShardedCounter);

    await book.connect(alice).visit(note("hello"));

    expect(await book.noteOf(alice)).to.equal(note("hello"));
  });

  it("sums the visits of all guests", async function () {
    const { book, alice, bob } = await networkHelpers.loadFixture(deployShardedCounter);

    await book.connect(alice).visit(note("hello"));
    await book.connect(bob).visit(note("hi"));

    expect(await book.totalVisits()).to.equal(2n);
  });
});

describe("TransientCounter", function () {
  async function deployTransientCounter() {
    const [, alice] = await ethers.getSigners();
    const canteen = await ethers.deployContract("TransientCounter");
    return { canteen, alice };
  }

  it("charges a meal with a starter", async function () {
    const { canteen, alice } = await networkHelpers.loadFixture(deployTransientCounter);

    await expect(canteen.connect(alice).order(true))
      .to.emit(canteen, "MealServed")
      .withArgs(alice, 11n);

    expect(await canteen.spentBy(alice)).to.equal(11n);
  });

  it("begins every bill at nothing", async function () {
    const { canteen, alice } = await networkHelpers.loadFixture(deployTransientCounter);

    await canteen.connect(alice).order(false);
    await canteen.connect(alice).order(false);

    expect(await canteen.spentBy(alice)).to.equal(16n);
  });
});

describe("StatsCounter", function () {
  async function deployStatsCounter() {
    const [, alice, bob] = await ethers.getSigners();
    const room = await ethers.deployContract("StatsCounter");
    return { room, alice, bob };
  }

  it("keeps the page and counts the readers", async function () {
    const { room, alice, bob } = await networkHelpers.loadFixture(deployStatsCounter);

    await room.connect(alice).read(note("page 12"));
    await room.connect(bob).read(note("page 7"));

    expect(await room.pageOf(alice)).to.equal(note("page 12"));
    expect((await room.stats()).readers).to.equal(2n);
  });
});

describe("PledgeCounter", function () {
  const goal = ethers.parseEther("3");

  async function deployPledgeCounter() {
    const [, alice, bob, recipient, otherwise] = await ethers.getSigners();
    const deadline = (await networkHelpers.time.latest()) + 3600;
    const pledges = await ethers.deployContract("PledgeCounter", [
      recipient,
      otherwise,
      goal,
      deadline,
    ]);
    return { pledges, deadline, alice, bob, recipient, otherwise };
  }

  it("sums what is given", async function () {
    const { pledges, alice, bob } = await networkHelpers.loadFixture(deployPledgeCounter);

    await pledges.connect(alice).contribute({ value: 5n });
    await pledges.connect(bob).contribute({ value: 7n });

    expect(await pledges.raised()).to.equal(12n);
    expect(await pledges.gaveAt(bob)).to.equal(await networkHelpers.time.latest());
  });

  it("pays it out if it is enough, on the day", async function () {
    const { pledges, deadline, alice, bob, recipient } =
      await networkHelpers.loadFixture(deployPledgeCounter);
    await pledges.connect(alice).contribute({ value: goal - 1n });
    await pledges.connect(bob).contribute({ value: 1n });
    await expect(pledges.finalize()).to.be.revertedWithCustomError(pledges, "NotOver");
    await networkHelpers.time.increaseTo(deadline);

    await expect(pledges.finalize()).to.changeEtherBalance(ethers, recipient, goal);

    await expect(pledges.finalize()).to.be.revertedWithCustomError(pledges, "AlreadyFinalized");
    await expect(pledges.connect(bob).contribute({ value: 1n })).to.be.revertedWithCustomError(
      pledges,
      "Over",
    );
  });

  it("pays it to another if it is not", async function () {
    const { pledges, deadline, alice, otherwise } =
      await networkHelpers.loadFixture(deployPledgeCounter);
    await pledges.connect(alice).contribute({ value: goal - 1n });
    await networkHelpers.time.increaseTo(deadline);

    await expect(pledges.finalize()).to.changeEtherBalance(ethers, otherwise, goal - 1n);

    expect(await pledges.reached()).to.equal(false);
  });
});

describe("BallotCounter", function () {
  async function deployBallotCounter() {
    const [chair, alice, bob, carol] = await ethers.getSigners();
    const ballot = await ethers.deployContract("BallotCounter");
    return { ballot, chair, alice, bob, carol };
  }

  it("counts votes", async function () {
    const { ballot, alice, bob, carol } = await networkHelpers.loadFixture(deployBallotCounter);

    await ballot.connect(alice).vote(true);
    await ballot.connect(bob).vote(false);
    await ballot.connect(carol).vote(true);

    expect(await ballot.yesVotes()).to.equal(2n);
    expect(await ballot.noVotes()).to.equal(1n);
  });

  it("is closed by the chair with what came of it", async function () {
    const { ballot, chair, alice, bob, carol } =
      await networkHelpers.loadFixture(deployBallotCounter);
    await ballot.connect(alice).vote(true);
    await ballot.connect(bob).vote(false);
    await ballot.connect(carol).vote(true);

    await expect(ballot.connect(chair).close()).to.emit(ballot, "Closed").withArgs(1n);

    await expect(ballot.connect(chair).vote(true)).to.be.revertedWithCustomError(ballot, "NotOpen");
  });

  it("is rejected where as many say no, and closed by nobody else", async function () {
    const { ballot, chair, alice, bob } = await networkHelpers.loadFixture(deployBallotCounter);
    await ballot.connect(alice).vote(true);
    await ballot.connect(bob).vote(false);
    await expect(ballot.connect(alice).close()).to.be.revertedWithCustomError(ballot, "NotChair");

    await ballot.connect(chair).close();

    expect(await ballot.stage()).to.equal(2n);
  });
});

describe("SnapshotCounter", function () {
  async function deploySnapshotCounter() {
    const [, alice, bob] = await ethers.getSigners();
    const deadline = (await networkHelpers.time.latest()) + 3600;
    const petition = await ethers.deployContract("SnapshotCounter", [deadline]);
    return { petition, alice, bob };
  }

  it("counts signatures, and is asked for them meanwhile", async function () {
    const { petition, alice, bob } = await networkHelpers.loadFixture(deploySnapshotCounter);

    await petition.connect(alice).sign();
    await petition.connect(bob).note();
    await petition.connect(bob).sign();

    expect(await petition.signatures()).to.equal(2n);
    expect(await petition.notedBy(bob)).to.equal(1n);
  });
});

describe("ReportCounter", function () {
  async function deployReportCounter() {
    const [, alice, bob] = await ethers.getSigners();
    const defects = await ethers.deployContract("ReportCounter");
    return { defects, alice, bob };
  }

  it("goes on behind the report", async function () {
    const { defects, alice, bob } = await networkHelpers.loadFixture(deployReportCounter);

    await defects.connect(alice).tell(2n);
    await defects.connect(bob).report();
    await defects.connect(bob).tell(3n);

    expect(await defects.inReport()).to.equal(2n);
    expect(await defects.defects()).to.equal(5n);
  });
});

describe("JackpotCounter", function () {
  async function deployJackpotCounter() {
    const [, alice, bob] = await ethers.getSigners();
    const jackpot = await ethers.deployContract("JackpotCounter", [10n]);
    await jackpot.connect(alice).contribute({ value: 4n });
    return { jackpot, alice, bob };
  }

  it("goes on until there is enough", async function () {
    const { jackpot, bob } = await networkHelpers.loadFixture(deployJackpotCounter);

    await jackpot.connect(bob).contribute({ value: 3n });

    expect(await jackpot.raised()).to.equal(7n);
    expect(await jackpot.reached()).to.equal(false);
  });

  it("is ended by whose gift makes it enough", async function () {
    const { jackpot, alice, bob } = await networkHelpers.loadFixture(deployJackpotCounter);

    await expect(jackpot.connect(bob).contribute({ value: 6n }))
      .to.emit(jackpot, "Reached")
      .withArgs(bob);

    await expect(jackpot.connect(alice).contribute({ value: 1n })).to.be.revertedWithCustomError(
      jackpot,
      "Over",
    );
  });
});

import { expect } from "chai";
import { network } from "hardhat";

const { ethers, networkHelpers } = await network.create();

const text = (value: string) => ethers.encodeBytes32String(value);

describe("RaffleList", function () {
  async function deployRaffleList() {
    const [owner, alice, bob] = await ethers.getSigners();
    const raffle = await ethers.deployContract("RaffleList");
    return { raffle, owner, alice, bob };
  }

  async function deployWithPlayers() {
    const deployed = await networkHelpers.loadFixture(deployRaffleList);
    await deployed.raffle.connect(deployed.alice).enter();
    await deployed.raffle.connect(deployed.bob).enter();
    return deployed;
  }

  it("lets everybody enter", async function () {
    const { raffle, alice } = await networkHelpers.loadFixture(deployRaffleList);

    await expect(raffle.connect(alice).enter()).to.emit(raffle, "Entered").withArgs(alice);

    expect(await raffle.playerCount()).to.equal(1n);
  });

  it("draws one of the players", async function () {
    const { raffle, owner, bob } = await networkHelpers.loadFixture(deployWithPlayers);

    await raffle.connect(owner).draw(7n);

    expect(await raffle.winner()).to.equal(bob);
  });

  it("needs players, and the owner, for a draw", async function () {
    const { raffle, owner, alice } = await networkHelpers.loadFixture(deployRaffleList);

    await expect(raffle.connect(owner).draw(7n)).to.be.revertedWithCustomError(raffle, "NoPlayers");
    await expect(raffle.connect(alice).draw(7n)).to.be.revertedWithCustomError(
      raffle,
      "OwnableUnauthorizedAccount",
    );
  });
});

describe("DeskList", function () {
  async function deployDeskList() {
    const [, alice, bob] = await ethers.getSigners();
    const office = await ethers.deployContract("DeskList", [70n]);
    return { office, alice, bob };
  }

  async function deployWithGuest() {
    const deployed = await networkHelpers.loadFixture(deployDeskList);
    await deployed.office.connect(deployed.alice).take();
    return deployed;
  }

  it("gives the first free desk", async function () {
    const { office, bob } = await networkHelpers.loadFixture(deployWithGuest);

    await office.connect(bob).take();

    expect(await office.deskOf(bob)).to.equal(2n);
    expect(await office.freeDesks()).to.equal(68n);
  });

  it("takes a desk back", async function () {
    const { office, alice } = await networkHelpers.loadFixture(deployWithGuest);

    await office.connect(alice).giveBack();

    expect(await office.deskOf(alice)).to.equal(0n);
    expect(await office.freeDesks()).to.equal(70n);
  });

  it("gives one desk to each guest", async function () {
    const { office, alice, bob } = await networkHelpers.loadFixture(deployWithGuest);

    await expect(office.connect(alice).take())
      .to.be.revertedWithCustomError(office, "AlreadySeated")
      .withArgs(1n);
    await expect(office.connect(bob).giveBack()).to.be.revertedWithCustomError(office, "NoDesk");
  });
});

describe("CommitteeList", function () {
  async function deployCommitteeList() {
    const [owner, alice, bob] = await ethers.getSigners();
    const club = await ethers.deployContract("CommitteeList");
    await club.connect(alice).join(text("Alice"));
    return { club, owner, alice, bob };
  }

  it("can be joined", async function () {
    const { club, bob } = await networkHelpers.loadFixture(deployCommitteeList);

    await club.connect(bob).join(text("Bob"));

    expect(await club.memberCount()).to.equal(2n);
    expect(await club.hasJoined(bob)).to.equal(true);
  });

  it("can be joined once", async function () {
    const { club, alice } = await networkHelpers.loadFixture(deployCommitteeList);

    await expect(club.connect(alice).join(text("Alice"))).to.be.revertedWithCustomError(
      club,
      "AlreadyJoined",
    );
  });

  it("gets a chair from among its members", async function () {
    const { club, owner } = await networkHelpers.loadFixture(deployCommitteeList);

    await club.connect(owner).appoint(0n);

    expect(await club.chair()).to.equal(text("Alice"));
  });
});

describe("UserList", function () {
  async function deployUserList() {
    const [, alice, bob] = await ethers.getSigners();
    const lists = await ethers.deployContract("UserList");
    await lists.connect(alice).add(text("milk"));
    return { lists, alice, bob };
  }

  it("grows by what its user adds", async function () {
    const { lists, alice, bob } = await networkHelpers.loadFixture(deployUserList);

    await lists.connect(bob).add(text("bread"));

    expect(await lists.listOf(alice)).to.deep.equal([text("milk")]);
    expect(await lists.listOf(bob)).to.deep.equal([text("bread")]);
  });

  it("shrinks by what its user buys", async function () {
    const { lists, alice, bob } = await networkHelpers.loadFixture(deployUserList);

    await lists.connect(alice).buyLast();

    expect(await lists.listOf(alice)).to.deep.equal([]);
    await expect(lists.connect(bob).buyLast()).to.be.revertedWithCustomError(lists, "NothingToBuy");
  });
});

describe("OwnerList", function () {
  async function deployOwnerList() {
    const [owner, alice] = await ethers.getSigners();
    const kitchen = await ethers.deployContract("OwnerList");
    await kitchen.push(text("soup"));
    return { kitchen, owner, alice };
  }

  it("grows by what the owner adds", async function () {
    const { kitchen, owner } = await networkHelpers.loadFixture(deployOwnerList);

    await kitchen.connect(owner).push(text("pie"));

    expect(await kitchen.menu(1n)).to.equal(text("pie"));
  });

  it("is what guests order from", async function () {
    const { kitchen, alice } = await networkHelpers.loadFixture(deployOwnerList);

    await kitchen.connect(alice).order(0n);

    expect(await kitchen.orderOf(alice)).to.equal(text("soup"));
    await expect(kitchen.connect(alice).order(1n))
      .to.be.revertedWithCustomError(kitchen, "NotOnTheMenu")
      .withArgs(1n);
  });
});

describe("AccountList", function () {
  async function deployAccountList() {
    const [, alice] = await ethers.getSigners();
    const plans = await ethers.deployContract("AccountList");
    return { plans, alice };
  }

  async function deployWithFullPlan() {
    const deployed = await networkHelpers.loadFixture(deployAccountList);
    for (let part = 1n; part <= 12n; part++) {
      await deployed.plans.connect(deployed.alice).addPart(part);
    }
    return deployed;
  }

  it("keeps the parts of a plan", async function () {
    const { plans, alice } = await networkHelpers.loadFixture(deployAccountList);

    await plans.connect(alice).addPart(100n);
    await plans.connect(alice).addPart(250n);

    expect(await plans.planOf(alice)).to.deep.equal([2n, 350n]);
  });

  it("has twelve parts at most", async function () {
    const { plans, alice } = await networkHelpers.loadFixture(deployWithFullPlan);

    await expect(plans.connect(alice).addPart(13n)).to.be.revertedWithCustomError(
      plans,
      "TooManyParts",
    );
  });
});

describe("TopicList", function () {
  async function deployTopicList() {
    const [, alice, bob] = await ethers.getSigners();
    const topics = await ethers.deployContract("TopicList");
    await topics.connect(alice).subscribe(text("gardening"));
    return { topics, alice, bob };
  }

  it("begins with the first reader", async function () {
    const { topics, bob } = await networkHelpers.loadFixture(deployTopicList);

    await topics.connect(bob).subscribe(text("cooking"));

    expect(await topics.readerCount(text("cooking"))).to.equal(1n);
  });

  it("grows with the next one", async function () {
    const { topics, bob } = await networkHelpers.loadFixture(deployTopicList);

    await topics.connect(bob).subscribe(text("gardening"));

    expect(await topics.readerCount(text("gardening"))).to.equal(2n);
  });
});

describe("HandList", function () {
  async function deployHandList() {
    const [, alice, bob] = await ethers.getSigners();
    const hands = await ethers.deployContract("HandList");
    await hands.connect(alice).take(31n);
    return { hands, alice, bob };
  }

  it("takes cards", async function () {
    const { hands, bob } = await networkHelpers.loadFixture(deployHandList);

    await hands.connect(bob).take(44n);
    await hands.connect(bob).take(17n);

    expect(await hands.cardsOf(bob)).to.equal(2n);
  });

  it("plays the card that was taken last", async function () {
    const { hands, alice } = await networkHelpers.loadFixture(deployHandList);

    await expect(hands.connect(alice).play()).to.emit(hands, "Played").withArgs(alice, 31n);

    expect(await hands.cardsOf(alice)).to.equal(0n);
  });
});

describe("GroupList", function () {
  it("has members of a group lead", async function () {
    const [, alice, bob] = await ethers.getSigners();
    const hikers = await ethers.deployContract("GroupList");

    await hikers.connect(alice).join(7n);
    await hikers.connect(bob).join(7n);
    await hikers.connect(bob).lead(7n);

    expect(await hikers.leaderOf(7n)).to.be.oneOf([alice.address, bob.address]);
  });
});

describe("TableList", function () {
  async function deployTableList() {
    const [, ...players] = await ethers.getSigners();
    return { tables: await ethers.deployContract("TableList"), players: players.slice(0, 5) };
  }

  it("starts a game with the fourth", async function () {
    const { tables, players } = await networkHelpers.loadFixture(deployTableList);

    for (const player of players) await tables.connect(player).sit();

    const game = await tables.gameOf(players[0]);
    expect(game).to.not.equal(ethers.ZeroHash);
    expect(await tables.gameOf(players[3])).to.equal(game);
    expect(await tables.gameOf(players[4])).to.equal(ethers.ZeroHash);
  });
});

describe("ClassList", function () {
  async function deployClassList() {
    const [owner, alice, bob] = await ethers.getSigners();
    return { lesson: await ethers.deployContract("ClassList"), owner, alice, bob };
  }

  it("takes pupils, one of whom shows something", async function () {
    const { lesson, owner, alice, bob } = await networkHelpers.loadFixture(deployClassList);
    await lesson.connect(alice).join();
    await lesson.connect(bob).join();

    await lesson.connect(owner).ask(3n);

    expect(await lesson.shows()).to.equal(bob);
  });
});

describe("DuelList", function () {
  async function deployDuelList() {
    const [, alice, bob, carol] = await ethers.getSigners();
    return { duels: await ethers.deployContract("DuelList"), alice, bob, carol };
  }

  it("gives everybody an opponent but the first", async function () {
    const { duels, alice, bob, carol } = await networkHelpers.loadFixture(deployDuelList);

    for (const fighter of [alice, bob, carol]) await duels.connect(fighter).come();

    expect(await duels.opponentOf(alice)).to.equal(ethers.ZeroAddress);
    expect(await duels.opponentOf(bob)).to.equal(alice);
  });
});

describe("BranchList", function () {
  async function deployBranchList() {
    const [, alice, bob] = await ethers.getSigners();
    return { society: await ethers.deployContract("BranchList"), alice, bob };
  }

  it("counts the members of all branches", async function () {
    const { society, alice, bob } = await networkHelpers.loadFixture(deployBranchList);

    await society.connect(alice).join();
    await society.connect(bob).join();

    expect(await society.memberCount()).to.equal(2n);
  });
});

describe("PosterList", function () {
  async function deployPosterList() {
    const [, alice, bob] = await ethers.getSigners();
    return { posters: await ethers.deployContract("PosterList"), alice, bob };
  }

  it("numbers what is printed", async function () {
    const { posters, alice, bob } = await networkHelpers.loadFixture(deployPosterList);

    await posters.connect(alice).print(2n);
    await posters.connect(bob).print(1n);

    expect(await posters.ownerOf(2n)).to.equal(alice);
    expect(await posters.ownerOf(3n)).to.equal(bob);
  });
});

describe("SketchList", function () {
  async function deploySketchList() {
    const [, alice, bob] = await ethers.getSigners();
    return { sketches: await ethers.deployContract("SketchList"), alice, bob };
  }

  it("gives each its own id", async function () {
    const { sketches, alice, bob } = await networkHelpers.loadFixture(deploySketchList);

    await sketches.connect(alice).claim(0xabcn);
    await sketches.connect(bob).claim(0xdefn);

    expect(await sketches.tokenByIndex(1n)).to.equal(0xdefn);
  });
});

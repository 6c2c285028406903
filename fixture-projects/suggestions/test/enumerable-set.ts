import { expect } from "chai";
import { network } from "hardhat";

const { ethers, networkHelpers } = await network.create();

const text = (value: string) => ethers.encodeBytes32String(value);

describe("MemberSet", function () {
  async function deployMemberSet() {
    const [, alice, bob] = await ethers.getSigners();
    const forum = await ethers.deployContract("MemberSet");
    await forum.connect(alice).join();
    return { forum, alice, bob };
  }

  it("is joined", async function () {
    const { forum, alice, bob } = await networkHelpers.loadFixture(deployMemberSet);

    await forum.connect(bob).join();

    expect(await forum.members()).to.deep.equal([alice.address, bob.address]);
  });

  it("is joined once", async function () {
    const { forum, alice } = await networkHelpers.loadFixture(deployMemberSet);

    await expect(forum.connect(alice).join()).to.be.revertedWithCustomError(forum, "AlreadyMember");
  });

  it("is quit", async function () {
    const { forum, alice } = await networkHelpers.loadFixture(deployMemberSet);

    await forum.connect(alice).quit();

    expect(await forum.members()).to.deep.equal([]);
  });

  it("lets members post", async function () {
    const { forum, alice, bob } = await networkHelpers.loadFixture(deployMemberSet);

    await forum.connect(alice).post(text("hello"));

    expect(await forum.postOf(alice)).to.equal(text("hello"));
    await expect(forum.connect(bob).post(text("hi"))).to.be.revertedWithCustomError(
      forum,
      "NotMember",
    );
  });
});

describe("QuoteSet", function () {
  async function deployQuoteSet() {
    const [owner, alice, bob] = await ethers.getSigners();
    const request = await ethers.deployContract("QuoteSet");
    await request.connect(alice).quote(900n);
    return { request, owner, alice, bob };
  }

  it("takes quotes", async function () {
    const { request, bob } = await networkHelpers.loadFixture(deployQuoteSet);

    await request.connect(bob).quote(850n);

    expect(await request.quoteCount()).to.equal(2n);
  });

  it("takes a new quote in place of an old one", async function () {
    const { request, alice } = await networkHelpers.loadFixture(deployQuoteSet);

    await request.connect(alice).quote(875n);

    expect(await request.quoteCount()).to.equal(1n);
  });

  it("forgets a quote that is taken back", async function () {
    const { request, alice, bob } = await networkHelpers.loadFixture(deployQuoteSet);

    await request.connect(alice).withdraw();

    expect(await request.quoteCount()).to.equal(0n);
    await expect(request.connect(bob).withdraw())
      .to.be.revertedWithCustomError(request, "NoQuote")
      .withArgs(bob);
  });

  it("is closed by the owner", async function () {
    const { request, owner, alice } = await networkHelpers.loadFixture(deployQuoteSet);

    await request.connect(owner).accept(alice);

    expect(await request.acceptedPrice()).to.equal(900n);
  });
});

describe("FriendSet", function () {
  async function deployFriendSet() {
    const [, alice, bob, carol] = await ethers.getSigners();
    const friends = await ethers.deployContract("FriendSet");
    await friends.connect(alice).befriend(bob);
    return { friends, alice, bob, carol };
  }

  it("grows", async function () {
    const { friends, alice, bob, carol } = await networkHelpers.loadFixture(deployFriendSet);

    await friends.connect(alice).befriend(carol);

    expect(await friends.friendsOf(alice)).to.deep.equal([bob.address, carol.address]);
    expect(await friends.friendsOf(bob)).to.deep.equal([]);
  });

  it("shrinks", async function () {
    const { friends, alice, bob, carol } = await networkHelpers.loadFixture(deployFriendSet);

    await friends.connect(alice).unfriend(bob);

    expect(await friends.friendsOf(alice)).to.deep.equal([]);
    await expect(friends.connect(alice).unfriend(carol))
      .to.be.revertedWithCustomError(friends, "NotFriend")
      .withArgs(carol);
  });
});

describe("DoorSet", function () {
  async function deployDoorSet() {
    const [owner, alice, bob] = await ethers.getSigners();
    const door = await ethers.deployContract("DoorSet");
    await door.add(alice);
    return { door, owner, alice, bob };
  }

  it("is kept by the owner", async function () {
    const { door, owner, alice, bob } = await networkHelpers.loadFixture(deployDoorSet);

    await door.connect(owner).add(bob);
    await door.connect(owner).remove(alice);

    expect(await door.guests()).to.deep.equal([bob.address]);
  });

  it("lets guests in", async function () {
    const { door, alice } = await networkHelpers.loadFixture(deployDoorSet);

    await door.connect(alice).checkIn();

    expect(await door.isInside(alice)).to.equal(true);
  });

  it("lets nobody else in", async function () {
    const { door, bob } = await networkHelpers.loadFixture(deployDoorSet);

    await expect(door.connect(bob).checkIn())
      .to.be.revertedWithCustomError(door, "NotInvited")
      .withArgs(bob);
  });
});

describe("OptInSet", function () {
  async function deployOptInSet() {
    const [, alice, bob] = await ethers.getSigners();
    const news = await ethers.deployContract("OptInSet");
    await news.connect(alice).optIn();
    return { news, alice, bob };
  }

  it("adds who wants news", async function () {
    const { news, bob } = await networkHelpers.loadFixture(deployOptInSet);

    await news.connect(bob).optIn();

    expect(await news.wantsNews(bob)).to.equal(true);
  });

  it("removes who does not any more", async function () {
    const { news, alice, bob } = await networkHelpers.loadFixture(deployOptInSet);

    await news.connect(alice).optOut();

    expect(await news.wantsNews(alice)).to.equal(false);
    await expect(news.connect(bob).optOut()).to.be.revertedWithCustomError(news, "NothingToDo");
  });
});

describe("ClubSet", function () {
  async function deployClubSet() {
    const [, alice, bob] = await ethers.getSigners();
    const clubs = await ethers.deployContract("ClubSet");
    await clubs.connect(alice).join(text("chess"));
    return { clubs, alice, bob };
  }

  it("founds a club", async function () {
    const { clubs, bob } = await networkHelpers.loadFixture(deployClubSet);

    await clubs.connect(bob).join(text("rowing"));

    expect(await clubs.membersOf(text("rowing"))).to.deep.equal([bob.address]);
  });

  it("adds to a club", async function () {
    const { clubs, alice, bob } = await networkHelpers.loadFixture(deployClubSet);

    await clubs.connect(bob).join(text("chess"));

    expect(await clubs.membersOf(text("chess"))).to.deep.equal([alice.address, bob.address]);
  });
});

describe("PartySet", function () {
  it("knows its guests", async function () {
    const [, alice, bob] = await ethers.getSigners();
    const parties = await ethers.deployContract("PartySet");

    await parties.connect(alice).come(7n);
    await parties.connect(bob).come(7n);

    expect(await parties.guestsOf(7n)).to.deep.equal([alice.address, bob.address]);
  });
});

describe("TeamSet", function () {
  async function deployTeamSet() {
    const [, alice, bob] = await ethers.getSigners();
    return { team: await ethers.deployContract("TeamSet"), alice, bob };
  }

  it("is joined and left", async function () {
    const { team, alice, bob } = await networkHelpers.loadFixture(deployTeamSet);

    await team.connect(alice).join();
    await team.connect(bob).join();
    await team.connect(alice).leave();

    expect(await team.players()).to.deep.equal([bob.address]);
  });
});

describe("PetitionSet", function () {
  async function deployPetitionSet() {
    const [, alice, bob] = await ethers.getSigners();
    return { petition: await ethers.deployContract("PetitionSet"), alice, bob };
  }

  it("is signed", async function () {
    const { petition, alice, bob } = await networkHelpers.loadFixture(deployPetitionSet);

    await petition.connect(alice).sign();
    await petition.connect(bob).sign();

    expect(await petition.signatures()).to.equal(2n);
    expect(await petition.accepted()).to.equal(false);
  });
});

describe("BuddySet", function () {
  async function deployBuddySet() {
    const [, alice, bob] = await ethers.getSigners();
    return { divers: await ethers.deployContract("BuddySet"), alice, bob };
  }

  it("gives a buddy to who comes later", async function () {
    const { divers, alice, bob } = await networkHelpers.loadFixture(deployBuddySet);

    await divers.connect(alice).come();
    await divers.connect(bob).come();

    expect(await divers.buddyOf(bob)).to.equal(alice);
  });
});

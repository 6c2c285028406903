import { expect } from "chai";
import { network } from "hardhat";

const { ethers, networkHelpers } = await network.create();

const text = (value: string) => ethers.encodeBytes32String(value);

describe("KudosHistory", function () {
  async function deployKudosHistory() {
    const [, alice, bob, carol] = await ethers.getSigners();
    const kudos = await ethers.deployContract("KudosHistory");
    await kudos.connect(alice).thank(carol, 10n);
    return { kudos, alice, bob, carol };
  }

  it("adds points", async function () {
    const { kudos, bob, carol } = await networkHelpers.loadFixture(deployKudosHistory);

    await expect(kudos.connect(bob).thank(carol, 25n))
      .to.emit(kudos, "Thanked")
      .withArgs(bob, carol, 25n);

    expect(await kudos.pointsOf(carol)).to.equal(35n);
  });

  it("is for others", async function () {
    const { kudos, alice } = await networkHelpers.loadFixture(deployKudosHistory);

    await expect(kudos.connect(alice).thank(alice, 99n)).to.be.revertedWithCustomError(
      kudos,
      "ThankOthers",
    );
  });
});

describe("DeviceHistory", function () {
  async function deployDeviceHistory() {
    const [, alice, bob] = await ethers.getSigners();
    const devices = await ethers.deployContract("DeviceHistory");
    await devices.connect(alice).toggle();
    return { devices, alice, bob };
  }

  it("switches a device on", async function () {
    const { devices, bob } = await networkHelpers.loadFixture(deployDeviceHistory);

    await devices.connect(bob).toggle();

    expect(await devices.isOn(bob)).to.equal(true);
  });

  it("switches a device off", async function () {
    const { devices, alice } = await networkHelpers.loadFixture(deployDeviceHistory);

    await devices.connect(alice).toggle();

    expect(await devices.isOn(alice)).to.equal(false);
  });

  it("labels a device", async function () {
    const { devices, bob } = await networkHelpers.loadFixture(deployDeviceHistory);

    await devices.connect(bob).setLabel(text("lamp"));

    expect(await devices.labelOf(bob)).to.equal(text("lamp"));
  });
});

describe("NumberedHistory", function () {
  async function deployNumberedHistory() {
    const [, alice, bob] = await ethers.getSigners();
    const museum = await ethers.deployContract("NumberedHistory");
    await museum.connect(alice).donate({ value: 700n });
    return { museum, alice, bob };
  }

  it("takes a donation", async function () {
    const { museum, bob } = await networkHelpers.loadFixture(deployNumberedHistory);

    await expect(museum.connect(bob).donate({ value: 300n }))
      .to.emit(museum, "Donated")
      .withArgs(bob, 300n);

    expect(await museum.givenBy(bob)).to.equal(300n);
  });

  it("sums the donations of a donor", async function () {
    const { museum, alice } = await networkHelpers.loadFixture(deployNumberedHistory);

    await museum.connect(alice).donate({ value: 50n });

    expect(await museum.givenBy(alice)).to.equal(750n);
  });

  it("needs something to be given", async function () {
    const { museum, bob } = await networkHelpers.loadFixture(deployNumberedHistory);

    await expect(museum.connect(bob).donate()).to.be.revertedWithCustomError(
      museum,
      "NothingGiven",
    );
  });
});

describe("UserHistory", function () {
  async function deployUserHistory() {
    const [, alice] = await ethers.getSigners();
    const weights = await ethers.deployContract("UserHistory");
    await weights.connect(alice).note(70_400n);
    return { weights, alice };
  }

  it("keeps the weights of a user", async function () {
    const { weights, alice } = await networkHelpers.loadFixture(deployUserHistory);

    await weights.connect(alice).note(70_100n);

    expect(await weights.count(alice)).to.equal(2n);
    expect((await weights.weight(alice, 1n)).grams).to.equal(70_100n);
  });
});

describe("UserNumberedHistory", function () {
  async function deployUserNumberedHistory() {
    const [, alice, bob] = await ethers.getSigners();
    const mailbox = await ethers.deployContract("UserNumberedHistory");
    await mailbox.connect(alice).write(text("dear me"));
    return { mailbox, alice, bob };
  }

  it("numbers the letters of a user", async function () {
    const { mailbox, alice, bob } = await networkHelpers.loadFixture(deployUserNumberedHistory);

    await mailbox.connect(alice).write(text("dear me again"));
    await mailbox.connect(bob).write(text("hello myself"));

    expect(await mailbox.letterCount(alice)).to.equal(2n);
    expect(await mailbox.letters(alice, 1n)).to.equal(text("dear me again"));
    expect(await mailbox.letters(bob, 0n)).to.equal(text("hello myself"));
  });
});

describe("OwnerHistory", function () {
  async function deployOwnerHistory() {
    const [owner, alice] = await ethers.getSigners();
    const news = await ethers.deployContract("OwnerHistory");
    await news.announce(text("we are open"));
    return { news, owner, alice };
  }

  it("keeps what the owner announces", async function () {
    const { news, owner } = await networkHelpers.loadFixture(deployOwnerHistory);

    await news.connect(owner).announce(text("new menu"));

    expect(await news.history(1n)).to.equal(text("new menu"));
  });

  it("is liked by followers", async function () {
    const { news, alice } = await networkHelpers.loadFixture(deployOwnerHistory);

    await news.connect(alice).like(text("we are open"));

    expect(await news.likes(alice, text("we are open"))).to.equal(true);
  });

  it("is made by nobody else", async function () {
    const { news, alice } = await networkHelpers.loadFixture(deployOwnerHistory);

    await expect(news.connect(alice).announce(text("nonsense"))).to.be.revertedWithCustomError(
      news,
      "OwnableUnauthorizedAccount",
    );
  });
});

describe("DocumentHistory", function () {
  async function deployDocumentHistory() {
    const [, alice, bob] = await ethers.getSigners();
    const documents = await ethers.deployContract("DocumentHistory");
    await documents.connect(alice).save(text("novel"), text("draft 1"));
    return { documents, alice, bob };
  }

  it("begins a document", async function () {
    const { documents, bob } = await networkHelpers.loadFixture(deployDocumentHistory);

    await documents.connect(bob).save(text("poem"), text("first line"));

    expect(await documents.authorOf(text("poem"))).to.equal(bob);
  });

  it("goes on with a document", async function () {
    const { documents, alice } = await networkHelpers.loadFixture(deployDocumentHistory);

    await documents.connect(alice).save(text("novel"), text("draft 2"));

    expect(await documents.versions(text("novel"))).to.deep.equal([
      text("draft 1"),
      text("draft 2"),
    ]);
  });

  it("leaves documents to their authors", async function () {
    const { documents, bob } = await networkHelpers.loadFixture(deployDocumentHistory);

    await expect(documents.connect(bob).save(text("novel"), text("draft 3")))
      .to.be.revertedWithCustomError(documents, "NotAuthor")
      .withArgs(text("novel"));
  });
});

describe("CheckedHistory", function () {
  async function deployCheckedHistory() {
    const [owner, alice, bob] = await ethers.getSigners();
    const science = await ethers.deployContract("CheckedHistory");
    await science.connect(alice).measure(981n);
    return { science, owner, alice, bob };
  }

  it("keeps measurements", async function () {
    const { science, bob } = await networkHelpers.loadFixture(deployCheckedHistory);

    await science.connect(bob).measure(979n);

    expect(await science.history(1n)).to.deep.equal([bob.address, 979n]);
  });

  it("has a result", async function () {
    const { science, owner } = await networkHelpers.loadFixture(deployCheckedHistory);

    await science.connect(owner).settle(0n);

    expect(await science.result()).to.equal(981n);
  });
});

describe("EventHistory", function () {
  async function deployEventHistory() {
    const [, alice] = await ethers.getSigners();
    const chat = await ethers.deployContract("EventHistory");
    return { chat, alice };
  }

  it("tells what is said", async function () {
    const { chat, alice } = await networkHelpers.loadFixture(deployEventHistory);

    await expect(chat.connect(alice).say(text("lobby"), "Hello!"))
      .to.emit(chat, "Said")
      .withArgs([alice.address, text("lobby"), "Hello!"]);

    expect(await chat.longestOf(alice)).to.equal(6n);
  });

  it("does not tell nothing", async function () {
    const { chat, alice } = await networkHelpers.loadFixture(deployEventHistory);

    await expect(chat.connect(alice).say(text("lobby"), "")).to.be.revertedWithCustomError(
      chat,
      "EmptyMessage",
    );
  });
});

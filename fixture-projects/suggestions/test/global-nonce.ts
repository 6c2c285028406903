import { expect } from "chai";
import { network } from "hardhat";

const { ethers, networkHelpers } = await network.create();

const text = (value: string) => ethers.encodeBytes32String(value);

describe("RequestNonce", function () {
  async function deployRequestNonce() {
    const [, alice, bob] = await ethers.getSigners();
    const oracle = await ethers.deployContract("RequestNonce");
    const first = await oracle.connect(alice).request.staticCall(text("rain?"));
    await oracle.connect(alice).request(text("rain?"));
    return { oracle, alice, bob, first };
  }

  it("gives a request an id", async function () {
    const { oracle, bob, first } = await networkHelpers.loadFixture(deployRequestNonce);

    const requestId = await oracle.connect(bob).request.staticCall(text("snow?"));
    await expect(oracle.connect(bob).request(text("snow?")))
      .to.emit(oracle, "Requested")
      .withArgs(requestId, bob, text("snow?"));

    expect(requestId).not.to.equal(first);
    expect(await oracle.requesterOf(requestId)).to.equal(bob);
  });

  it("gives the same question another id each time", async function () {
    const { oracle, alice, first } = await networkHelpers.loadFixture(deployRequestNonce);

    const requestId = await oracle.connect(alice).request.staticCall(text("rain?"));
    await oracle.connect(alice).request(text("rain?"));

    expect(requestId).not.to.equal(first);
    expect(await oracle.requesterOf(first)).to.equal(alice);
    expect(await oracle.requesterOf(requestId)).to.equal(alice);
  });

  it("lets the requester cancel", async function () {
    const { oracle, alice, bob, first } = await networkHelpers.loadFixture(deployRequestNonce);

    await expect(oracle.connect(bob).cancel(first))
      .to.be.revertedWithCustomError(oracle, "NotRequester")
      .withArgs(first);
    await oracle.connect(alice).cancel(first);

    expect(await oracle.requesterOf(first)).to.equal(ethers.ZeroAddress);
  });
});

describe("VoucherNonce", function () {
  async function deployVoucherNonce() {
    const [, alice, bob] = await ethers.getSigners();
    const vouchers = await ethers.deployContract("VoucherNonce");
    const first = await vouchers.connect(alice).write.staticCall(text("a coffee"));
    await vouchers.connect(alice).write(text("a coffee"));
    return { vouchers, alice, bob, first };
  }

  it("writes vouchers for a shop", async function () {
    const { vouchers, bob, first } = await networkHelpers.loadFixture(deployVoucherNonce);

    const digest = await vouchers.connect(bob).write.staticCall(text("a coffee"));
    await vouchers.connect(bob).write(text("a coffee"));

    expect(digest).not.to.equal(first);
    expect(await vouchers.vouchers(digest)).to.deep.equal([bob.address, text("a coffee")]);
  });

  it("writes each voucher once", async function () {
    const { vouchers, alice, first } = await networkHelpers.loadFixture(deployVoucherNonce);

    expect(await vouchers.connect(alice).write.staticCall(text("a coffee"))).not.to.equal(first);
  });

  it("tears vouchers up", async function () {
    const { vouchers, alice, first } = await networkHelpers.loadFixture(deployVoucherNonce);

    await vouchers.connect(alice).tearUp(first);

    expect((await vouchers.vouchers(first)).shop).to.equal(ethers.ZeroAddress);
  });

  it("tears vouchers of others up for nobody", async function () {
    const { vouchers, bob, first } = await networkHelpers.loadFixture(deployVoucherNonce);

    await expect(vouchers.connect(bob).tearUp(first))
      .to.be.revertedWithCustomError(vouchers, "NotYours")
      .withArgs(first);
  });
});

describe("ChannelNonce", function () {
  async function deployChannelNonce() {
    const [, alice, bob, carol] = await ethers.getSigners();
    const channels = await ethers.deployContract("ChannelNonce");
    return { channels, alice, bob, carol };
  }

  it("opens a channel", async function () {
    const { channels, alice, bob } = await networkHelpers.loadFixture(deployChannelNonce);

    const channelId = await channels.connect(alice).open.staticCall(bob);
    await channels.connect(alice).open(bob);

    expect(await channels.channel(channelId)).to.deep.equal([true, 0n]);
  });

  it("opens a channel with a deposit", async function () {
    const { channels, alice, carol } = await networkHelpers.loadFixture(deployChannelNonce);

    const channelId = await channels
      .connect(alice)
      .openWithDeposit.staticCall(carol, { value: 500n });
    await channels.connect(alice).openWithDeposit(carol, { value: 500n });

    expect(await channels.channel(channelId)).to.deep.equal([true, 500n]);
  });

  it("opens several channels between two accounts", async function () {
    const { channels, alice, bob } = await networkHelpers.loadFixture(deployChannelNonce);

    const first = await channels.connect(alice).open.staticCall(bob);
    await channels.connect(alice).open(bob);
    const second = await channels.connect(alice).open.staticCall(bob);

    expect(second).not.to.equal(first);
    expect(await channels.channel(second)).to.deep.equal([false, 0n]);
  });
});

describe("UserNonce", function () {
  async function deployUserNonce() {
    const [, alice, bob] = await ethers.getSigners();
    const oracle = await ethers.deployContract("UserNonce");
    await oracle.connect(alice).request(text("rain?"));
    return { oracle, alice, bob };
  }

  it("gives a request an id", async function () {
    const { oracle, bob } = await networkHelpers.loadFixture(deployUserNonce);

    const requestId = await oracle.connect(bob).request.staticCall(text("rain?"));
    await oracle.connect(bob).request(text("rain?"));

    expect(await oracle.requesterOf(requestId)).to.equal(bob);
  });

  it("counts the requests of each account", async function () {
    const { oracle, alice, bob } = await networkHelpers.loadFixture(deployUserNonce);

    await oracle.connect(alice).request(text("rain?"));

    expect(await oracle.requestsOf(alice)).to.equal(2n);
    expect(await oracle.requestsOf(bob)).to.equal(0n);
  });
});

describe("LibraryNonce", function () {
  async function deployLibraryNonce() {
    const [, alice] = await ethers.getSigners();
    const statements = await ethers.deployContract("LibraryNonce");
    return { statements, alice };
  }

  it("numbers the statements of an account", async function () {
    const { statements, alice } = await networkHelpers.loadFixture(deployLibraryNonce);

    const digest = await statements.connect(alice).state.staticCall(text("it is late"));
    await statements.connect(alice).state(text("it is late"));

    expect(await statements.madeAt(digest)).to.equal(await networkHelpers.time.latest());
    expect(await statements.nonces(alice)).to.equal(1n);
  });

  it("takes the next number only", async function () {
    const { statements, alice } = await networkHelpers.loadFixture(deployLibraryNonce);

    await statements.connect(alice).stateAs(text("it is early"), 0n);

    expect(await statements.nonces(alice)).to.equal(1n);
    await expect(statements.connect(alice).stateAs(text("it is early"), 0n))
      .to.be.revertedWithCustomError(statements, "InvalidAccountNonce")
      .withArgs(alice, 1n);
  });
});

describe("EpochNonce", function () {
  async function deployEpochNonce() {
    const [owner, alice] = await ethers.getSigners();
    const game = await ethers.deployContract("EpochNonce");
    await game.start();
    return { game, owner, alice };
  }

  async function deployWithAnswer() {
    const deployed = await networkHelpers.loadFixture(deployEpochNonce);
    await deployed.game.connect(deployed.alice).seal(text("forty-two"));
    return deployed;
  }

  it("takes the answers of players", async function () {
    const { game, alice } = await networkHelpers.loadFixture(deployEpochNonce);

    await game.connect(alice).seal(text("seven"));

    expect(await game.answerOf(alice)).to.equal(text("seven"));
  });

  it("forgets them when the owner starts another game", async function () {
    const { game, owner, alice } = await networkHelpers.loadFixture(deployWithAnswer);

    await game.connect(owner).start();

    expect(await game.nonce()).to.equal(2n);
    expect(await game.answerOf(alice)).to.equal(ethers.ZeroHash);
  });

  it("is started by nobody else", async function () {
    const { game, alice } = await networkHelpers.loadFixture(deployEpochNonce);

    await expect(game.connect(alice).start()).to.be.revertedWithCustomError(
      game,
      "OwnableUnauthorizedAccount",
    );
  });
});

describe("SuppliedNonce", function () {
  async function deploySuppliedNonce() {
    const [, alice, bob] = await ethers.getSigners();
    const shop = await ethers.deployContract("SuppliedNonce");
    await shop.connect(alice).order(5n, 12n);
    return { shop, alice, bob };
  }

  it("takes a nonce of each customer's own", async function () {
    const { shop, bob } = await networkHelpers.loadFixture(deploySuppliedNonce);

    const orderId = await shop.connect(bob).order.staticCall(5n, 80n);
    await shop.connect(bob).order(5n, 80n);

    expect(await shop.quantityOf(orderId)).to.equal(80n);
  });

  it("takes a nonce once", async function () {
    const { shop, alice } = await networkHelpers.loadFixture(deploySuppliedNonce);

    await expect(shop.connect(alice).order(5n, 80n))
      .to.be.revertedWithCustomError(shop, "NonceUsed")
      .withArgs(5n);
  });
});

describe("SearchNonce", function () {
  async function deploySearchNonce() {
    const [, alice] = await ethers.getSigners();
    const boxes = await ethers.deployContract("SearchNonce");
    await boxes.connect(alice).fill(text("books"));
    return { boxes, alice };
  }

  it("finds a free box", async function () {
    const { boxes, alice } = await networkHelpers.loadFixture(deploySearchNonce);

    const boxId = await boxes.connect(alice).fill.staticCall(text("shoes"));
    await boxes.connect(alice).fill(text("shoes"));

    expect(await boxes.contentOf(boxId)).to.equal(text("shoes"));
  });
});

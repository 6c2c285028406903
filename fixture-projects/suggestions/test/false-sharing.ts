import { expect } from "chai";
import { network } from "hardhat";

const { ethers, networkHelpers } = await network.create();

const text = (value: string) => ethers.encodeBytes32String(value);

describe("RedeemSlot", function () {
  async function deployRedeemSlot() {
    const [, keeper, alice] = await ethers.getSigners();
    const shop = await ethers.deployContract("RedeemSlot", [keeper]);
    await shop.connect(alice).take(9n);
    return { shop, keeper, alice };
  }

  it("keeps coupons", async function () {
    const { shop, alice } = await networkHelpers.loadFixture(deployRedeemSlot);

    await shop.connect(alice).take(4n);

    expect(await shop.couponsOf(alice)).to.equal(13n);
  });

  it("lets coupons be redeemed while prices are posted", async function () {
    const { shop, keeper, alice } = await networkHelpers.loadFixture(deployRedeemSlot);

    await shop.connect(keeper).post(120n);
    await shop.connect(alice).redeem(5n);

    expect(await shop.price()).to.equal(120n);
    expect(await shop.round()).to.equal(1n);
    expect(await shop.couponsOf(alice)).to.equal(4n);
    expect(await shop.redeemEnabled()).to.equal(true);
  });

  it("takes prices from the keeper only", async function () {
    const { shop, alice } = await networkHelpers.loadFixture(deployRedeemSlot);

    await expect(shop.connect(alice).post(1n))
      .to.be.revertedWithCustomError(shop, "NotKeeper")
      .withArgs(alice);
  });
});

describe("HeartbeatSlot", function () {
  async function deployHeartbeatSlot() {
    const [, operator, alice] = await ethers.getSigners();
    const service = await ethers.deployContract("HeartbeatSlot", [operator]);
    return { service, operator, alice };
  }

  it("registers users while it is alive", async function () {
    const { service, operator, alice } = await networkHelpers.loadFixture(deployHeartbeatSlot);

    await service.connect(operator).beat();
    await service.connect(alice).register(text("key of Alice"));

    expect(await service.beats()).to.equal(1n);
    expect(await service.operator()).to.equal(operator);
    expect(await service.keyOf(alice)).to.equal(text("key of Alice"));
  });

  it("does not register the operator", async function () {
    const { service, operator } = await networkHelpers.loadFixture(deployHeartbeatSlot);

    await expect(
      service.connect(operator).register(text("key of the operator")),
    ).to.be.revertedWithCustomError(service, "OperatorMustNotRegister");
  });

  it("is shown to be alive by the operator only", async function () {
    const { service, alice } = await networkHelpers.loadFixture(deployHeartbeatSlot);

    await expect(service.connect(alice).beat())
      .to.be.revertedWithCustomError(service, "NotOperator")
      .withArgs(alice);
  });
});

describe("TallySlot", function () {
  async function deployTallySlot() {
    const [, alice, bob] = await ethers.getSigners();
    const film = await ethers.deployContract("TallySlot");
    return { film, alice, bob };
  }

  it("is liked", async function () {
    const { film, alice } = await networkHelpers.loadFixture(deployTallySlot);

    await film.connect(alice).like();

    expect(await film.likes()).to.equal(1n);
    expect(await film.hasLiked(alice)).to.equal(true);
    await expect(film.connect(alice).like()).to.be.revertedWithCustomError(film, "OnceOnly");
  });

  it("is disliked", async function () {
    const { film, bob } = await networkHelpers.loadFixture(deployTallySlot);

    await film.connect(bob).dislike();

    expect(await film.dislikes()).to.equal(1n);
    expect(await film.hasDisliked(bob)).to.equal(true);
  });

  it("is liked by some and disliked by others", async function () {
    const { film, alice, bob } = await networkHelpers.loadFixture(deployTallySlot);

    await film.connect(alice).like();
    await film.connect(bob).dislike();

    expect(await film.likes()).to.equal(1n);
    expect(await film.dislikes()).to.equal(1n);
  });
});

describe("QuoteSlot", function () {
  async function deployQuoteSlot() {
    const [, keeper, alice] = await ethers.getSigners();
    const validUntil = (await networkHelpers.time.latest()) + 3_600;
    const market = await ethers.deployContract("QuoteSlot", [keeper]);
    return { market, keeper, alice, validUntil };
  }

  it("sells at the quoted price", async function () {
    const { market, keeper, alice, validUntil } = await networkHelpers.loadFixture(deployQuoteSlot);

    await market.connect(keeper).quote(30n, validUntil);
    await market.connect(alice).buy(7n);

    expect(await market.debtOf(alice)).to.equal(210n);
  });

  it("does not sell without a quote", async function () {
    const { market, alice } = await networkHelpers.loadFixture(deployQuoteSlot);

    await expect(market.connect(alice).buy(7n))
      .to.be.revertedWithCustomError(market, "QuoteTooOld")
      .withArgs(0n);
  });
});

describe("AccountSlot", function () {
  async function deployAccountSlot() {
    const [, alice, bob] = await ethers.getSigners();
    const members = await ethers.deployContract("AccountSlot");
    return { members, alice, bob };
  }

  it("keeps the points of each member", async function () {
    const { members, alice, bob } = await networkHelpers.loadFixture(deployAccountSlot);

    await members.connect(alice).earn(50n);
    await members.connect(bob).earn(70n);

    expect((await members.accounts(alice)).points).to.equal(50n);
    expect((await members.accounts(bob)).points).to.equal(70n);
  });

  it("keeps what each member prefers", async function () {
    const { members, alice, bob } = await networkHelpers.loadFixture(deployAccountSlot);

    await members.connect(alice).setTheme(3n);
    await members.connect(bob).setNewsletter(true);

    expect((await members.accounts(alice)).theme).to.equal(3n);
    expect((await members.accounts(bob)).newsletter).to.equal(true);
  });
});

describe("ApartSlot", function () {
  async function deployApartSlot() {
    const [, keeper, alice] = await ethers.getSigners();
    const shop = await ethers.deployContract("ApartSlot", [keeper]);
    return { shop, keeper, alice };
  }

  it("lets coupons be redeemed while prices are posted", async function () {
    const { shop, keeper, alice } = await networkHelpers.loadFixture(deployApartSlot);

    await shop.connect(keeper).post(120n);
    await shop.connect(alice).redeem(5n);

    expect(await shop.price()).to.equal(120n);
    expect(await shop.redeemedBy(alice)).to.equal(5n);
  });
});

describe("LampSlot", function () {
  async function deployLampSlot() {
    const [, alice, bob] = await ethers.getSigners();
    const lamp = await ethers.deployContract("LampSlot");
    return { lamp, alice, bob };
  }

  it("is set by anybody", async function () {
    const { lamp, alice } = await networkHelpers.loadFixture(deployLampSlot);

    await lamp.connect(alice).set(0xff8800n, 400n, true);

    expect(await lamp.light()).to.deep.equal([0xff8800n, 400n, true]);
  });

  it("shines as the last one wants", async function () {
    const { lamp, alice, bob } = await networkHelpers.loadFixture(deployLampSlot);

    await lamp.connect(alice).set(0xff8800n, 400n, true);
    await lamp.connect(bob).set(0x0044ffn, 250n, false);

    expect(await lamp.light()).to.deep.equal([0x0044ffn, 250n, false]);
  });

  it("must not dazzle", async function () {
    const { lamp, alice } = await networkHelpers.loadFixture(deployLampSlot);

    await expect(lamp.connect(alice).set(0xffffffn, 1_001n, false))
      .to.be.revertedWithCustomError(lamp, "TooBright")
      .withArgs(1_001n);
  });
});

describe("KeeperSlot", function () {
  async function deployKeeperSlot() {
    const [owner, alice] = await ethers.getSigners();
    const pool = await ethers.deployContract("KeeperSlot");
    return { pool, owner, alice };
  }

  it("is kept by the owner", async function () {
    const { pool, owner } = await networkHelpers.loadFixture(deployKeeperSlot);

    await pool.connect(owner).setOpensAt(7n);
    await pool.connect(owner).setPrice(25n);

    expect(await pool.opensAt()).to.equal(7n);
    expect(await pool.price()).to.equal(25n);
  });

  it("is booked by guests", async function () {
    const { pool, alice } = await networkHelpers.loadFixture(deployKeeperSlot);

    await pool.connect(alice).book(18n, 4n);

    expect(await pool.laneOf(alice, 18n)).to.equal(4n);
  });

  it("may be booked whatever the price", async function () {
    const { pool, owner, alice } = await networkHelpers.loadFixture(deployKeeperSlot);

    await pool.connect(owner).setPrice(30n);
    await pool.connect(alice).book(19n, 2n);

    expect(await pool.laneOf(alice, 19n)).to.equal(2n);
  });
});

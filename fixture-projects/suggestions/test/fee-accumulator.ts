import { expect } from "chai";
import { network } from "hardhat";

const { ethers, networkHelpers } = await network.create();

const ether = (amount: number) => ethers.parseEther(String(amount));
const text = (value: string) => ethers.encodeBytes32String(value);

describe("TipFees", function () {
  async function deployTipFees() {
    const [owner, alice, bob, artist] = await ethers.getSigners();
    const tips = await ethers.deployContract("TipFees");
    await tips.connect(alice).tip(artist, { value: ether(2) });
    return { tips, owner, alice, bob, artist };
  }

  it("keeps a fee of a tip", async function () {
    const { tips, bob, artist } = await networkHelpers.loadFixture(deployTipFees);

    await expect(tips.connect(bob).tip(artist, { value: ether(1) }))
      .to.emit(tips, "Tipped")
      .withArgs(artist, ether(0.99), ether(0.01));

    expect(await tips.protocolFees()).to.equal(ether(0.03));
    expect(await tips.creditOf(artist)).to.equal(ether(2.97));
  });

  it("pays tips out", async function () {
    const { tips, artist } = await networkHelpers.loadFixture(deployTipFees);

    await expect(tips.connect(artist).withdraw()).to.changeEtherBalance(
      ethers,
      artist,
      ether(1.98),
    );

    expect(await tips.creditOf(artist)).to.equal(0n);
    expect(await tips.protocolFees()).to.equal(ether(0.02));
  });

  it("pays the fees out to the owner", async function () {
    const { tips, owner } = await networkHelpers.loadFixture(deployTipFees);

    await expect(tips.connect(owner).collectFees()).to.changeEtherBalance(
      ethers,
      owner,
      ether(0.02),
    );

    expect(await tips.protocolFees()).to.equal(0n);
  });

  it("pays the fees out to nobody else", async function () {
    const { tips, alice } = await networkHelpers.loadFixture(deployTipFees);

    await expect(tips.connect(alice).collectFees()).to.be.revertedWithCustomError(
      tips,
      "OwnableUnauthorizedAccount",
    );
  });
});

describe("SavingsFees", function () {
  async function deploySavingsFees() {
    const [owner, alice, bob] = await ethers.getSigners();
    const savings = await ethers.deployContract("SavingsFees");
    await savings.connect(alice).deposit({ value: ether(4) });
    return { savings, owner, alice, bob };
  }

  it("keeps a fee of a deposit", async function () {
    const { savings, bob } = await networkHelpers.loadFixture(deploySavingsFees);

    await savings.connect(bob).deposit({ value: ether(2) });

    expect(await savings.savingsOf(bob)).to.equal(ether(1.99));
    expect(await savings.accruedFees()).to.equal(ether(0.03));
  });

  it("keeps a fee of a withdrawal", async function () {
    const { savings, alice } = await networkHelpers.loadFixture(deploySavingsFees);

    await expect(savings.connect(alice).withdraw(ether(1))).to.changeEtherBalance(
      ethers,
      alice,
      ether(0.995),
    );

    expect(await savings.savingsOf(alice)).to.equal(ether(2.98));
    expect(await savings.accruedFees()).to.equal(ether(0.025));
  });

  it("pays the fees out to the owner", async function () {
    const { savings, owner } = await networkHelpers.loadFixture(deploySavingsFees);

    await expect(savings.connect(owner).takeFees())
      .to.emit(savings, "FeesTaken")
      .withArgs(ether(0.02));

    expect(await savings.accruedFees()).to.equal(0n);
    expect(await ethers.provider.getBalance(savings)).to.equal(ether(3.98));
  });
});

describe("HouseFees", function () {
  async function deployHouseFees() {
    const [, house, alice, bob] = await ethers.getSigners();
    const casino = await ethers.deployContract("HouseFees", [house]);
    await casino.connect(alice).deposit({ value: ether(3) });
    return { casino, house, alice, bob };
  }

  async function deployWithFee() {
    const deployed = await networkHelpers.loadFixture(deployHouseFees);
    await deployed.casino.connect(deployed.alice).pay(deployed.bob, ether(1));
    return deployed;
  }

  it("takes money in", async function () {
    const { casino, bob } = await networkHelpers.loadFixture(deployHouseFees);

    await casino.connect(bob).deposit({ value: ether(5) });

    expect(await casino.moneyOf(bob)).to.equal(ether(5));
  });

  it("gets a fee of each payment", async function () {
    const { casino, house, alice, bob } = await networkHelpers.loadFixture(deployHouseFees);

    await casino.connect(alice).pay(bob, ether(2));

    expect(await casino.moneyOf(alice)).to.equal(ether(1));
    expect(await casino.moneyOf(bob)).to.equal(ether(1.96));
    expect(await casino.moneyOf(house)).to.equal(ether(0.04));
  });

  it("pays money out", async function () {
    const { casino, bob } = await networkHelpers.loadFixture(deployWithFee);

    await casino.connect(bob).withdraw(ether(0.5));

    expect(await casino.moneyOf(bob)).to.equal(ether(0.48));
  });

  it("pays the fees out to the house", async function () {
    const { casino, house } = await networkHelpers.loadFixture(deployWithFee);

    await expect(casino.connect(house).withdraw(ether(0.02))).to.changeEtherBalance(
      ethers,
      house,
      ether(0.02),
    );

    expect(await casino.moneyOf(house)).to.equal(0n);
  });
});

describe("TransferFees", function () {
  async function deployTransferFees() {
    const [owner, collector, alice, bob] = await ethers.getSigners();
    const token = await ethers.deployContract("TransferFees", [alice, collector]);
    return { token, owner, collector, alice, bob };
  }

  it("pays a fee of each transfer to the collector", async function () {
    const { token, collector, alice, bob } = await networkHelpers.loadFixture(deployTransferFees);

    await token.connect(alice).transfer(bob, ether(300));

    expect(await token.balanceOf(bob)).to.equal(ether(297));
    expect(await token.balanceOf(collector)).to.equal(ether(3));
  });

  it("has another collector if the owner wants", async function () {
    const { token, owner, bob } = await networkHelpers.loadFixture(deployTransferFees);

    await token.connect(owner).setFeeCollector(bob);

    expect(await token.feeCollector()).to.equal(bob);
  });
});

describe("UserFees", function () {
  async function deployUserFees() {
    const [, landlord, alice] = await ethers.getSigners();
    const boxes = await ethers.deployContract("UserFees", [landlord]);
    await boxes.connect(alice).store(2n);
    return { boxes, landlord, alice };
  }

  it("adds to what a customer owes", async function () {
    const { boxes, alice } = await networkHelpers.loadFixture(deployUserFees);

    await boxes.connect(alice).store(3n);

    expect(await boxes.accruedFees(alice)).to.equal(ether(0.05));
  });

  it("is settled", async function () {
    const { boxes, landlord, alice } = await networkHelpers.loadFixture(deployUserFees);

    await expect(boxes.connect(alice).settle({ value: ether(0.02) })).to.changeEtherBalance(
      ethers,
      landlord,
      ether(0.02),
    );

    expect(await boxes.accruedFees(alice)).to.equal(0n);
  });
});

describe("EventFees", function () {
  async function deployEventFees() {
    const [, alice] = await ethers.getSigners();
    const shop = await ethers.deployContract("EventFees");
    return { shop, alice };
  }

  it("tells the fee", async function () {
    const { shop, alice } = await networkHelpers.loadFixture(deployEventFees);

    await expect(shop.connect(alice).print([120n, 35n]))
      .to.emit(shop, "FeeCharged")
      .withArgs(alice, 620n);

    expect(await shop.pagesOf(alice)).to.equal(155n);
  });

  it("needs something to print", async function () {
    const { shop, alice } = await networkHelpers.loadFixture(deployEventFees);

    await expect(shop.connect(alice).print([])).to.be.revertedWithCustomError(
      shop,
      "NothingToPrint",
    );
  });
});

describe("ForwardedFees", function () {
  async function deployForwardedFees() {
    const [, treasury, alice] = await ethers.getSigners();
    const names = await ethers.deployContract("ForwardedFees", [treasury]);
    return { names, treasury, alice };
  }

  it("sends the fee on", async function () {
    const { names, treasury, alice } = await networkHelpers.loadFixture(deployForwardedFees);

    await expect(
      names.connect(alice).setName(text("Alice"), { value: ether(0.05) }),
    ).to.changeEtherBalances(ethers, [alice, names, treasury], [-ether(0.05), 0n, ether(0.05)]);

    expect(await names.nameOf(alice)).to.equal(text("Alice"));
  });

  it("needs the fee", async function () {
    const { names, alice } = await networkHelpers.loadFixture(deployForwardedFees);

    await expect(names.connect(alice).setName(text("Alice")))
      .to.be.revertedWithCustomError(names, "WrongFee")
      .withArgs(0n);
  });
});

describe("ShopFees", function () {
  async function deployShopFees() {
    const [, shop, alice, bob] = await ethers.getSigners();
    const shops = await ethers.deployContract("ShopFees");
    await shops.connect(alice).depositAt(shop, { value: ether(1) });
    return { shops, shop, alice, bob };
  }

  it("keeps a fee for the shop", async function () {
    const { shops, shop, bob } = await networkHelpers.loadFixture(deployShopFees);

    await shops.connect(bob).depositAt(shop, { value: ether(2) });

    expect(await shops.feesOf(shop)).to.equal(ether(0.15));
    expect(await shops.depositOf(shop, bob)).to.equal(ether(1.9));
  });

  it("pays the fees out to the shop", async function () {
    const { shops, shop } = await networkHelpers.loadFixture(deployShopFees);

    await expect(shops.connect(shop).takeFees()).to.changeEtherBalance(ethers, shop, ether(0.05));

    expect(await shops.feesOf(shop)).to.equal(0n);
  });
});

describe("OwnerFees", function () {
  async function deployOwnerFees() {
    const [owner, alice, bob] = await ethers.getSigners();
    const desk = await ethers.deployContract("OwnerFees");
    await desk.connect(alice).order(400n);
    return { desk, owner, alice, bob };
  }

  it("takes orders", async function () {
    const { desk, bob } = await networkHelpers.loadFixture(deployOwnerFees);

    await desk.connect(bob).order(250n);

    expect(await desk.openOf(bob)).to.equal(250n);
  });

  it("settles orders at a fee", async function () {
    const { desk, owner, alice } = await networkHelpers.loadFixture(deployOwnerFees);

    await desk.connect(owner).settle(alice);

    expect(await desk.openOf(alice)).to.equal(0n);
    expect(await desk.totalFees()).to.equal(40n);
  });

  it("has nothing to settle for others", async function () {
    const { desk, owner, bob } = await networkHelpers.loadFixture(deployOwnerFees);

    await expect(desk.connect(owner).settle(bob))
      .to.be.revertedWithCustomError(desk, "NothingOpen")
      .withArgs(bob);
  });
});

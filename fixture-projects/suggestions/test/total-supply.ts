import { expect } from "chai";
import { network } from "hardhat";

const { ethers, networkHelpers } = await network.create();

const ether = (amount: number) => ethers.parseEther(String(amount));

describe("VoucherSupply", function () {
  async function deployVoucherSupply() {
    const [, alice, bob, carol] = await ethers.getSigners();
    const vouchers = await ethers.deployContract("VoucherSupply");
    return { vouchers, alice, bob, carol };
  }

  async function deployWithVouchers() {
    const deployed = await networkHelpers.loadFixture(deployVoucherSupply);
    await deployed.vouchers.connect(deployed.alice).deposit({ value: ether(2) });
    return deployed;
  }

  async function deployWithVouchersGivenOn() {
    const deployed = await networkHelpers.loadFixture(deployWithVouchers);
    await deployed.vouchers.connect(deployed.alice).transfer(deployed.carol, ether(2));
    return deployed;
  }

  it("sells vouchers", async function () {
    const { vouchers, bob } = await networkHelpers.loadFixture(deployWithVouchers);

    await vouchers.connect(bob).deposit({ value: ether(3) });

    expect(await vouchers.balanceOf(bob)).to.equal(ether(3));
    expect(await vouchers.totalSupply()).to.equal(ether(5));
  });

  it("takes vouchers back", async function () {
    const { vouchers, alice } = await networkHelpers.loadFixture(deployWithVouchers);

    await expect(vouchers.connect(alice).redeem(ether(1.5))).to.changeEtherBalances(
      ethers,
      [alice, vouchers],
      [ether(1.5), -ether(1.5)],
    );

    expect(await vouchers.balanceOf(alice)).to.equal(ether(0.5));
    expect(await vouchers.totalSupply()).to.equal(ether(0.5));
  });

  it("lets vouchers be given on", async function () {
    const { vouchers, alice, bob } = await networkHelpers.loadFixture(deployWithVouchers);

    await vouchers.connect(alice).transfer(bob, ether(0.5));

    expect(await vouchers.balanceOf(alice)).to.equal(ether(1.5));
    expect(await vouchers.balanceOf(bob)).to.equal(ether(0.5));
    expect(await vouchers.totalSupply()).to.equal(ether(2));
  });

  it("takes back what was given on from whoever has it", async function () {
    const { vouchers, carol } = await networkHelpers.loadFixture(deployWithVouchersGivenOn);

    await vouchers.connect(carol).redeem(ether(2));

    expect(await vouchers.totalSupply()).to.equal(0n);
  });

  it("does not pay more than one has", async function () {
    const { vouchers, alice } = await networkHelpers.loadFixture(deployWithVouchers);

    await expect(vouchers.connect(alice).redeem(ether(3)))
      .to.be.revertedWithCustomError(vouchers, "NotEnough")
      .withArgs(ether(3), ether(2));
  });
});

describe("StakeSupply", function () {
  async function deployStakeSupply() {
    const [, alice, bob] = await ethers.getSigners();
    const stakes = await ethers.deployContract("StakeSupply");
    return { stakes, alice, bob };
  }

  async function deployWithStake() {
    const deployed = await networkHelpers.loadFixture(deployStakeSupply);
    await deployed.stakes.connect(deployed.alice).stake({ value: ether(4) });
    return deployed;
  }

  async function deployWithStakeForBob() {
    const deployed = await networkHelpers.loadFixture(deployStakeSupply);
    await deployed.stakes.connect(deployed.alice).stakeFor(deployed.bob, { value: ether(1) });
    return deployed;
  }

  it("adds a stake", async function () {
    const { stakes, bob } = await networkHelpers.loadFixture(deployWithStake);

    await stakes.connect(bob).stake({ value: ether(1) });

    expect(await stakes.stakeOf(bob)).to.equal(ether(1));
    expect(await stakes.totalStaked()).to.equal(ether(5));
  });

  it("adds a stake for somebody else", async function () {
    const { stakes, alice, bob } = await networkHelpers.loadFixture(deployStakeSupply);

    await stakes.connect(alice).stakeFor(bob, { value: ether(1) });

    expect(await stakes.stakeOf(bob)).to.equal(ether(1));
    expect(await stakes.totalStaked()).to.equal(ether(1));
  });

  it("gives a stake to whom it was added for", async function () {
    const { stakes, bob } = await networkHelpers.loadFixture(deployWithStakeForBob);

    await stakes.connect(bob).unstake(ether(1));

    expect(await stakes.stakeOf(bob)).to.equal(0n);
    expect(await stakes.totalStaked()).to.equal(0n);
  });

  it("gives a part of a stake back", async function () {
    const { stakes, alice } = await networkHelpers.loadFixture(deployWithStake);

    await expect(stakes.connect(alice).unstake(ether(3))).to.changeEtherBalance(
      ethers,
      alice,
      ether(3),
    );

    expect(await stakes.stakeOf(alice)).to.equal(ether(1));
    expect(await stakes.totalStaked()).to.equal(ether(1));
  });

  it("does not give more than the stake", async function () {
    const { stakes, bob } = await networkHelpers.loadFixture(deployWithStake);

    await expect(stakes.connect(bob).unstake(1n)).to.be.revertedWithPanic(0x11);
  });
});

describe("WrappedEtherSupply", function () {
  async function deployWrappedEtherSupply() {
    const [, alice, bob] = await ethers.getSigners();
    const weth = await ethers.deployContract("WrappedEtherSupply");
    return { weth, alice, bob };
  }

  async function deployWithTokens() {
    const deployed = await networkHelpers.loadFixture(deployWrappedEtherSupply);
    await deployed.weth.connect(deployed.alice).deposit({ value: ether(6) });
    return deployed;
  }

  it("wraps ETH", async function () {
    const { weth, bob } = await networkHelpers.loadFixture(deployWithTokens);

    await weth.connect(bob).deposit({ value: ether(1) });

    expect(await weth.balanceOf(bob)).to.equal(ether(1));
    expect(await weth.totalSupply()).to.equal(ether(7));
  });

  it("unwraps ETH", async function () {
    const { weth, alice } = await networkHelpers.loadFixture(deployWithTokens);

    await weth.connect(alice).withdraw(ether(2));

    expect(await weth.balanceOf(alice)).to.equal(ether(4));
    expect(await ethers.provider.getBalance(weth)).to.equal(ether(4));
  });

  it("can be transferred", async function () {
    const { weth, alice, bob } = await networkHelpers.loadFixture(deployWithTokens);

    await weth.connect(alice).transfer(bob, ether(5));

    expect(await weth.balanceOf(bob)).to.equal(ether(5));
    expect(await weth.totalSupply()).to.equal(ether(6));
  });
});

describe("FixedSupply", function () {
  async function deployFixedSupply() {
    const [, alice, bob] = await ethers.getSigners();
    const token = await ethers.deployContract("FixedSupply", [alice]);
    return { token, alice, bob };
  }

  it("is transferred", async function () {
    const { token, alice, bob } = await networkHelpers.loadFixture(deployFixedSupply);

    await token.connect(alice).transfer(bob, ether(250_000));

    expect(await token.shareOf(bob)).to.equal(2_500n);
    expect(await token.totalSupply()).to.equal(await token.TOTAL());
  });
});

describe("OwnerSupply", function () {
  async function deployOwnerSupply() {
    const [owner, alice, bob] = await ethers.getSigners();
    const points = await ethers.deployContract("OwnerSupply");
    await points.mint(alice, 500n);
    return { points, owner, alice, bob };
  }

  it("is made by the owner", async function () {
    const { points, owner, bob } = await networkHelpers.loadFixture(deployOwnerSupply);

    await points.connect(owner).mint(bob, 70n);

    expect(await points.totalSupply()).to.equal(570n);
  });

  it("is taken by the owner", async function () {
    const { points, owner, alice } = await networkHelpers.loadFixture(deployOwnerSupply);

    await points.connect(owner).burn(alice, 200n);

    expect(await points.totalSupply()).to.equal(300n);
  });

  it("is passed on by customers", async function () {
    const { points, alice, bob } = await networkHelpers.loadFixture(deployOwnerSupply);

    await points.connect(alice).transfer(bob, 30n);

    expect(await points.balanceOf(bob)).to.equal(30n);
  });

  it("is not made by customers", async function () {
    const { points, alice } = await networkHelpers.loadFixture(deployOwnerSupply);

    await expect(points.connect(alice).mint(alice, 1n)).to.be.revertedWithCustomError(
      points,
      "OwnableUnauthorizedAccount",
    );
  });
});

describe("PoolSupply", function () {
  const CLUB = ethers.encodeBytes32String("rowing club");

  async function deployPoolSupply() {
    const [, alice, bob] = await ethers.getSigners();
    const clubs = await ethers.deployContract("PoolSupply");
    return { clubs, alice, bob };
  }

  async function deployWithSavings() {
    const deployed = await networkHelpers.loadFixture(deployPoolSupply);
    await deployed.clubs.connect(deployed.alice).save(CLUB, { value: ether(2) });
    return deployed;
  }

  it("sums what the members of a club save", async function () {
    const { clubs, bob } = await networkHelpers.loadFixture(deployWithSavings);

    await clubs.connect(bob).save(CLUB, { value: ether(1) });

    expect(await clubs.balanceOf(CLUB, bob)).to.equal(ether(1));
    expect(await clubs.totalSupply(CLUB)).to.equal(ether(3));
  });

  it("gives back what was saved", async function () {
    const { clubs, alice } = await networkHelpers.loadFixture(deployWithSavings);

    await clubs.connect(alice).take(CLUB, ether(0.5));

    expect(await clubs.totalSupply(CLUB)).to.equal(ether(1.5));
  });
});

describe("AccountSupply", function () {
  async function deployAccountSupply() {
    const [, alice] = await ethers.getSigners();
    const savings = await ethers.deployContract("AccountSupply");
    return { savings, alice };
  }

  it("sums the jars of a user", async function () {
    const { savings, alice } = await networkHelpers.loadFixture(deployAccountSupply);

    await savings.connect(alice).fill(0, 30n);
    await savings.connect(alice).fill(2, 12n);

    expect(await savings.totalOf(alice)).to.equal(42n);
    expect(await savings.inJar(alice, 2)).to.equal(12n);
  });

  it("has no more than three jars", async function () {
    const { savings, alice } = await networkHelpers.loadFixture(deployAccountSupply);

    await expect(savings.connect(alice).fill(3, 1n))
      .to.be.revertedWithCustomError(savings, "NoSuchJar")
      .withArgs(3n);
  });
});

describe("NamespacedSupply", function () {
  async function deployNamespacedSupply() {
    const [, alice, bob] = await ethers.getSigners();
    const scrip = await ethers.deployContract("NamespacedSupply");
    return { scrip, alice, bob };
  }

  it("issues and redeems", async function () {
    const { scrip, alice, bob } = await networkHelpers.loadFixture(deployNamespacedSupply);

    await scrip.connect(alice).issue(50n);
    await scrip.connect(bob).issue(30n);
    await scrip.connect(alice).redeem(20n);

    expect(await scrip.balanceOf(alice)).to.equal(30n);
    expect(await scrip.totalSupply()).to.equal(60n);
  });

  it("redeems no more than there is", async function () {
    const { scrip, alice, bob } = await networkHelpers.loadFixture(deployNamespacedSupply);
    await scrip.connect(alice).issue(50n);

    await expect(scrip.connect(bob).redeem(1n)).to.be.revertedWithCustomError(scrip, "NotEnough");
  });
});

describe("RoutedSupply", function () {
  it("adds shares for its callers", async function () {
    const [, alice, bob] = await ethers.getSigners();
    const desk = await ethers.deployContract("RoutedSupply");
    const shares = await ethers.getContractAt("RoutedShares", await desk.shares());

    await desk.connect(alice).add(50n);
    await desk.connect(bob).add(30n);

    expect(await shares.sharesOf(alice)).to.equal(55n);
    expect(await shares.totalShares()).to.equal(88n);
  });
});

import { expect } from "chai";
import { network } from "hardhat";

const { ethers, networkHelpers } = await network.create();

const ether = (amount: number) => ethers.parseEther(String(amount));
const text = (value: string) => ethers.encodeBytes32String(value);

describe("MintCap", function () {
  async function deployMintCap() {
    const [, alice, bob] = await ethers.getSigners();
    const badges = await ethers.deployContract("MintCap");
    return { badges, alice, bob };
  }

  async function deployNearlySoldOut() {
    const [late, ...minters] = await ethers.getSigners();
    const badges = await ethers.deployContract("MintCap");
    for (const minter of minters.slice(0, 19)) await badges.connect(minter).mint(5n);
    await badges.connect(late).mint(2n);
    return { badges, late };
  }

  it("gives badges away", async function () {
    const { badges, alice } = await networkHelpers.loadFixture(deployMintCap);

    await badges.connect(alice).mint(3n);

    expect(await badges.badgesOf(alice)).to.equal(3n);
    expect(await badges.minted()).to.equal(3n);
  });

  it("limits what one account has", async function () {
    const { badges, bob } = await networkHelpers.loadFixture(deployMintCap);

    await badges.connect(bob).mint(4n);
    await expect(badges.connect(bob).mint(2n))
      .to.be.revertedWithCustomError(badges, "TooMany")
      .withArgs(2n);
  });

  it("limits what all have", async function () {
    const { badges, late } = await networkHelpers.loadFixture(deployNearlySoldOut);

    await expect(badges.connect(late).mint(4n))
      .to.be.revertedWithCustomError(badges, "SoldOut")
      .withArgs(4n, 3n);
  });

  it("gives the last badges away", async function () {
    const { badges, late } = await networkHelpers.loadFixture(deployNearlySoldOut);

    await badges.connect(late).mint(3n);

    expect(await badges.minted()).to.equal(await badges.MAX_BADGES());
  });
});

describe("SeatCap", function () {
  async function deploySeatCap() {
    const [, alice, bob] = await ethers.getSigners();
    const boat = await ethers.deployContract("SeatCap", [40n]);
    return { boat, alice, bob };
  }

  async function deployWithGuest() {
    const deployed = await networkHelpers.loadFixture(deploySeatCap);
    await deployed.boat.connect(deployed.alice).take(6n);
    return deployed;
  }

  it("gives seats away", async function () {
    const { boat, bob } = await networkHelpers.loadFixture(deployWithGuest);

    await boat.connect(bob).take(2n);

    expect(await boat.seatsOf(bob)).to.equal(2n);
    expect(await boat.remaining()).to.equal(32n);
  });

  it("takes seats back", async function () {
    const { boat, alice } = await networkHelpers.loadFixture(deployWithGuest);

    await boat.connect(alice).giveBack();

    expect(await boat.seatsOf(alice)).to.equal(0n);
    expect(await boat.remaining()).to.equal(40n);
  });

  it("has no more seats than it has", async function () {
    const { boat, bob } = await networkHelpers.loadFixture(deployWithGuest);

    await expect(boat.connect(bob).take(35n)).to.be.revertedWith("SeatCap: not enough seats");
    await expect(boat.connect(bob).giveBack()).to.be.revertedWith("SeatCap: no seats");
  });
});

describe("DepositCap", function () {
  async function deployDepositCap() {
    const [owner, alice, bob] = await ethers.getSigners();
    const vault = await ethers.deployContract("DepositCap", [ether(500)]);
    return { vault, owner, alice, bob };
  }

  async function deployWithDeposit() {
    const deployed = await networkHelpers.loadFixture(deployDepositCap);
    await deployed.vault.connect(deployed.alice).deposit({ value: ether(7) });
    return deployed;
  }

  it("takes a deposit", async function () {
    const { vault, bob } = await networkHelpers.loadFixture(deployWithDeposit);

    await vault.connect(bob).deposit({ value: ether(2) });

    expect(await vault.depositOf(bob)).to.equal(ether(2));
    expect(await vault.totalDeposits()).to.equal(ether(9));
  });

  it("gives a deposit back", async function () {
    const { vault, alice } = await networkHelpers.loadFixture(deployWithDeposit);

    await expect(vault.connect(alice).withdraw(ether(3))).to.changeEtherBalance(
      ethers,
      alice,
      ether(3),
    );

    expect(await vault.totalDeposits()).to.equal(ether(4));
  });

  it("takes no more than the cap", async function () {
    const { vault, bob } = await networkHelpers.loadFixture(deployWithDeposit);

    await expect(vault.connect(bob).deposit({ value: ether(494) }))
      .to.be.revertedWithCustomError(vault, "CapExceeded")
      .withArgs(ether(501), ether(500));
  });

  it("has a cap that the owner moves", async function () {
    const { vault, owner, bob } = await networkHelpers.loadFixture(deployWithDeposit);

    await vault.connect(owner).setCap(ether(600));
    expect(await vault.depositCap()).to.equal(ether(600));

    await expect(vault.connect(bob).setCap(0n)).to.be.revertedWithCustomError(
      vault,
      "OwnableUnauthorizedAccount",
    );
  });
});

describe("GoalCap", function () {
  async function deployGoalCap() {
    const [, alice, bob] = await ethers.getSigners();
    const collection = await ethers.deployContract("GoalCap", [ether(300)]);
    await collection.connect(alice).give({ value: ether(4) });
    return { collection, bob };
  }

  it("takes what is given", async function () {
    const { collection, bob } = await networkHelpers.loadFixture(deployGoalCap);

    await collection.connect(bob).give({ value: ether(3) });

    expect(await collection.collected()).to.equal(ether(7));
    expect(await collection.givenBy(bob)).to.equal(ether(3));
  });

  it("takes no more than is missing", async function () {
    const { collection, bob } = await networkHelpers.loadFixture(deployGoalCap);

    await expect(collection.connect(bob).give({ value: ether(297) })).to.be.revertedWith(
      "GoalCap: more than is missing",
    );
  });
});

describe("CurveCap", function () {
  async function deployCurveCap() {
    const [, alice, bob] = await ethers.getSigners();
    const keys = await ethers.deployContract("CurveCap");
    await keys.connect(alice).buy(ether(1), { value: ether(0.01) });
    return { keys, bob };
  }

  it("sells a key for more than the one before", async function () {
    const { keys, bob } = await networkHelpers.loadFixture(deployCurveCap);

    await keys.connect(bob).buy(ether(0.2), { value: ether(0.15) });

    expect(await keys.keysOf(bob)).to.equal(1n);
    expect(await keys.price()).to.equal(ether(0.012));
  });

  it("sells none for less than the price, or above the limit", async function () {
    const { keys, bob } = await networkHelpers.loadFixture(deployCurveCap);

    await expect(keys.connect(bob).buy(ether(1), { value: ether(0.01) }))
      .to.be.revertedWithCustomError(keys, "PriceIs")
      .withArgs(ether(0.011));
    await expect(keys.connect(bob).buy(ether(0.001), { value: ether(1) }))
      .to.be.revertedWithCustomError(keys, "PriceAbove")
      .withArgs(ether(0.001));
  });
});

describe("WalletCap", function () {
  async function deployWalletCap() {
    const [, alice] = await ethers.getSigners();
    const samples = await ethers.deployContract("WalletCap");
    return { samples, alice };
  }

  it("gives samples away", async function () {
    const { samples, alice } = await networkHelpers.loadFixture(deployWalletCap);

    await samples.connect(alice).claim(4n);

    expect(await samples.claimed(alice)).to.equal(4n);
  });

  it("limits what one account has", async function () {
    const { samples, alice } = await networkHelpers.loadFixture(deployWalletCap);

    await samples.connect(alice).claim(9n);
    await expect(samples.connect(alice).claim(2n))
      .to.be.revertedWithCustomError(samples, "CapExceeded")
      .withArgs(2n, 1n);
  });
});

describe("QuorumCap", function () {
  async function deployQuorumCap() {
    const [owner, alice, bob] = await ethers.getSigners();
    const course = await ethers.deployContract("QuorumCap");
    return { course, owner, alice, bob };
  }

  async function deployWithSignUps() {
    const deployed = await networkHelpers.loadFixture(deployQuorumCap);
    await deployed.course.connect(deployed.alice).signUp();
    await deployed.course.connect(deployed.bob).signUp();
    return deployed;
  }

  it("signs up whoever wants", async function () {
    const { course, alice } = await networkHelpers.loadFixture(deployQuorumCap);

    await course.connect(alice).signUp();

    expect(await course.hasSignedUp(alice)).to.equal(true);
    expect(await course.signUps()).to.equal(1n);
    await expect(course.connect(alice).signUp()).to.be.revertedWithCustomError(
      course,
      "AlreadySignedUp",
    );
  });

  it("is confirmed when enough have signed up", async function () {
    const { course, owner } = await networkHelpers.loadFixture(deployWithSignUps);

    await course.connect(owner).confirm();

    expect(await course.confirmed()).to.equal(true);
  });

  it("is not confirmed when too few have", async function () {
    const { course, owner } = await networkHelpers.loadFixture(deployQuorumCap);

    await expect(course.connect(owner).confirm())
      .to.be.revertedWithCustomError(course, "TooFew")
      .withArgs(0n);
  });
});

describe("RoomCap", function () {
  async function deployRoomCap() {
    const [, alice, ...others] = await ethers.getSigners();
    const rooms = await ethers.deployContract("RoomCap");
    return { rooms, alice, others };
  }

  async function deployFullRoom() {
    const deployed = await networkHelpers.loadFixture(deployRoomCap);
    for (const guest of deployed.others.slice(0, 12)) {
      await deployed.rooms.connect(guest).sit(text("library"));
    }
    return deployed;
  }

  it("gives a chair in a room", async function () {
    const { rooms, alice } = await networkHelpers.loadFixture(deployRoomCap);

    await rooms.connect(alice).sit(text("kitchen"));

    expect(await rooms.taken(text("kitchen"))).to.equal(1n);
    expect(await rooms.sitsIn(text("kitchen"), alice)).to.equal(true);
  });

  it("has twelve chairs in each room", async function () {
    const { rooms, alice } = await networkHelpers.loadFixture(deployFullRoom);

    await expect(rooms.connect(alice).sit(text("library")))
      .to.be.revertedWithCustomError(rooms, "RoomFull")
      .withArgs(text("library"));
  });
});

describe("CallCap", function () {
  async function deployCallCap() {
    const [owner, alice] = await ethers.getSigners();
    const donations = await ethers.deployContract("CallCap", [ether(10)]);
    return { donations, owner, alice };
  }

  it("takes a donation", async function () {
    const { donations, alice } = await networkHelpers.loadFixture(deployCallCap);

    await donations.connect(alice).donate({ value: ether(8) });

    expect(await donations.givenBy(alice)).to.equal(ether(8));
  });

  it("takes no higher donation than the bound", async function () {
    const { donations, alice } = await networkHelpers.loadFixture(deployCallCap);

    await expect(donations.connect(alice).donate({ value: ether(11) }))
      .to.be.revertedWithCustomError(donations, "TooGenerous")
      .withArgs(ether(11), ether(10));
  });

  it("has a bound that the owner raises", async function () {
    const { donations, owner } = await networkHelpers.loadFixture(deployCallCap);

    await donations.connect(owner).raise(ether(5));

    expect(await donations.maxDonation()).to.equal(ether(15));
  });
});

describe("IssuerCap", function () {
  async function deployIssuerCap() {
    const [owner, alice, bob, carol] = await ethers.getSigners();
    const licences = await ethers.deployContract("IssuerCap");
    await licences.grant(alice);
    await licences.grant(bob);
    return { licences, owner, alice, carol };
  }

  it("grants licences up to the cap", async function () {
    const { licences, owner, carol } = await networkHelpers.loadFixture(deployIssuerCap);

    await licences.connect(owner).grant(carol);

    expect(await licences.issued()).to.equal(3n);
    await expect(licences.connect(owner).grant(owner)).to.be.revertedWithCustomError(
      licences,
      "SoldOut",
    );
  });

  it("lets the licensed use their licence", async function () {
    const { licences, alice } = await networkHelpers.loadFixture(deployIssuerCap);

    await licences.connect(alice).activate(text("laptop"));

    expect(await licences.machineOf(alice)).to.equal(text("laptop"));
  });

  it("lets nobody else", async function () {
    const { licences, carol } = await networkHelpers.loadFixture(deployIssuerCap);

    await expect(licences.connect(carol).activate(text("laptop")))
      .to.be.revertedWithCustomError(licences, "NoLicence")
      .withArgs(carol);
  });
});

describe("PantryCap", function () {
  async function deployPantryCap() {
    const [, alice, bob, carol] = await ethers.getSigners();
    const pantry = await ethers.deployContract("PantryCap");
    await pantry.connect(carol).bring(20n);
    return { pantry, alice, bob, carol };
  }

  it("gives what others have brought", async function () {
    const { pantry, alice, bob, carol } = await networkHelpers.loadFixture(deployPantryCap);

    await pantry.connect(alice).take(2n);
    await pantry.connect(carol).bring(5n);
    await pantry.connect(bob).take(3n);

    expect(await pantry.meals()).to.equal(20n);
    await expect(pantry.connect(bob).take(21n)).to.be.revertedWith("PantryCap: not enough meals");
  });
});

describe("LeftCap", function () {
  async function deployLeftCap() {
    const [, alice, bob] = await ethers.getSigners();
    const vault = await ethers.deployContract("LeftCap");
    return { vault, alice, bob };
  }

  it("takes what may still be deposited, and no more", async function () {
    const { vault, alice, bob } = await networkHelpers.loadFixture(deployLeftCap);

    await vault.connect(alice).deposit({ value: ether(2) });
    await vault.connect(bob).deposit({ value: ether(3) });

    expect(await vault.maxDeposit()).to.equal(ether(155));
    await expect(vault.connect(bob).deposit({ value: ether(156) }))
      .to.be.revertedWithCustomError(vault, "TooMuch")
      .withArgs(ether(156), ether(155));
  });
});

describe("TierCap", function () {
  async function deployTierCap() {
    const [, alice, bob] = await ethers.getSigners();
    return { tickets: await ethers.deployContract("TierCap"), alice, bob };
  }

  it("gives the first tickets away", async function () {
    const { tickets, alice, bob } = await networkHelpers.loadFixture(deployTierCap);

    await tickets.connect(alice).take();
    await tickets.connect(bob).take();

    expect(await tickets.issued()).to.equal(2n);
    expect(await tickets.price()).to.equal(0n);
  });
});

describe("BucketCap", function () {
  async function deployBucketCap() {
    const [, alice, bob] = await ethers.getSigners();
    return { sale: await ethers.deployContract("BucketCap"), alice, bob };
  }

  it("sells from the buckets of the buyers", async function () {
    const { sale, alice, bob } = await networkHelpers.loadFixture(deployBucketCap);

    await sale.connect(alice).buy(5n, { value: 50n });
    await sale.connect(bob).buy(7n, { value: 70n });

    expect(await sale.sold()).to.equal(12n);
  });
});

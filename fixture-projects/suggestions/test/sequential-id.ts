import { expect } from "chai";
import { network } from "hardhat";

const { ethers, networkHelpers } = await network.create();

const text = (value: string) => ethers.encodeBytes32String(value);

describe("OrderIds", function () {
  async function deployOrderIds() {
    const [, alice, bob] = await ethers.getSigners();
    const workshop = await ethers.deployContract("OrderIds");
    return { workshop, alice, bob };
  }

  async function deployWithOrder() {
    const deployed = await networkHelpers.loadFixture(deployOrderIds);
    await deployed.workshop.connect(deployed.alice).place(25n);
    return deployed;
  }

  it("numbers an order", async function () {
    const { workshop, bob } = await networkHelpers.loadFixture(deployWithOrder);

    await expect(workshop.connect(bob).place(40n))
      .to.emit(workshop, "Placed")
      .withArgs(2n, bob, 40n);

    const { customer, quantity } = await workshop.orders(2n);
    expect(customer).to.equal(bob);
    expect(quantity).to.equal(40n);
  });

  it("lets the customer cancel", async function () {
    const { workshop, alice } = await networkHelpers.loadFixture(deployWithOrder);

    await workshop.connect(alice).cancel(1n);

    expect((await workshop.orders(1n)).customer).to.equal(ethers.ZeroAddress);
  });

  it("lets nobody else cancel", async function () {
    const { workshop, bob } = await networkHelpers.loadFixture(deployWithOrder);

    await expect(workshop.connect(bob).cancel(1n))
      .to.be.revertedWithCustomError(workshop, "NotYourOrder")
      .withArgs(1n);
  });
});

describe("CollectibleIds", function () {
  async function deployCollectibleIds() {
    const [, alice, bob] = await ethers.getSigners();
    const collectibles = await ethers.deployContract("CollectibleIds");
    return { collectibles, alice, bob };
  }

  async function deployWithCollectible() {
    const deployed = await networkHelpers.loadFixture(deployCollectibleIds);
    await deployed.collectibles.connect(deployed.alice).mint();
    return deployed;
  }

  it("mints a collectible for the caller", async function () {
    const { collectibles, bob } = await networkHelpers.loadFixture(deployWithCollectible);

    await collectibles.connect(bob).mint();

    expect(await collectibles.ownerOf(1n)).to.equal(bob);
    expect(await collectibles.balanceOf(bob)).to.equal(1n);
  });

  it("is transferred", async function () {
    const { collectibles, alice, bob } = await networkHelpers.loadFixture(deployWithCollectible);

    await collectibles.connect(alice).transferFrom(alice, bob, 0n);

    expect(await collectibles.ownerOf(0n)).to.equal(bob);
  });

  it("is burnt by its owner only", async function () {
    const { collectibles, alice, bob } = await networkHelpers.loadFixture(deployWithCollectible);

    await expect(collectibles.connect(bob).burn(0n)).to.be.revertedWithCustomError(
      collectibles,
      "ERC721InsufficientApproval",
    );
    await collectibles.connect(alice).burn(0n);

    expect(await collectibles.balanceOf(alice)).to.equal(0n);
  });
});

describe("TicketIds", function () {
  async function deployTicketIds() {
    const [, alice, bob] = await ethers.getSigners();
    const machine = await ethers.deployContract("TicketIds");
    await machine.connect(alice).draw();
    return { machine, alice, bob };
  }

  it("gives the next number", async function () {
    const { machine, bob } = await networkHelpers.loadFixture(deployTicketIds);

    await expect(machine.connect(bob).draw()).to.emit(machine, "Drawn").withArgs(bob, 2n);

    expect(await machine.numberOf(bob)).to.equal(2n);
    expect(await machine.issued()).to.equal(2n);
  });

  it("does not use a number again", async function () {
    const { machine, alice } = await networkHelpers.loadFixture(deployTicketIds);

    await machine.connect(alice).discard();

    expect(await machine.numberOf(alice)).to.equal(0n);
    expect(await machine.issued()).to.equal(1n);
  });
});

describe("TaskIds", function () {
  async function deployTaskIds() {
    const [, alice, bob] = await ethers.getSigners();
    const tasks = await ethers.deployContract("TaskIds");
    await tasks.connect(alice).add(text("wash up"));
    return { tasks, alice, bob };
  }

  it("adds a task", async function () {
    const { tasks, bob } = await networkHelpers.loadFixture(deployTaskIds);

    await expect(tasks.connect(bob).add(text("tidy up")))
      .to.emit(tasks, "Added")
      .withArgs(2n, text("tidy up"));

    expect(await tasks.doerOf(2n)).to.equal(bob);
    expect(await tasks.idCount()).to.equal(2n);
  });

  it("is done by whoever has added it", async function () {
    const { tasks, alice, bob } = await networkHelpers.loadFixture(deployTaskIds);

    await expect(tasks.connect(bob).finish(1n))
      .to.be.revertedWithCustomError(tasks, "NotYours")
      .withArgs(1n);
    await tasks.connect(alice).finish(1n);

    expect(await tasks.doerOf(1n)).to.equal(ethers.ZeroAddress);
  });
});

describe("CallerIds", function () {
  async function deployCallerIds() {
    const [, alice, bob] = await ethers.getSigners();
    const names = await ethers.deployContract("CallerIds");
    await names.connect(alice).register(text("alice"));
    return { names, alice, bob };
  }

  it("registers a name", async function () {
    const { names, bob } = await networkHelpers.loadFixture(deployCallerIds);

    await names.connect(bob).register(text("bob"));

    expect(await names.holderOf(text("bob"))).to.equal(bob);
  });

  it("registers a name once", async function () {
    const { names, bob } = await networkHelpers.loadFixture(deployCallerIds);

    await expect(names.connect(bob).register(text("alice")))
      .to.be.revertedWithCustomError(names, "Taken")
      .withArgs(text("alice"));
  });

  it("releases a name", async function () {
    const { names, alice } = await networkHelpers.loadFixture(deployCallerIds);

    await names.connect(alice).release(text("alice"));

    expect(await names.holderOf(text("alice"))).to.equal(ethers.ZeroAddress);
  });
});

describe("HashIds", function () {
  async function deployHashIds() {
    const [, alice, bob] = await ethers.getSigners();
    const invoices = await ethers.deployContract("HashIds");
    const first = await invoices.connect(alice).issue.staticCall(900n);
    await invoices.connect(alice).issue(900n);
    return { invoices, alice, bob, first };
  }

  it("issues invoices under ids of the issuer's own", async function () {
    const { invoices, bob, first } = await networkHelpers.loadFixture(deployHashIds);

    const invoiceId = await invoices.connect(bob).issue.staticCall(450n);
    await invoices.connect(bob).issue(450n);

    expect(invoiceId).not.to.equal(first);
    expect((await invoices.invoices(invoiceId)).amount).to.equal(450n);
  });

  it("issues each invoice under another id", async function () {
    const { invoices, alice, first } = await networkHelpers.loadFixture(deployHashIds);

    expect(await invoices.connect(alice).issue.staticCall(900n)).not.to.equal(first);
  });

  it("takes an invoice back", async function () {
    const { invoices, alice, first } = await networkHelpers.loadFixture(deployHashIds);

    await invoices.connect(alice).void(first);

    expect((await invoices.invoices(first)).issuer).to.equal(ethers.ZeroAddress);
  });
});

describe("UserIds", function () {
  async function deployUserIds() {
    const [, alice, bob] = await ethers.getSigners();
    const diaries = await ethers.deployContract("UserIds");
    await diaries.connect(alice).write(text("sunny"));
    return { diaries, alice, bob };
  }

  it("numbers the pages of an author", async function () {
    const { diaries, alice, bob } = await networkHelpers.loadFixture(deployUserIds);

    await diaries.connect(alice).write(text("rain"));
    await diaries.connect(bob).write(text("snow"));

    expect(await diaries.page(alice, 2n)).to.equal(text("rain"));
    expect(await diaries.lastPageId(bob)).to.equal(1n);
  });

  it("replaces a page", async function () {
    const { diaries, alice } = await networkHelpers.loadFixture(deployUserIds);

    await diaries.connect(alice).rewrite(1n, text("cloudy"));

    expect(await diaries.page(alice, 1n)).to.equal(text("cloudy"));
    await expect(diaries.connect(alice).rewrite(2n, text("fog"))).to.be.revertedWithCustomError(
      diaries,
      "NoSuchPage",
    );
  });
});

describe("OwnerIds", function () {
  async function deployOwnerIds() {
    const [owner, alice] = await ethers.getSigners();
    const courses = await ethers.deployContract("OwnerIds");
    await courses.open(text("Spanish"));
    return { courses, owner, alice };
  }

  it("numbers the owner's courses", async function () {
    const { courses, owner } = await networkHelpers.loadFixture(deployOwnerIds);

    await courses.connect(owner).open(text("French"));

    expect(await courses.titleOf(2n)).to.equal(text("French"));
    expect(await courses.nextCourseId()).to.equal(3n);
  });

  it("lets students enrol", async function () {
    const { courses, alice } = await networkHelpers.loadFixture(deployOwnerIds);

    await courses.connect(alice).enrol(1n);

    expect(await courses.isEnrolled(1n, alice)).to.equal(true);
  });

  it("has no other courses", async function () {
    const { courses, alice } = await networkHelpers.loadFixture(deployOwnerIds);

    await expect(courses.connect(alice).enrol(2n))
      .to.be.revertedWithCustomError(courses, "NoSuchCourse")
      .withArgs(2n);
  });
});

describe("SoulboundIds", function () {
  async function deploySoulboundIds() {
    const [, alice, bob] = await ethers.getSigners();
    const passports = await ethers.deployContract("SoulboundIds");
    await passports.connect(alice).issue();
    return { passports, alice, bob };
  }

  it("is issued under the account's own number", async function () {
    const { passports, bob } = await networkHelpers.loadFixture(deploySoulboundIds);

    await passports.connect(bob).issue();

    expect(await passports.ownerOf(BigInt(bob.address))).to.equal(bob);
  });

  it("is given up", async function () {
    const { passports, alice } = await networkHelpers.loadFixture(deploySoulboundIds);

    await passports.connect(alice).renounce();

    expect(await passports.balanceOf(alice)).to.equal(0n);
  });

  it("stays with its account", async function () {
    const { passports, alice, bob } = await networkHelpers.loadFixture(deploySoulboundIds);

    await expect(
      passports.connect(alice).transferFrom(alice, bob, BigInt(alice.address)),
    ).to.be.revertedWithCustomError(passports, "NotTransferable");
  });
});

describe("LibraryIds", function () {
  async function deployLibraryIds() {
    const [, alice, bob] = await ethers.getSigners();
    const deeds = await ethers.deployContract("LibraryIds");
    return { deeds, alice, bob };
  }

  it("draws up deeds", async function () {
    const { deeds, alice, bob } = await networkHelpers.loadFixture(deployLibraryIds);

    await expect(deeds.connect(alice).draw()).to.emit(deeds, "Drawn").withArgs(1n, alice);
    await expect(deeds.connect(bob).draw()).to.emit(deeds, "Drawn").withArgs(2n, bob);

    expect(await deeds.holderOf(2n)).to.equal(bob);
  });

  it("lets holders tear their own", async function () {
    const { deeds, alice, bob } = await networkHelpers.loadFixture(deployLibraryIds);
    await deeds.connect(alice).draw();

    await expect(deeds.connect(bob).tear(1n))
      .to.be.revertedWithCustomError(deeds, "NotHolder")
      .withArgs(1n);
    await deeds.connect(alice).tear(1n);

    expect(await deeds.holderOf(1n)).to.equal(ethers.ZeroAddress);
  });
});

describe("SeriesIds", function () {
  async function deploySeriesIds() {
    const [owner, alice, bob] = await ethers.getSigners();
    const prints = await ethers.deployContract("SeriesIds");
    return { prints, owner, alice, bob };
  }

  it("numbers prints, of which the owner allows more", async function () {
    const { prints, owner, alice, bob } = await networkHelpers.loadFixture(deploySeriesIds);

    await expect(prints.connect(alice).order()).to.emit(prints, "Printed").withArgs(0n, alice);
    await prints.connect(owner).setEdition(640n);
    await expect(prints.connect(bob).order()).to.emit(prints, "Printed").withArgs(1n, bob);

    expect(await prints.collectorOf(1n)).to.equal(bob);
  });

  it("lets collectors shred their own, and ends with the edition", async function () {
    const { prints, owner, alice, bob } = await networkHelpers.loadFixture(deploySeriesIds);
    await prints.connect(alice).order();

    await expect(prints.connect(bob).shred(0n))
      .to.be.revertedWithCustomError(prints, "NotYours")
      .withArgs(0n);
    await prints.connect(alice).shred(0n);
    await prints.connect(owner).setEdition(1n);

    await expect(prints.connect(bob).order()).to.be.revertedWithCustomError(prints, "SoldOut");
  });
});

describe("LeafIds", function () {
  async function deployLeafIds() {
    const [, alice, bob] = await ethers.getSigners();
    const tree = await ethers.deployContract("LeafIds");
    return { tree, alice, bob };
  }

  it("has a root that depends on where leaves stand", async function () {
    const { tree, alice, bob } = await networkHelpers.loadFixture(deployLeafIds);
    const other = await ethers.deployContract("LeafIds");

    await tree.connect(alice).add(text("a"));
    await expect(tree.connect(bob).add(text("b")))
      .to.emit(tree, "Added")
      .withArgs(text("b"), 1n);
    await other.connect(bob).add(text("b"));
    await other.connect(alice).add(text("a"));

    expect(await tree.leaves()).to.equal(2n);
    expect(await tree.root()).not.to.equal(await other.root());
  });
});

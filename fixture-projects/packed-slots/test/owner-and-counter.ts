import { expect } from "chai";
import { network } from "hardhat";

const { ethers, networkHelpers } = await network.create();

describe("TicketDesk", function () {
  async function deployDesk() {
    const [owner, alice, bob, carol, dave] = await ethers.getSigners();
    const desk = await ethers.deployContract("TicketDesk");
    return { desk, owner, alice, bob, carol, dave };
  }

  async function deployDeskWithTickets() {
    const deployed = await networkHelpers.loadFixture(deployDesk);
    for (const visitor of [deployed.alice, deployed.bob]) {
      await deployed.desk.connect(visitor).take();
    }
    return deployed;
  }

  it("numbers the tickets", async function () {
    const { desk, alice, bob, carol } = await networkHelpers.loadFixture(deployDesk);

    await desk.connect(alice).take();
    await desk.connect(bob).take();
    await desk.connect(carol).take();

    expect(await desk.issued()).to.equal(3n);
    expect(await desk.ticketOf(carol)).to.equal(3n);
  });

  it("takes tickets back", async function () {
    const { desk, alice, bob } = await networkHelpers.loadFixture(deployDeskWithTickets);

    await desk.connect(alice).giveBack();
    await desk.connect(bob).giveBack();

    expect(await desk.ticketOf(bob)).to.equal(0n);
  });

  it("can be paused while people queue", async function () {
    const { desk, alice, bob } = await networkHelpers.loadFixture(deployDesk);

    await desk.connect(alice).take();
    await desk.setPaused(true);
    await expect(desk.connect(bob).take()).to.be.revertedWithCustomError(desk, "Paused");
    await desk.setPaused(false);
    await desk.connect(bob).take();

    expect(await desk.ticketOf(bob)).to.equal(2n);
  });

  it("can be handed over", async function () {
    const { desk, owner, alice, bob } = await networkHelpers.loadFixture(deployDesk);

    await desk.transferOwnership(alice);
    await desk.connect(alice).setPaused(true);
    await desk.connect(alice).setPaused(false);
    await desk.connect(bob).take();

    await expect(desk.connect(owner).setPaused(true))
      .to.be.revertedWithCustomError(desk, "NotOwner")
      .withArgs(owner);
  });
});

describe("PriceBoard", function () {
  async function deployBoard() {
    const [keeper, alice, bob, carol] = await ethers.getSigners();
    const board = await ethers.deployContract("PriceBoard", [keeper]);
    for (const user of [alice, bob, carol]) await board.connect(user).join();
    return { board, keeper, alice, bob, carol };
  }

  it("lets users redeem while the keeper posts", async function () {
    const { board, alice, bob, carol } = await networkHelpers.loadFixture(deployBoard);

    await board.post(100n);
    await board.connect(alice).redeem();
    await board.post(101n);
    await board.connect(bob).redeem();
    await board.connect(carol).redeem();

    expect(await board.price()).to.equal(101n);
    expect(await board.vouchersOf(carol)).to.equal(0n);
  });

  it("lets users redeem by themselves", async function () {
    const { board, alice, bob } = await networkHelpers.loadFixture(deployBoard);

    await board.connect(alice).redeem();
    await board.connect(bob).redeem();

    await expect(board.connect(bob).redeem()).to.be.revertedWithCustomError(board, "NoVouchers");
  });

  it("takes prices from its keeper only", async function () {
    const { board, alice } = await networkHelpers.loadFixture(deployBoard);

    await expect(board.connect(alice).post(1n))
      .to.be.revertedWithCustomError(board, "NotKeeper")
      .withArgs(alice);
  });
});

import { expect } from "chai";
import { network } from "hardhat";

const { ethers, networkHelpers } = await network.create();

const PRICE = ethers.parseEther("0.1");
const CAP = 100n;
const WALLET_LIMIT = 8n;
const DAY = 24 * 60 * 60;

const payment = (quantity: bigint) => ({ value: quantity * PRICE });

describe("TicketSale", function () {
  async function deployClosedSale() {
    const [owner, alice, bob, ...holders] = await ethers.getSigners();
    const deadline = (await networkHelpers.time.latest()) + 30 * DAY;
    const sale = await ethers.deployContract("TicketSale", [
      owner,
      PRICE,
      CAP,
      WALLET_LIMIT,
      deadline,
    ]);
    return { owner, alice, bob, holders, deadline, sale };
  }

  async function deploySale() {
    const deployed = await networkHelpers.loadFixture(deployClosedSale);
    await deployed.sale.setOpen(true);
    return deployed;
  }

  /** 80 of the 100 tickets are sold to ten holders, who have as many as they may. */
  async function deployBusySale() {
    const deployed = await networkHelpers.loadFixture(deploySale);
    for (const holder of deployed.holders.slice(0, 10)) {
      await deployed.sale.connect(holder).buy(8n, payment(8n));
    }
    return deployed;
  }

  async function deployLastTicket() {
    const deployed = await networkHelpers.loadFixture(deployBusySale);
    const [first, second, third] = deployed.holders.slice(10);
    await deployed.sale.connect(first).buy(8n, payment(8n));
    await deployed.sale.connect(second).buy(8n, payment(8n));
    await deployed.sale.connect(third).buy(3n, payment(3n));
    return deployed;
  }

  async function deploySoldOut() {
    const deployed = await networkHelpers.loadFixture(deployLastTicket);
    await deployed.sale.connect(deployed.holders[13]).buy(1n, payment(1n));
    return deployed;
  }

  describe("a purchase", function () {
    it("gives tickets at the price", async function () {
      const { sale, alice } = await networkHelpers.loadFixture(deploySale);

      await expect(sale.connect(alice).buy(2n, payment(2n)))
        .to.emit(sale, "TicketsBought")
        .withArgs(alice, 2n, ethers.parseEther("0.2"));

      expect(await sale.ticketsOf(alice)).to.equal(2n);
      expect(await ethers.provider.getBalance(sale)).to.equal(ethers.parseEther("0.2"));
    });

    it("leaves fewer tickets for the others", async function () {
      const { sale, bob } = await networkHelpers.loadFixture(deployBusySale);

      await sale.connect(bob).buy(5n, payment(5n));

      expect(await sale.sold()).to.equal(85n);
      expect(await sale.remaining()).to.equal(15n);
    });

    it("can be followed by another one", async function () {
      const { sale, alice } = await networkHelpers.loadFixture(deploySale);

      await sale.connect(alice).buy(2n, payment(2n));
      await sale.connect(alice).buy(6n, payment(6n));

      expect(await sale.ticketsOf(alice)).to.equal(WALLET_LIMIT);
    });

    it("must be paid exactly", async function () {
      const { sale, alice } = await networkHelpers.loadFixture(deploySale);

      for (const value of [0n, PRICE - 1n, PRICE + 1n]) {
        await expect(sale.connect(alice).buy(1n, { value }))
          .to.be.revertedWithCustomError(sale, "WrongPayment")
          .withArgs(PRICE, value);
      }
    });

    it("must not be empty", async function () {
      const { sale, alice } = await networkHelpers.loadFixture(deploySale);

      await expect(sale.connect(alice).buy(0n)).to.be.revertedWithCustomError(sale, "NoTickets");
    });

    it("is limited for each account", async function () {
      const { sale, holders } = await networkHelpers.loadFixture(deployBusySale);

      await expect(sale.connect(holders[0]).buy(1n, payment(1n)))
        .to.be.revertedWithCustomError(sale, "WalletLimitExceeded")
        .withArgs(1n, 0n);
    });

    it("can take the last ticket", async function () {
      const { sale, alice } = await networkHelpers.loadFixture(deployLastTicket);

      await sale.connect(alice).buy(1n, payment(1n));

      expect(await sale.remaining()).to.equal(0n);
    });

    it("fails when too few are left", async function () {
      const { sale, alice } = await networkHelpers.loadFixture(deployLastTicket);

      await expect(sale.connect(alice).buy(2n, payment(2n)))
        .to.be.revertedWithCustomError(sale, "SoldOut")
        .withArgs(2n, 1n);
    });

    it("fails while the sale is closed", async function () {
      const { sale, alice } = await networkHelpers.loadFixture(deployClosedSale);

      await expect(sale.connect(alice).buy(1n, payment(1n))).to.be.revertedWithCustomError(
        sale,
        "SaleClosed",
      );
    });
  });

  describe("a refund", function () {
    it("pays the price back", async function () {
      const { sale, holders } = await networkHelpers.loadFixture(deployBusySale);
      const [holder] = holders;

      await expect(sale.connect(holder).refund(1n)).to.changeEtherBalances(
        ethers,
        [holder, sale],
        [PRICE, -PRICE],
      );

      expect(await sale.ticketsOf(holder)).to.equal(7n);
      expect(await sale.sold()).to.equal(79n);
    });

    it("lets somebody else have the ticket", async function () {
      const { sale, holders, bob } = await networkHelpers.loadFixture(deploySoldOut);

      await sale.connect(holders[0]).refund(1n);
      await sale.connect(bob).buy(1n, payment(1n));

      expect(await sale.ticketsOf(bob)).to.equal(1n);
      expect(await sale.remaining()).to.equal(0n);
    });

    it("needs tickets", async function () {
      const { sale, alice } = await networkHelpers.loadFixture(deployBusySale);

      await expect(sale.connect(alice).refund(1n))
        .to.be.revertedWithCustomError(sale, "NotEnoughTickets")
        .withArgs(1n, 0n);
    });

    it("comes too late after the deadline", async function () {
      const { sale, holders, deadline } = await networkHelpers.loadFixture(deployBusySale);

      await networkHelpers.time.increaseTo(deadline);

      await expect(sale.connect(holders[0]).refund(1n))
        .to.be.revertedWithCustomError(sale, "RefundsOver")
        .withArgs(deadline);
    });
  });

  describe("the owner", function () {
    it("opens the sale", async function () {
      const { sale } = await networkHelpers.loadFixture(deployClosedSale);

      await expect(sale.setOpen(true)).to.emit(sale, "SaleOpened").withArgs(true);
    });

    it("closes the sale", async function () {
      const { sale, alice } = await networkHelpers.loadFixture(deploySale);

      await sale.setOpen(false);

      await expect(sale.connect(alice).buy(1n, payment(1n))).to.be.revertedWithCustomError(
        sale,
        "SaleClosed",
      );
    });

    it("gets the proceeds after the deadline", async function () {
      const { sale, owner, deadline } = await networkHelpers.loadFixture(deployBusySale);

      await networkHelpers.time.increaseTo(deadline);

      await expect(sale.withdraw())
        .to.emit(sale, "ProceedsWithdrawn")
        .withArgs(owner, ethers.parseEther("8"));
      expect(await ethers.provider.getBalance(sale)).to.equal(0n);
    });

    it("does not get them earlier", async function () {
      const { sale, deadline } = await networkHelpers.loadFixture(deployBusySale);

      await expect(sale.withdraw())
        .to.be.revertedWithCustomError(sale, "RefundsStillPossible")
        .withArgs(deadline);
    });

    it("alone opens, closes and withdraws", async function () {
      const { sale, alice } = await networkHelpers.loadFixture(deploySale);

      await expect(sale.connect(alice).setOpen(false))
        .to.be.revertedWithCustomError(sale, "OwnableUnauthorizedAccount")
        .withArgs(alice);
      await expect(sale.connect(alice).withdraw())
        .to.be.revertedWithCustomError(sale, "OwnableUnauthorizedAccount")
        .withArgs(alice);
    });
  });
});

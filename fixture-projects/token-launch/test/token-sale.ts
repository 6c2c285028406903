import { expect } from "chai";
import { network } from "hardhat";

import { CAP, deployLaunch, payment, tokens } from "./support/deploy-launch.ts";

const { ethers, networkHelpers } = await network.create();

describe("TokenSale", function () {
  it("sells tokens at the price", async function () {
    const { sale, token, users } = await networkHelpers.loadFixture(deployLaunch);
    const [alice] = users;

    const purchase = sale.connect(alice).buy(tokens(10), payment(tokens(10)));

    await expect(purchase)
      .to.emit(sale, "Purchased")
      .withArgs(alice, tokens(10), ethers.parseEther("0.01"));
    expect(await token.balanceOf(alice)).to.equal(tokens(110));
  });

  it("adds up what the buyers buy", async function () {
    const { sale, users } = await networkHelpers.loadFixture(deployLaunch);
    const [alice, bob, carol] = users;

    await sale.connect(alice).buy(tokens(10), payment(tokens(10)));
    await sale.connect(bob).buy(tokens(20), payment(tokens(20)));
    await sale.connect(carol).buy(tokens(30), payment(tokens(30)));
    await sale.connect(alice).buy(tokens(5), payment(tokens(5)));

    expect(await sale.sold()).to.equal(tokens(65));
    expect(await sale.purchased(alice)).to.equal(tokens(15));
    expect(await sale.buyerCount()).to.equal(3n);
    expect(await sale.buyers(1)).to.equal(bob.address);
  });

  it("sells nothing while it is closed", async function () {
    const { sale, users } = await networkHelpers.loadFixture(deployLaunch);
    const [alice] = users;

    await sale.setOpen(false);

    await expect(
      sale.connect(alice).buy(tokens(1), payment(tokens(1))),
    ).to.be.revertedWithCustomError(sale, "SaleClosed");
  });

  it("does not sell nothing", async function () {
    const { sale, users } = await networkHelpers.loadFixture(deployLaunch);

    await expect(sale.connect(users[0]).buy(0n)).to.be.revertedWithCustomError(
      sale,
      "NothingBought",
    );
  });

  it("takes neither more nor less than the price", async function () {
    const { sale, users } = await networkHelpers.loadFixture(deployLaunch);
    const price = payment(tokens(2)).value;

    for (const value of [price - 1n, price + 1n]) {
      await expect(sale.connect(users[0]).buy(tokens(2), { value }))
        .to.be.revertedWithCustomError(sale, "WrongPayment")
        .withArgs(price, value);
    }
  });

  it("limits what one buyer gets", async function () {
    const { sale, users } = await networkHelpers.loadFixture(deployLaunch);
    const [alice] = users;

    await sale.connect(alice).buy(tokens(300), payment(tokens(300)));

    await expect(sale.connect(alice).buy(tokens(101), payment(tokens(101))))
      .to.be.revertedWithCustomError(sale, "WalletLimitExceeded")
      .withArgs(tokens(101), tokens(100));
  });

  it("stops at the cap", async function () {
    const { sale, users } = await networkHelpers.loadFixture(deployLaunch);
    const [alice, bob, carol] = users;

    await sale.connect(alice).buy(tokens(400), payment(tokens(400)));
    await sale.connect(bob).buy(tokens(400), payment(tokens(400)));

    await expect(sale.connect(carol).buy(tokens(201), payment(tokens(201))))
      .to.be.revertedWithCustomError(sale, "CapExceeded")
      .withArgs(tokens(201), tokens(200));
    await sale.connect(carol).buy(tokens(200), payment(tokens(200)));
    expect(await sale.sold()).to.equal(CAP);
  });

  it("lets only the owner open and close it", async function () {
    const { sale, users } = await networkHelpers.loadFixture(deployLaunch);

    await expect(sale.connect(users[0]).setOpen(false))
      .to.be.revertedWithCustomError(sale, "OwnableUnauthorizedAccount")
      .withArgs(users[0]);
  });

  it("pays the proceeds to the owner", async function () {
    const { sale, owner, users } = await networkHelpers.loadFixture(deployLaunch);
    const [alice, bob] = users;

    await sale.connect(alice).buy(tokens(10), payment(tokens(10)));
    await sale.connect(bob).buy(tokens(20), payment(tokens(20)));

    await expect(sale.withdraw())
      .to.emit(sale, "Withdrawn")
      .withArgs(owner, ethers.parseEther("0.03"));
    expect(await ethers.provider.getBalance(sale)).to.equal(0n);
  });

  describe("on a busy day", function () {
    afterEach(async function () {
      await ethers.provider.send("evm_setAutomine", [true]);
    });

    it("serves buyers who come at the same time", async function () {
      const { sale, token, users } = await networkHelpers.loadFixture(deployLaunch);

      await Promise.all(
        users.map((user) => sale.connect(user).buy(tokens(50), payment(tokens(50)))),
      );

      expect(await sale.sold()).to.equal(tokens(300));
      for (const user of users) expect(await token.balanceOf(user)).to.equal(tokens(150));
    });

    it("serves all buyers of one block", async function () {
      const { sale, users } = await networkHelpers.loadFixture(deployLaunch);
      await ethers.provider.send("evm_setAutomine", [false]);

      for (const user of users) await sale.connect(user).buy(tokens(7), payment(tokens(7)));
      await networkHelpers.mine();

      expect(await sale.sold()).to.equal(tokens(42));
    });

    it("turns down the buyer who comes too late in a block", async function () {
      const { sale, users } = await networkHelpers.loadFixture(deployLaunch);
      await ethers.provider.send("evm_setAutomine", [false]);

      const purchases = [];
      for (const user of users.slice(0, 3)) {
        const request = { ...payment(tokens(400)), gasLimit: 500_000n };
        purchases.push(await sale.connect(user).buy(tokens(400), request));
      }
      await networkHelpers.mine();

      const receipts = await Promise.all(
        purchases.map((purchase) => ethers.provider.getTransactionReceipt(purchase.hash)),
      );
      expect(receipts.map((receipt) => receipt?.status)).to.deep.equal([1, 1, 0]);
      expect(await sale.sold()).to.equal(tokens(800));
    });
  });
});

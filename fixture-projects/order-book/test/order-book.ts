import { expect } from "chai";
import { network } from "hardhat";

const { ethers, networkHelpers } = await network.create();

const PRICE = ethers.parseEther("0.02");
const MINIMUM = ethers.parseEther("1");
const tokens = (amount: number) => ethers.parseEther(String(amount));
const payment = (amount: number) => ({ value: BigInt(amount) * PRICE });

describe("OrderBook", function () {
  async function deployBook() {
    const [owner, maker, alice, bob] = await ethers.getSigners();
    const holders = [maker, alice];
    const token = await ethers.deployContract("TradeToken", [
      holders.map(({ address }) => address),
      tokens(100_000),
    ]);
    const book = await ethers.deployContract("OrderBook", [owner, token, MINIMUM]);
    for (const holder of holders) await token.connect(holder).approve(book, ethers.MaxUint256);
    return { owner, maker, alice, bob, token, book };
  }

  async function deployWithDeposits() {
    const deployed = await networkHelpers.loadFixture(deployBook);
    const { book, maker, alice } = deployed;
    await book.connect(maker).deposit(tokens(50_000));
    await book.connect(alice).deposit(tokens(1_000));
    return deployed;
  }

  /** Order 1, of the maker: 200 tokens. */
  async function deployWithOrder() {
    const deployed = await networkHelpers.loadFixture(deployWithDeposits);
    await deployed.book.connect(deployed.maker).place(tokens(200), PRICE);
    return deployed;
  }

  /** Of order 1, Bob has bought 50 tokens. */
  async function deployPartlyFilled() {
    const deployed = await networkHelpers.loadFixture(deployWithOrder);
    await deployed.book.connect(deployed.bob).fill(1n, tokens(50), payment(50));
    return deployed;
  }

  describe("deposits", function () {
    it("bring tokens into the book", async function () {
      const { book, token, alice } = await networkHelpers.loadFixture(deployBook);

      await book.connect(alice).deposit(tokens(10));

      expect(await book.depositOf(alice)).to.equal(tokens(10));
      expect(await token.balanceOf(book)).to.equal(tokens(10));
    });

    it("must not be empty", async function () {
      const { book, alice } = await networkHelpers.loadFixture(deployBook);

      await expect(book.connect(alice).deposit(0n)).to.be.revertedWithCustomError(
        book,
        "ZeroAmount",
      );
    });

    it("can be taken out again", async function () {
      const { book, token, alice } = await networkHelpers.loadFixture(deployWithDeposits);

      await book.connect(alice).withdraw(tokens(100));

      expect(await token.balanceOf(alice)).to.equal(tokens(99_100));
      expect(await book.depositOf(alice)).to.equal(tokens(900));
    });

    it("cannot be taken out by others", async function () {
      const { book, bob } = await networkHelpers.loadFixture(deployWithDeposits);

      await expect(book.connect(bob).withdraw(1n))
        .to.be.revertedWithCustomError(book, "InsufficientDeposit")
        .withArgs(1n, 0n);
    });
  });

  describe("an order", function () {
    it("gets the next number", async function () {
      const { book, alice } = await networkHelpers.loadFixture(deployWithOrder);

      await expect(book.connect(alice).place(tokens(10), PRICE))
        .to.emit(book, "OrderPlaced")
        .withArgs(2n, alice, tokens(10), PRICE);

      expect(await book.depositOf(alice)).to.equal(tokens(990));
    });

    it("must not be too small", async function () {
      const { book, alice } = await networkHelpers.loadFixture(deployWithDeposits);

      await expect(book.connect(alice).place(MINIMUM - 1n, PRICE))
        .to.be.revertedWithCustomError(book, "AmountTooSmall")
        .withArgs(MINIMUM - 1n, MINIMUM);
    });

    it("must be covered by a deposit", async function () {
      const { book, alice } = await networkHelpers.loadFixture(deployWithDeposits);

      await expect(book.connect(alice).place(tokens(1_001), PRICE))
        .to.be.revertedWithCustomError(book, "InsufficientDeposit")
        .withArgs(tokens(1_001), tokens(1_000));
    });

    it("can be cancelled", async function () {
      const { book, maker } = await networkHelpers.loadFixture(deployWithOrder);

      await expect(book.connect(maker).cancel(1n)).to.emit(book, "OrderCancelled").withArgs(1n);

      expect(await book.depositOf(maker)).to.equal(tokens(50_000));
    });

    it("can be cancelled after a part of it is filled", async function () {
      const { book, maker } = await networkHelpers.loadFixture(deployPartlyFilled);

      await book.connect(maker).cancel(1n);

      expect(await book.depositOf(maker)).to.equal(tokens(49_950));
    });

    it("can be cancelled by its maker only", async function () {
      const { book, alice } = await networkHelpers.loadFixture(deployWithOrder);

      await expect(book.connect(alice).cancel(1n))
        .to.be.revertedWithCustomError(book, "NotMaker")
        .withArgs(1n, alice);
    });
  });

  describe("a taker", function () {
    it("can fill a part of an order", async function () {
      const { book, maker, bob } = await networkHelpers.loadFixture(deployWithOrder);

      await expect(book.connect(bob).fill(1n, tokens(2), payment(2))).to.changeEtherBalances(
        ethers,
        [bob, maker],
        [-2n * PRICE, 2n * PRICE],
      );

      expect(await book.depositOf(bob)).to.equal(tokens(2));
      expect((await book.orders(1n)).remaining).to.equal(tokens(198));
    });

    it("can fill the rest of an order", async function () {
      const { book, alice } = await networkHelpers.loadFixture(deployPartlyFilled);

      await book.connect(alice).fill(1n, tokens(150), payment(150));

      expect(await book.depositOf(alice)).to.equal(tokens(1_150));
      expect((await book.orders(1n)).maker).to.equal(ethers.ZeroAddress);
    });

    it("cannot buy more than is offered", async function () {
      const { book, alice } = await networkHelpers.loadFixture(deployPartlyFilled);

      await expect(book.connect(alice).fill(1n, tokens(151), payment(151)))
        .to.be.revertedWithCustomError(book, "ExceedsRemaining")
        .withArgs(tokens(151), tokens(150));
    });

    it("pays exactly the price", async function () {
      const { book, bob } = await networkHelpers.loadFixture(deployWithOrder);

      await expect(book.connect(bob).fill(1n, tokens(2), payment(1)))
        .to.be.revertedWithCustomError(book, "WrongPayment")
        .withArgs(2n * PRICE, PRICE);
    });

    it("cannot fill what does not exist", async function () {
      const { book, bob } = await networkHelpers.loadFixture(deployWithOrder);

      await expect(book.connect(bob).fill(2n, tokens(1), payment(1)))
        .to.be.revertedWithCustomError(book, "UnknownOrder")
        .withArgs(2n);
    });
  });

  describe("the owner", function () {
    it("sets the smallest amount", async function () {
      const { book } = await networkHelpers.loadFixture(deployBook);

      await expect(book.setMinimumAmount(tokens(5)))
        .to.emit(book, "MinimumAmountSet")
        .withArgs(tokens(5));
    });

    it("alone does this", async function () {
      const { book, alice } = await networkHelpers.loadFixture(deployBook);

      await expect(book.connect(alice).setMinimumAmount(0n))
        .to.be.revertedWithCustomError(book, "OwnableUnauthorizedAccount")
        .withArgs(alice);
    });
  });
});

import { expect } from "chai";
import { network } from "hardhat";

const { ethers, networkHelpers } = await network.create();

describe("batch-function", function () {
  describe("BatchBallot", function () {
    async function deploy() {
      const [, alice, bob] = await ethers.getSigners();
      const ballot = await ethers.deployContract("BatchBallot");
      return { ballot, alice, bob };
    }

    it("takes many votes at once", async function () {
      const { ballot, alice } = await networkHelpers.loadFixture(deploy);

      await expect(ballot.connect(alice).supportMany([601n, 602n, 603n]))
        .to.emit(ballot, "Supported")
        .withArgs(alice, [601n, 602n, 603n]);

      expect(await ballot.supportersOf(602n)).to.equal(1n);
      expect(await ballot.hasSupported(alice, 602n)).to.equal(true);
    });

    it("counts all voters", async function () {
      const { ballot, alice, bob } = await networkHelpers.loadFixture(deploy);

      await ballot.connect(alice).supportMany([601n, 602n]);
      await ballot.connect(bob).supportMany([602n, 603n]);

      expect(await ballot.supportersOf(601n)).to.equal(1n);
      expect(await ballot.supportersOf(602n)).to.equal(2n);
    });

    it("counts nobody twice", async function () {
      const { ballot, alice } = await networkHelpers.loadFixture(deploy);

      await expect(ballot.connect(alice).supportMany([601n, 601n]))
        .to.be.revertedWithCustomError(ballot, "SupportedAlready")
        .withArgs(601n);
    });
  });

  describe("BatchRatings", function () {
    async function deploy() {
      const [, alice, bob, baker, smith] = await ethers.getSigners();
      const ratings = await ethers.deployContract("BatchRatings");
      return { ratings, alice, bob, baker: baker.address, smith: smith.address };
    }

    it("rates several shops", async function () {
      const { ratings, alice, baker, smith } = await networkHelpers.loadFixture(deploy);

      await ratings.connect(alice).rateMany([
        { shop: baker, stars: 5n },
        { shop: smith, stars: 3n },
      ]);

      expect(await ratings.ratingOf(baker)).to.deep.equal([5n, 1n]);
      expect(await ratings.ratingOf(smith)).to.deep.equal([3n, 1n]);
    });

    it("adds up what different customers say", async function () {
      const { ratings, alice, bob, baker, smith } = await networkHelpers.loadFixture(deploy);

      await ratings.connect(alice).rateMany([{ shop: baker, stars: 5n }]);
      await ratings.connect(bob).rateMany([
        { shop: baker, stars: 4n },
        { shop: smith, stars: 2n },
      ]);

      expect(await ratings.ratingOf(baker)).to.deep.equal([9n, 2n]);
    });

    it("knows five stars at most", async function () {
      const { ratings, alice, baker } = await networkHelpers.loadFixture(deploy);

      await expect(ratings.connect(alice).rateMany([{ shop: baker, stars: 6n }]))
        .to.be.revertedWithCustomError(ratings, "TooManyStars")
        .withArgs(6n);
    });
  });

  describe("BatchTickets", function () {
    async function deploy() {
      const [owner, alice, bob] = await ethers.getSigners();
      const tickets = await ethers.deployContract("BatchTickets");
      await tickets.issue(alice, [701n, 702n]);
      await tickets.issue(bob, [801n]);
      return { tickets, owner, alice, bob };
    }

    it("are checked in together", async function () {
      const { tickets, alice } = await networkHelpers.loadFixture(deploy);

      await tickets.connect(alice).checkInMany([701n, 702n]);

      const now = await networkHelpers.time.latest();
      expect(await tickets.checkedInAt(701n)).to.equal(now);
      expect(await tickets.checkedInAt(702n)).to.equal(now);
    });

    it("are checked in by their holders", async function () {
      const { tickets, alice, bob } = await networkHelpers.loadFixture(deploy);

      await tickets.connect(alice).checkInMany([702n]);
      await tickets.connect(bob).checkInMany([801n]);

      expect(await tickets.checkedInAt(701n)).to.equal(0n);
      expect(await tickets.checkedInAt(801n)).to.equal(await networkHelpers.time.latest());
    });

    it("are checked in by nobody else", async function () {
      const { tickets, bob } = await networkHelpers.loadFixture(deploy);

      await expect(tickets.connect(bob).checkInMany([801n, 701n]))
        .to.be.revertedWithCustomError(tickets, "NotTheHolder")
        .withArgs(701n);
    });
  });

  describe("BatchOrders", function () {
    async function deploy() {
      const [, alice, bob] = await ethers.getSigners();
      const orders = await ethers.deployContract("BatchOrders");
      await orders.connect(alice).placeMany([901n, 902n], [10_000n, 20_000n]);
      return { orders, alice, bob };
    }

    it("are placed together", async function () {
      const { orders, alice, bob } = await networkHelpers.loadFixture(deploy);

      await orders.connect(alice).placeMany([901n, 903n], [5_000n, 6_000n]);
      await orders.connect(bob).placeMany([901n], [7_000n]);

      expect(await orders.amountOf(alice, 901n)).to.equal(15_000n);
      expect(await orders.amountOf(bob, 901n)).to.equal(7_000n);
    });

    it("are cancelled together", async function () {
      const { orders, alice } = await networkHelpers.loadFixture(deploy);

      await orders.connect(alice).cancelMany([901n, 902n]);

      expect(await orders.amountOf(alice, 901n)).to.equal(0n);
      expect(await orders.amountOf(alice, 902n)).to.equal(0n);
    });

    it("have an amount each", async function () {
      const { orders, alice } = await networkHelpers.loadFixture(deploy);

      await expect(orders.connect(alice).placeMany([901n], [])).to.be.revertedWithCustomError(
        orders,
        "LengthsDiffer",
      );
    });
  });

  describe("BatchSingle", function () {
    async function deploy() {
      const [, alice, bob] = await ethers.getSigners();
      const ballot = await ethers.deployContract("BatchSingle");
      return { ballot, alice, bob };
    }

    it("takes votes for different proposals", async function () {
      const { ballot, alice, bob } = await networkHelpers.loadFixture(deploy);

      await ballot.connect(alice).support(601n);
      await ballot.connect(bob).support(602n);

      expect(await ballot.supportersOf(601n)).to.equal(1n);
      expect(await ballot.hasSupported(bob, 602n)).to.equal(true);
    });

    it("counts nobody twice", async function () {
      const { ballot, alice } = await networkHelpers.loadFixture(deploy);

      await ballot.connect(alice).support(601n);

      await expect(ballot.connect(alice).support(601n))
        .to.be.revertedWithCustomError(ballot, "SupportedAlready")
        .withArgs(601n);
    });
  });

  describe("BatchBasket", function () {
    async function deploy() {
      const [owner, alice, bob] = await ethers.getSigners();
      const shop = await ethers.deployContract("BatchBasket");
      await shop.setPrices([101n, 102n], [30_000n, 40_000n]);
      return { shop, owner, alice, bob };
    }

    it("sells the same goods to several buyers", async function () {
      const { shop, alice, bob } = await networkHelpers.loadFixture(deploy);

      await shop.connect(alice).buyMany([101n, 102n], { value: 70_000n });
      await shop.connect(bob).buyMany([102n], { value: 40_000n });

      expect(await shop.spentBy(alice)).to.equal(70_000n);
      expect(await shop.spentBy(bob)).to.equal(40_000n);
    });

    it("wants the sum of the prices", async function () {
      const { shop, alice } = await networkHelpers.loadFixture(deploy);

      await expect(shop.connect(alice).buyMany([101n, 102n], { value: 1n }))
        .to.be.revertedWithCustomError(shop, "WrongPayment")
        .withArgs(70_000n, 1n);
    });

    it("is priced by the owner", async function () {
      const { shop, alice } = await networkHelpers.loadFixture(deploy);

      await expect(shop.connect(alice).setPrices([101n], [0n]))
        .to.be.revertedWithCustomError(shop, "OwnableUnauthorizedAccount")
        .withArgs(alice);
    });
  });
});

import { expect } from "chai";
import { network } from "hardhat";

const { ethers, networkHelpers } = await network.create();

const ONE = ethers.parseEther("1");

describe("highest-bid", function () {
  describe("BidAuction", function () {
    async function deploy() {
      const [, alice, bob, carol] = await ethers.getSigners();
      const auction = await ethers.deployContract("BidAuction");
      await auction.connect(carol).bid({ value: ONE });
      return { auction, alice, bob, carol };
    }

    async function deployOutbid() {
      const deployed = await networkHelpers.loadFixture(deploy);
      await deployed.auction.connect(deployed.alice).bid({ value: 2n * ONE });
      return deployed;
    }

    it("takes a higher bid", async function () {
      const { auction, alice } = await networkHelpers.loadFixture(deploy);

      await expect(auction.connect(alice).bid({ value: 2n * ONE }))
        .to.emit(auction, "HighestBid")
        .withArgs(alice, 2n * ONE);

      expect(await auction.highestBidder()).to.equal(alice);
    });

    it("goes from bid to bid", async function () {
      const { auction, alice, bob } = await networkHelpers.loadFixture(deploy);

      await auction.connect(alice).bid({ value: 2n * ONE });
      await auction.connect(bob).bid({ value: 3n * ONE });

      expect(await auction.highestBid()).to.equal(3n * ONE);
      expect(await auction.returnsOf(alice)).to.equal(2n * ONE);
    });

    it("takes no lower bid", async function () {
      const { auction, alice } = await networkHelpers.loadFixture(deploy);

      await expect(auction.connect(alice).bid({ value: ONE }))
        .to.be.revertedWithCustomError(auction, "BidTooLow")
        .withArgs(ONE);
    });

    it("returns what was outbid", async function () {
      const { auction, carol } = await networkHelpers.loadFixture(deployOutbid);

      await expect(auction.connect(carol).fetch()).to.changeEtherBalance(ethers, carol, ONE);
    });
  });

  describe("BidRecord", function () {
    async function deploy() {
      const [, alice, bob, carol] = await ethers.getSigners();
      const game = await ethers.deployContract("BidRecord");
      await game.connect(carol).play(1_000n);
      return { game, alice, bob, carol };
    }

    it("knows the best score", async function () {
      const { game, alice } = await networkHelpers.loadFixture(deploy);

      await game.connect(alice).play(2_000n);

      expect(await game.record()).to.deep.equal([alice.address, 2_000n]);
    });

    it("keeps it when another one is lower", async function () {
      const { game, bob, carol } = await networkHelpers.loadFixture(deploy);

      await game.connect(bob).play(500n);

      expect(await game.lastScoreOf(bob)).to.equal(500n);
      expect(await game.record()).to.deep.equal([carol.address, 1_000n]);
    });
  });

  describe("BidSealed", function () {
    async function deploy() {
      const [, alice, bob] = await ethers.getSigners();
      const bids = await ethers.deployContract("BidSealed");
      await bids.connect(alice).bid(100n);
      return { bids, alice, bob };
    }

    it("stand side by side", async function () {
      const { bids, alice, bob } = await networkHelpers.loadFixture(deploy);

      await bids.connect(bob).bid(80n);
      await bids.connect(alice).bid(120n);

      expect(await bids.highestBid(bob)).to.equal(80n);
      expect(await bids.best([alice, bob])).to.equal(alice);
    });

    it("are only raised", async function () {
      const { bids, alice } = await networkHelpers.loadFixture(deploy);

      await expect(bids.connect(alice).bid(100n))
        .to.be.revertedWithCustomError(bids, "BidTooLow")
        .withArgs(100n);
    });
  });

  describe("BidLots", function () {
    const [VASE, CHAIR] = [301n, 302n];

    async function deploy() {
      const [, alice, bob] = await ethers.getSigners();
      const auction = await ethers.deployContract("BidLots");
      return { auction, alice, bob };
    }

    it("are bid for by different bidders", async function () {
      const { auction, alice, bob } = await networkHelpers.loadFixture(deploy);

      await auction.connect(alice).bid(VASE, 1_000n);
      await auction.connect(bob).bid(CHAIR, 2_000n);

      expect((await auction.lots(VASE)).highestBidder).to.equal(alice);
      expect((await auction.lots(CHAIR)).highestBidder).to.equal(bob);
    });

    it("go higher and higher", async function () {
      const { auction, alice } = await networkHelpers.loadFixture(deploy);

      await auction.connect(alice).bid(VASE, 1_000n);

      await expect(auction.connect(alice).bid(VASE, 1_000n))
        .to.be.revertedWithCustomError(auction, "BidTooLow")
        .withArgs(1_000n);
    });
  });

  describe("BidFloor", function () {
    async function deploy() {
      const [owner, alice, bob] = await ethers.getSigners();
      const sale = await ethers.deployContract("BidFloor", [500n]);
      return { sale, owner, alice, bob };
    }

    it("takes offers above it", async function () {
      const { sale, alice, bob } = await networkHelpers.loadFixture(deploy);

      await sale.connect(alice).offer(600n);
      await sale.connect(bob).offer(550n);

      expect(await sale.offerOf(alice)).to.equal(600n);
      expect(await sale.offerOf(bob)).to.equal(550n);
    });

    it("takes none below it", async function () {
      const { sale, alice } = await networkHelpers.loadFixture(deploy);

      await expect(sale.connect(alice).offer(400n))
        .to.be.revertedWithCustomError(sale, "TooLow")
        .withArgs(500n);
    });

    it("is raised by the owner", async function () {
      const { sale } = await networkHelpers.loadFixture(deploy);

      await expect(sale.raiseFloor(700n)).to.emit(sale, "FloorRaised").withArgs(700n);

      expect(await sale.highestBid()).to.equal(700n);
    });

    it("is raised by nobody else", async function () {
      const { sale, alice } = await networkHelpers.loadFixture(deploy);

      await expect(sale.connect(alice).raiseFloor(700n))
        .to.be.revertedWithCustomError(sale, "OwnableUnauthorizedAccount")
        .withArgs(alice);
    });
  });
});

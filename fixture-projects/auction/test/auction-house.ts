import { expect } from "chai";
import { network } from "hardhat";

const { ethers, networkHelpers } = await network.create();

const DAY = 24n * 60n * 60n;
const eth = (amount: string) => ethers.parseEther(amount);

describe("AuctionHouse", function () {
  /** Auctions 1 and 2 are the seller's and take bids from 1 ETH on, for a week. The fee is 2.5 %. */
  async function deployHouse() {
    const [owner, seller, alice, bob, carol, dave] = await ethers.getSigners();
    const house = await ethers.deployContract("AuctionHouse", [owner, 250]);
    for (let i = 0; i < 2; i++) await house.connect(seller).create(eth("1"), 7n * DAY);
    return { house, owner, seller, alice, bob, carol, dave };
  }

  /** In auction 1 Bob has outbid Alice; in auction 2 Alice is alone. */
  async function deployWithBids() {
    const deployed = await networkHelpers.loadFixture(deployHouse);
    const { house, alice, bob } = deployed;
    await house.connect(alice).bid(1n, { value: eth("1") });
    await house.connect(bob).bid(1n, { value: eth("100") });
    await house.connect(alice).bid(2n, { value: eth("1") });
    return deployed;
  }

  /** Auction 2 is settled. */
  async function deploySettled() {
    const deployed = await networkHelpers.loadFixture(deployWithBids);
    await networkHelpers.time.increase(8n * DAY);
    await deployed.house.connect(deployed.dave).settle(2n);
    return deployed;
  }

  describe("auctions", function () {
    it("are numbered", async function () {
      const { house, dave } = await networkHelpers.loadFixture(deployHouse);

      const endsAt = (await networkHelpers.time.latest()) + 1 + Number(DAY);
      await expect(house.connect(dave).create(eth("0.5"), DAY))
        .to.emit(house, "AuctionCreated")
        .withArgs(3n, dave, eth("0.5"), endsAt);
      expect(await house.auctionCount()).to.equal(3n);
    });

    it("do not exist before they are created", async function () {
      const { house, alice } = await networkHelpers.loadFixture(deployHouse);

      await expect(house.connect(alice).bid(3n, { value: eth("1") }))
        .to.be.revertedWithCustomError(house, "NoSuchAuction")
        .withArgs(3n);
    });
  });

  describe("bids", function () {
    it("can be made by anybody", async function () {
      const { house, alice } = await networkHelpers.loadFixture(deployHouse);

      await expect(house.connect(alice).bid(1n, { value: eth("1.5") }))
        .to.emit(house, "BidPlaced")
        .withArgs(1n, alice, eth("1.5"));
      expect((await house.auctions(1n)).highestBidder).to.equal(alice.address);
    });

    it("replace lower ones", async function () {
      const { house, bob, carol } = await networkHelpers.loadFixture(deployWithBids);

      await house.connect(carol).bid(1n, { value: eth("110") });

      expect((await house.auctions(1n)).highestBid).to.equal(eth("110"));
      expect(await house.claimable(1n, bob)).to.equal(eth("100"));
    });

    it("go up", async function () {
      const { house, alice, bob, carol } = await networkHelpers.loadFixture(deployHouse);

      await house.connect(alice).bid(1n, { value: eth("1") });
      await house.connect(bob).bid(1n, { value: eth("2") });
      await house.connect(carol).bid(1n, { value: eth("3") });

      expect((await house.auctions(1n)).highestBidder).to.equal(carol.address);
      expect(await house.minimumBid(1n)).to.equal(eth("3.15"));
    });

    it("on different auctions are independent", async function () {
      const { house, alice, bob } = await networkHelpers.loadFixture(deployHouse);

      await house.connect(alice).bid(1n, { value: eth("1") });
      await house.connect(bob).bid(2n, { value: eth("1") });

      expect((await house.auctions(1n)).highestBidder).to.equal(alice.address);
      expect((await house.auctions(2n)).highestBidder).to.equal(bob.address);
    });

    it("use up what was outbid before", async function () {
      const { house, alice } = await networkHelpers.loadFixture(deployWithBids);

      await house.connect(alice).bid(1n, { value: eth("109") });

      expect((await house.auctions(1n)).highestBid).to.equal(eth("110"));
      expect(await house.claimable(1n, alice)).to.equal(0n);
    });

    it("reach the reserve, and 5 % more than the last one", async function () {
      const { house, carol } = await networkHelpers.loadFixture(deployWithBids);

      await expect(house.connect(carol).bid(1n, { value: eth("104.9") }))
        .to.be.revertedWithCustomError(house, "BidTooLow")
        .withArgs(eth("104.9"), eth("105"));
    });

    it("come neither from the seller nor from the highest bidder", async function () {
      const { house, seller, bob } = await networkHelpers.loadFixture(deployWithBids);

      await expect(house.connect(seller).bid(1n, { value: eth("200") }))
        .to.be.revertedWithCustomError(house, "SellerCannotBid")
        .withArgs(1n);
      await expect(house.connect(bob).bid(1n, { value: eth("200") }))
        .to.be.revertedWithCustomError(house, "AlreadyHighest")
        .withArgs(1n);
    });

    it("come in time", async function () {
      const { house, carol } = await networkHelpers.loadFixture(deployWithBids);

      await networkHelpers.time.increase(8n * DAY);

      await expect(house.connect(carol).bid(1n, { value: eth("200") }))
        .to.be.revertedWithCustomError(house, "AuctionOver")
        .withArgs(1n);
    });
  });

  describe("refunds", function () {
    it("are fetched by those who were outbid", async function () {
      const { house, alice } = await networkHelpers.loadFixture(deployWithBids);

      await expect(house.connect(alice).withdraw(1n))
        .to.emit(house, "Withdrawn")
        .withArgs(1n, alice, eth("1"));
      expect(await ethers.provider.getBalance(house)).to.equal(eth("101"));
    });

    it("are not paid to the highest bidder", async function () {
      const { house, bob } = await networkHelpers.loadFixture(deployWithBids);

      await expect(house.connect(bob).withdraw(1n))
        .to.be.revertedWithCustomError(house, "NothingToWithdraw")
        .withArgs(1n, bob);
    });
  });

  describe("settling", function () {
    it("can be done by anybody when the time is over", async function () {
      const { house, bob, seller, dave } = await networkHelpers.loadFixture(deployWithBids);
      await networkHelpers.time.increase(8n * DAY);

      await expect(house.connect(dave).settle(1n))
        .to.emit(house, "Settled")
        .withArgs(1n, bob, eth("100"));
      expect(await house.claimable(1n, seller)).to.equal(eth("97.5"));
      expect(await house.feesCollected()).to.equal(eth("2.5"));
    });

    it("can be done by the seller before", async function () {
      const { house, seller } = await networkHelpers.loadFixture(deployWithBids);

      await house.connect(seller).settle(1n);

      expect((await house.auctions(1n)).settled).to.equal(true);
    });

    it("cannot be done by others before", async function () {
      const { house, dave } = await networkHelpers.loadFixture(deployWithBids);

      await expect(house.connect(dave).settle(1n)).to.be.revertedWithCustomError(house, "TooEarly");
    });

    it("is done once", async function () {
      const { house, alice } = await networkHelpers.loadFixture(deploySettled);

      await expect(house.connect(alice).settle(2n))
        .to.be.revertedWithCustomError(house, "AuctionOver")
        .withArgs(2n);
    });

    it("lets the seller fetch the price", async function () {
      const { house, seller } = await networkHelpers.loadFixture(deploySettled);

      await expect(house.connect(seller).withdraw(2n))
        .to.emit(house, "Withdrawn")
        .withArgs(2n, seller, eth("0.975"));
    });
  });

  describe("fees", function () {
    it("are set by the owner", async function () {
      const { house } = await networkHelpers.loadFixture(deployHouse);

      await expect(house.setFee(500)).to.emit(house, "FeeSet").withArgs(500n);
      await expect(house.setFee(1001))
        .to.be.revertedWithCustomError(house, "FeeTooHigh")
        .withArgs(1001n);
    });

    it("are fetched by the owner", async function () {
      const { house } = await networkHelpers.loadFixture(deploySettled);

      await house.withdrawFees();

      expect(await house.feesCollected()).to.equal(0n);
      expect(await ethers.provider.getBalance(house)).to.equal(eth("101.975"));
    });

    it("are nobody else's", async function () {
      const { house, alice } = await networkHelpers.loadFixture(deploySettled);

      await expect(house.connect(alice).withdrawFees())
        .to.be.revertedWithCustomError(house, "OwnableUnauthorizedAccount")
        .withArgs(alice);
      await expect(house.connect(alice).setFee(0))
        .to.be.revertedWithCustomError(house, "OwnableUnauthorizedAccount")
        .withArgs(alice);
    });
  });
});

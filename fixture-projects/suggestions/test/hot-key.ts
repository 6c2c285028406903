import { expect } from "chai";
import { network } from "hardhat";

const { ethers, networkHelpers } = await network.create();

const ONE = ethers.parseEther("1");

describe("hot-key", function () {
  describe("KeyDonations", function () {
    async function deploy() {
      const [, alice, bob, cause] = await ethers.getSigners();
      const donations = await ethers.deployContract("KeyDonations");
      return { donations, alice, bob, cause };
    }

    async function deployWithDonation() {
      const deployed = await networkHelpers.loadFixture(deploy);
      await deployed.donations.connect(deployed.alice).donate(deployed.cause, { value: 3n * ONE });
      return deployed;
    }

    it("come together for one cause", async function () {
      const { donations, alice, bob, cause } = await networkHelpers.loadFixture(deploy);

      await donations.connect(alice).donate(cause, { value: ONE });
      await donations.connect(bob).donate(cause, { value: 2n * ONE });

      expect(await donations.raisedFor(cause)).to.equal(3n * ONE);
    });

    it("are collected by the cause", async function () {
      const { donations, cause } = await networkHelpers.loadFixture(deployWithDonation);

      await expect(donations.connect(cause).collect()).to.changeEtherBalance(
        ethers,
        cause,
        3n * ONE,
      );

      expect(await donations.raisedFor(cause)).to.equal(0n);
    });
  });

  describe("KeySponsor", function () {
    async function deploy() {
      const [, alice, bob, sponsor] = await ethers.getSigners();
      const sponsors = await ethers.deployContract("KeySponsor");
      await sponsors.connect(sponsor).deposit({ value: ONE });
      return { sponsors, alice, bob, sponsor };
    }

    it("pays for several while there is enough", async function () {
      const { sponsors, alice, bob, sponsor } = await networkHelpers.loadFixture(deploy);

      await sponsors.connect(alice).handle(sponsor, ONE / 8n);
      await sponsors.connect(bob).handle(sponsor, ONE / 4n);

      expect(await sponsors.deposits(sponsor)).to.equal((ONE * 5n) / 8n);
      await expect(sponsors.connect(bob).handle(sponsor, ONE)).to.be.revertedWith(
        "KeySponsor: deposit too low",
      );
    });
  });

  describe("KeyPaymaster", function () {
    const ACTION = ethers.id("vote");
    const COST = ethers.parseEther("0.01");

    async function deploy() {
      const [, alice, bob, sponsor, other] = await ethers.getSigners();
      const paymaster = await ethers.deployContract("KeyPaymaster");
      await paymaster.connect(sponsor).deposit({ value: 10n * ONE });
      await paymaster.connect(sponsor).sponsor(alice);
      await paymaster.connect(sponsor).sponsor(bob);
      return { paymaster, alice, bob, sponsor, other };
    }

    it("pays for what a user does", async function () {
      const { paymaster, alice, sponsor } = await networkHelpers.loadFixture(deploy);

      await expect(paymaster.connect(alice).execute(ACTION, COST))
        .to.emit(paymaster, "Executed")
        .withArgs(alice, ACTION, COST);

      expect(await paymaster.depositOf(sponsor)).to.equal(10n * ONE - COST);
    });

    it("pays for several", async function () {
      const { paymaster, alice, bob, sponsor } = await networkHelpers.loadFixture(deploy);

      await paymaster.connect(alice).execute(ACTION, COST);
      await paymaster.connect(bob).execute(ACTION, 2n * COST);

      expect(await paymaster.depositOf(sponsor)).to.equal(10n * ONE - 3n * COST);
    });

    it("takes deposits", async function () {
      const { paymaster, other } = await networkHelpers.loadFixture(deploy);

      await paymaster.connect(other).deposit({ value: ONE });

      expect(await paymaster.depositOf(other)).to.equal(ONE);
    });

    it("lets a sponsor choose users", async function () {
      const { paymaster, sponsor, other } = await networkHelpers.loadFixture(deploy);

      await paymaster.connect(sponsor).sponsor(other);

      expect(await paymaster.sponsorOf(other)).to.equal(sponsor);
    });

    it("pays for nobody else", async function () {
      const { paymaster, other } = await networkHelpers.loadFixture(deploy);

      await expect(paymaster.connect(other).execute(ACTION, COST))
        .to.be.revertedWithCustomError(paymaster, "NotSponsored")
        .withArgs(other);
    });
  });

  describe("KeyCoin", function () {
    async function deploy() {
      const [, alice, bob, carol, dave] = await ethers.getSigners();
      const coin = await ethers.deployContract("KeyCoin", [[alice, bob], 1000n]);
      return { coin, alice, bob, carol, dave };
    }

    it("goes to different recipients", async function () {
      const { coin, alice, bob, carol, dave } = await networkHelpers.loadFixture(deploy);

      await coin.connect(alice).transfer(carol, 100n);
      await coin.connect(bob).transfer(dave, 200n);

      expect(await coin.balanceOf(carol)).to.equal(100n);
      expect(await coin.balanceOf(dave)).to.equal(200n);
    });
  });

  describe("KeyDeeds", function () {
    async function deploy() {
      const [, ...others] = await ethers.getSigners();
      const holders = others.slice(0, 5);
      const deeds = await ethers.deployContract("KeyDeeds", [holders]);
      return { deeds, holders };
    }

    it("are passed on in a ring", async function () {
      const { deeds, holders } = await networkHelpers.loadFixture(deploy);
      const nextTo = (i: number) => holders[(i + 1) % holders.length];

      for (const [i, holder] of holders.entries()) {
        await deeds.connect(holder).transferFrom(holder, nextTo(i), i);
      }

      for (const i of holders.keys()) expect(await deeds.ownerOf(i)).to.equal(nextTo(i));
    });
  });

  describe("KeySavings", function () {
    async function deploy() {
      const [, alice, bob] = await ethers.getSigners();
      const savings = await ethers.deployContract("KeySavings");
      await savings.connect(alice).donate({ value: 2n * ONE });
      return { savings, alice, bob };
    }

    it("are each account's own", async function () {
      const { savings, alice, bob } = await networkHelpers.loadFixture(deploy);

      await savings.connect(alice).donate({ value: ONE });
      await savings.connect(bob).donate({ value: ONE });

      expect(await savings.raisedFor(alice)).to.equal(3n * ONE);
      expect(await savings.raisedFor(bob)).to.equal(ONE);
    });

    it("are taken out", async function () {
      const { savings, alice } = await networkHelpers.loadFixture(deploy);

      await expect(savings.connect(alice).collect(ONE)).to.changeEtherBalance(ethers, alice, ONE);
    });
  });

  describe("KeyCatalog", function () {
    const PLAN = 4004n;

    async function deploy() {
      const [owner, alice, bob] = await ethers.getSigners();
      const catalog = await ethers.deployContract("KeyCatalog");
      await catalog.setPrice(PLAN, ONE);
      return { catalog, owner, alice, bob };
    }

    it("has many subscribers of one plan", async function () {
      const { catalog, alice, bob } = await networkHelpers.loadFixture(deploy);

      await catalog.connect(alice).subscribe(PLAN, { value: ONE });
      await catalog.connect(bob).subscribe(PLAN, { value: ONE });

      const now = BigInt(await networkHelpers.time.latest());
      expect(await catalog.paidUntil(alice, PLAN)).to.be.greaterThan(now);
      expect(await catalog.paidUntil(bob, PLAN)).to.be.greaterThan(now);
    });

    it("wants the price of the plan", async function () {
      const { catalog, alice } = await networkHelpers.loadFixture(deploy);

      await expect(catalog.connect(alice).subscribe(PLAN))
        .to.be.revertedWithCustomError(catalog, "WrongPayment")
        .withArgs(ONE, 0n);
    });

    it("is priced by the owner", async function () {
      const { catalog, alice } = await networkHelpers.loadFixture(deploy);

      await expect(catalog.connect(alice).setPrice(PLAN, 0n))
        .to.be.revertedWithCustomError(catalog, "OwnableUnauthorizedAccount")
        .withArgs(alice);
    });
  });

  describe("KeyPledges", function () {
    const CAMPAIGN = 3003n;

    async function deploy() {
      const [, alice, bob] = await ethers.getSigners();
      const pledges = await ethers.deployContract("KeyPledges");
      return { pledges, alice, bob };
    }

    it("are made to one campaign by many", async function () {
      const { pledges, alice, bob } = await networkHelpers.loadFixture(deploy);

      await pledges.connect(alice).pledge(CAMPAIGN, 100n);
      await pledges.connect(bob).pledge(CAMPAIGN, 200n);

      expect(await pledges.pledgeOf(CAMPAIGN, alice)).to.equal(100n);
      expect(await pledges.pledgeOf(CAMPAIGN, bob)).to.equal(200n);
    });
  });
});

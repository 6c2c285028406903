import { expect } from "chai";
import { network } from "hardhat";

const { ethers, networkHelpers } = await network.create();

const ONE = ethers.parseEther("1");

describe("eth-balance", function () {
  describe("BalanceFundraiser", function () {
    const LIMIT = 50n * ONE;

    async function deploy() {
      const [owner, alice, bob] = await ethers.getSigners();
      const fundraiser = await ethers.deployContract("BalanceFundraiser", [LIMIT]);
      return { fundraiser, owner, alice, bob };
    }

    it("takes a contribution", async function () {
      const { fundraiser, alice } = await networkHelpers.loadFixture(deploy);

      await expect(fundraiser.connect(alice).contribute({ value: ONE }))
        .to.emit(fundraiser, "Contributed")
        .withArgs(alice, ONE);

      expect(await fundraiser.contributionOf(alice)).to.equal(ONE);
    });

    it("takes no more than its limit", async function () {
      const { fundraiser, alice } = await networkHelpers.loadFixture(deploy);

      await expect(fundraiser.connect(alice).contribute({ value: LIMIT + 1n }))
        .to.be.revertedWithCustomError(fundraiser, "LimitReached")
        .withArgs(LIMIT);
    });

    it("is collected by the owner only", async function () {
      const { fundraiser, alice } = await networkHelpers.loadFixture(deploy);

      await expect(fundraiser.connect(alice).collect())
        .to.be.revertedWithCustomError(fundraiser, "OwnableUnauthorizedAccount")
        .withArgs(alice);
      await fundraiser.collect();

      expect(await ethers.provider.getBalance(fundraiser)).to.equal(0n);
    });
  });

  describe("BalanceTipSplit", function () {
    async function deploy() {
      const [owner, alice, bob, guest] = await ethers.getSigners();
      const split = await ethers.deployContract("BalanceTipSplit");
      await split.assign(alice, 60n);
      await split.assign(bob, 40n);
      await split.connect(guest).tip({ value: 10n * ONE });
      return { split, owner, alice, bob, guest };
    }

    it("takes tips", async function () {
      const { split, guest } = await networkHelpers.loadFixture(deploy);

      await expect(split.connect(guest).tip({ value: ONE }))
        .to.emit(split, "Tipped")
        .withArgs(guest, ONE);

      expect(await split.available()).to.equal(11n * ONE);
    });

    it("pays who goes home", async function () {
      const { split, alice } = await networkHelpers.loadFixture(deploy);

      await expect(split.connect(alice).goHome()).to.changeEtherBalance(ethers, alice, 6n * ONE);

      expect(await split.percentOf(alice)).to.equal(0n);
    });

    it("counts the last tip, too", async function () {
      const { split, bob, guest } = await networkHelpers.loadFixture(deploy);

      await split.connect(guest).tip({ value: 5n * ONE });

      await expect(split.connect(bob).goHome()).to.changeEtherBalance(ethers, bob, 6n * ONE);
    });

    it("pays nobody who is not on the shift", async function () {
      const { split, guest } = await networkHelpers.loadFixture(deploy);

      await expect(split.connect(guest).goHome())
        .to.be.revertedWithCustomError(split, "NotOnShift")
        .withArgs(guest);
    });
  });

  describe("BalanceJar", function () {
    async function deploy() {
      const [, alice, bob] = await ethers.getSigners();
      const jar = await ethers.deployContract("BalanceJar");
      await jar.connect(alice).putIn({ value: 2n * ONE });
      await jar.connect(bob).putIn({ value: 2n * ONE });
      return { jar, alice, bob };
    }

    it("keeps what is put in", async function () {
      const { jar, alice, bob } = await networkHelpers.loadFixture(deploy);

      await jar.connect(alice).putIn({ value: ONE });
      await bob.sendTransaction({ to: jar, value: ONE });

      expect(await jar.balance(alice)).to.equal(3n * ONE);
      expect(await jar.balance(bob)).to.equal(3n * ONE);
    });

    it("gives it back", async function () {
      const { jar, alice, bob } = await networkHelpers.loadFixture(deploy);

      await expect(jar.connect(alice).takeOut(ONE)).to.changeEtherBalance(ethers, alice, ONE);

      expect(await jar.balance(alice)).to.equal(ONE);
      expect(await jar.balance(bob)).to.equal(2n * ONE);
    });

    it("gives nobody more than the own", async function () {
      const { jar, alice } = await networkHelpers.loadFixture(deploy);

      await expect(jar.connect(alice).takeOut(3n * ONE))
        .to.be.revertedWithCustomError(jar, "NotEnough")
        .withArgs(2n * ONE);
    });
  });

  describe("BalanceTill", function () {
    const BILL = 1001n;

    async function deploy() {
      const [owner, alice] = await ethers.getSigners();
      const till = await ethers.deployContract("BalanceTill");
      return { till, owner, alice };
    }

    it("takes payments", async function () {
      const { till, alice } = await networkHelpers.loadFixture(deploy);

      await till.connect(alice).pay(BILL, { value: ONE });

      expect(await till.paidFor(alice, BILL)).to.equal(ONE);
      expect(await till.content()).to.equal(ONE);
    });

    it("is emptied by the owner", async function () {
      const { till, alice } = await networkHelpers.loadFixture(deploy);

      await till.connect(alice).pay(BILL, { value: ONE });
      await expect(till.empty()).to.emit(till, "Emptied").withArgs(ONE);

      expect(await till.content()).to.equal(0n);
    });

    it("is emptied by nobody else", async function () {
      const { till, alice } = await networkHelpers.loadFixture(deploy);

      await expect(till.connect(alice).empty())
        .to.be.revertedWithCustomError(till, "OwnableUnauthorizedAccount")
        .withArgs(alice);
    });
  });

  describe("BalanceEndowment", function () {
    async function deploy() {
      const [owner, alice, bob] = await ethers.getSigners();
      const endowment = await ethers.deployContract("BalanceEndowment", [ONE], {
        value: 20n * ONE,
      });
      return { endowment, owner, alice, bob };
    }

    it("takes applications", async function () {
      const { endowment, alice, bob } = await networkHelpers.loadFixture(deploy);

      await endowment.connect(alice).applyFor(5n * ONE);
      await endowment.connect(bob).applyFor(15n * ONE);

      expect(await endowment.requested(alice)).to.equal(5n * ONE);
      expect(await endowment.requested(bob)).to.equal(15n * ONE);
    });

    it("takes none for more than it has", async function () {
      const { endowment, alice } = await networkHelpers.loadFixture(deploy);

      await expect(endowment.connect(alice).applyFor(20n * ONE))
        .to.be.revertedWithCustomError(endowment, "EndowmentTooSmall")
        .withArgs(20n * ONE);
    });

    it("is closed by the owner", async function () {
      const { endowment, owner } = await networkHelpers.loadFixture(deploy);

      await expect(endowment.close()).to.changeEtherBalances(
        ethers,
        [endowment, owner],
        [-20n * ONE, 20n * ONE],
      );
    });
  });

  describe("BalanceThreshold", function () {
    const FEE = ethers.parseEther("0.01");

    async function deploy() {
      const [, alice, bob] = await ethers.getSigners();
      const club = await ethers.deployContract("BalanceThreshold", [100n * ONE]);
      return { club, alice, bob };
    }

    it("lets the wealthy in", async function () {
      const { club, alice, bob } = await networkHelpers.loadFixture(deploy);

      await club.connect(alice).enter({ value: FEE });
      await club.connect(bob).enter({ value: FEE });

      expect(await club.balanceAtEntry(alice)).to.equal(100n * ONE);
      expect(await club.balanceAtEntry(bob)).to.equal(100n * ONE);
    });

    it("wants its fee", async function () {
      const { club, alice } = await networkHelpers.loadFixture(deploy);

      await expect(club.connect(alice).enter())
        .to.be.revertedWithCustomError(club, "WrongFee")
        .withArgs(0n);
    });
  });
});

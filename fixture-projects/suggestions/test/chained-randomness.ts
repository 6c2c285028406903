import { expect } from "chai";
import { network } from "hardhat";

const { ethers, networkHelpers } = await network.create();

const SEED = ethers.id("the first seed");

describe("chained-randomness", function () {
  describe("DiceChain", function () {
    async function deploy() {
      const [, alice, bob] = await ethers.getSigners();
      const dice = await ethers.deployContract("DiceChain", [SEED]);
      return { dice, alice, bob };
    }

    it("rolls one to six", async function () {
      const { dice, alice } = await networkHelpers.loadFixture(deploy);

      await expect(dice.connect(alice).roll()).to.emit(dice, "Rolled");

      expect(await dice.lastRollOf(alice)).to.be.within(1n, 6n);
    });

    it("rolls again", async function () {
      const { dice, bob } = await networkHelpers.loadFixture(deploy);

      await dice.connect(bob).roll();
      await dice.connect(bob).roll();

      expect(await dice.lastRollOf(bob)).to.be.within(1n, 6n);
    });
  });

  describe("DiceLottery", function () {
    async function deploy() {
      const [, alice, bob] = await ethers.getSigners();
      const lottery = await ethers.deployContract("DiceLottery");
      return { lottery, alice, bob };
    }

    it("shows the number of a card", async function () {
      const { lottery, alice } = await networkHelpers.loadFixture(deploy);

      await lottery.connect(alice).scratch(700n);

      expect(await lottery.numberOf(alice, 700n)).to.be.lessThan(100n);
    });

    it("shows it once", async function () {
      const { lottery, alice } = await networkHelpers.loadFixture(deploy);

      await lottery.connect(alice).scratch(700n);

      await expect(lottery.connect(alice).scratch(700n))
        .to.be.revertedWithCustomError(lottery, "ScratchedAlready")
        .withArgs(700n);
    });
  });

  describe("DicePersonal", function () {
    async function deploy() {
      const [, alice, bob] = await ethers.getSigners();
      const dice = await ethers.deployContract("DicePersonal");
      return { dice, alice, bob };
    }

    it("rolls for several players", async function () {
      const { dice, alice, bob } = await networkHelpers.loadFixture(deploy);

      await dice.connect(alice).roll();
      await dice.connect(bob).roll();

      expect(await dice.lastRollOf(alice)).to.be.within(1n, 6n);
      expect(await dice.lastRollOf(bob)).to.be.within(1n, 6n);
    });
  });

  describe("DiceRandao", function () {
    async function deploy() {
      const [, alice, bob] = await ethers.getSigners();
      const dice = await ethers.deployContract("DiceRandao");
      return { dice, alice, bob };
    }

    it("rolls for several players", async function () {
      const { dice, alice, bob } = await networkHelpers.loadFixture(deploy);

      await dice.connect(alice).roll();
      await dice.connect(bob).roll();

      expect(await dice.lastRollOf(alice)).to.be.within(1n, 6n);
      expect(await dice.lastRollOf(bob)).to.be.within(1n, 6n);
    });
  });

  describe("DiceHouse", function () {
    async function deploy() {
      const [owner, alice, bob] = await ethers.getSigners();
      const house = await ethers.deployContract("DiceHouse", [SEED]);
      return { house, owner, alice, bob };
    }

    it("rolls by seed, player and salt", async function () {
      const { house, alice } = await networkHelpers.loadFixture(deploy);
      const hash = ethers.keccak256(
        ethers.AbiCoder.defaultAbiCoder().encode(
          ["bytes32", "address", "uint256"],
          [SEED, alice.address, 7777n],
        ),
      );

      await house.connect(alice).roll(7777n);

      expect(await house.lastRollOf(alice)).to.equal((BigInt(hash) % 6n) + 1n);
    });

    it("rolls for several players", async function () {
      const { house, alice, bob } = await networkHelpers.loadFixture(deploy);

      await house.connect(alice).roll(7777n);
      await house.connect(bob).roll(8888n);

      expect(await house.lastRollOf(bob)).to.be.within(1n, 6n);
    });

    it("changes its seed", async function () {
      const { house } = await networkHelpers.loadFixture(deploy);

      await expect(house.reseed(ethers.id("secret"))).to.emit(house, "Reseeded");

      expect(await house.seed()).not.to.equal(SEED);
    });

    it("alone changes it", async function () {
      const { house, alice } = await networkHelpers.loadFixture(deploy);

      await expect(house.connect(alice).reseed(ethers.id("secret")))
        .to.be.revertedWithCustomError(house, "OwnableUnauthorizedAccount")
        .withArgs(alice);
    });
  });

  describe("DiceTranscript", function () {
    const [CHESS, GO] = [9001n, 9002n];

    async function deploy() {
      const [, alice, bob] = await ethers.getSigners();
      const transcript = await ethers.deployContract("DiceTranscript");
      return { transcript, alice, bob };
    }

    it("binds the moves of a game", async function () {
      const { transcript, alice } = await networkHelpers.loadFixture(deploy);

      await transcript.connect(alice).play(CHESS, 17n);
      const first = await transcript.transcriptOf(CHESS);
      await transcript.connect(alice).play(CHESS, 18n);

      expect(await transcript.transcriptOf(CHESS)).not.to.equal(first);
    });

    it("keeps games apart", async function () {
      const { transcript, alice, bob } = await networkHelpers.loadFixture(deploy);

      await transcript.connect(alice).play(CHESS, 17n);
      const chess = await transcript.transcriptOf(CHESS);
      await transcript.connect(bob).play(GO, 361n);

      expect(await transcript.transcriptOf(CHESS)).to.equal(chess);
    });
  });
});

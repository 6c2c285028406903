import { expect } from "chai";
import { network } from "hardhat";

const { ethers, networkHelpers } = await network.create();

const PRICE = ethers.parseEther("0.05");
const CAP = 150n;
const WALLET_LIMIT = 3n;

describe("NftDrop", function () {
  async function deployDrop() {
    const [owner, alice, bob, carol, dave, erin] = await ethers.getSigners();
    const drop = await ethers.deployContract("NftDrop", [owner, PRICE, CAP, WALLET_LIMIT]);
    return { owner, alice, bob, carol, dave, erin, drop };
  }

  /** Carol has number 1, Dave number 2. */
  async function deployWithHolders() {
    const deployed = await networkHelpers.loadFixture(deployDrop);
    const { drop, carol, dave } = deployed;
    await drop.connect(carol).mint(carol, { value: PRICE });
    await drop.connect(dave).mint(dave, { value: PRICE });
    return deployed;
  }

  async function deployPaused() {
    const deployed = await networkHelpers.loadFixture(deployWithHolders);
    await deployed.drop.pause();
    return deployed;
  }

  async function deploySoldOut() {
    const deployed = await networkHelpers.loadFixture(deployDrop);
    await deployed.drop.reserve(deployed.owner, CAP);
    return deployed;
  }

  describe("mint", function () {
    it("gives the buyer the first number", async function () {
      const { drop, alice } = await networkHelpers.loadFixture(deployDrop);

      await drop.connect(alice).mint(alice, { value: PRICE });

      expect(await drop.ownerOf(1n)).to.equal(alice.address);
      expect(await drop.mintedBy(alice)).to.equal(1n);
    });

    it("gives the next buyer the next number", async function () {
      const { drop, alice } = await networkHelpers.loadFixture(deployWithHolders);

      await expect(drop.connect(alice).mint(alice, { value: PRICE }))
        .to.emit(drop, "Transfer")
        .withArgs(ethers.ZeroAddress, alice, 3n);

      expect(await drop.totalMinted()).to.equal(3n);
    });

    it("can be a present", async function () {
      const { drop, alice, erin } = await networkHelpers.loadFixture(deployWithHolders);

      await drop.connect(alice).mint(erin, { value: PRICE });

      expect(await drop.balanceOf(erin)).to.equal(1n);
      expect(await drop.balanceOf(alice)).to.equal(0n);
      expect(await drop.mintedBy(alice)).to.equal(1n);
    });

    it("takes neither more nor less than the price", async function () {
      const { drop, alice } = await networkHelpers.loadFixture(deployDrop);

      for (const value of [PRICE - 1n, PRICE + 1n]) {
        await expect(drop.connect(alice).mint(alice, { value }))
          .to.be.revertedWithCustomError(drop, "WrongPayment")
          .withArgs(PRICE, value);
      }
    });

    it("is limited for each buyer", async function () {
      const { drop, alice } = await networkHelpers.loadFixture(deployDrop);

      for (let i = 0n; i < WALLET_LIMIT; i++) {
        await drop.connect(alice).mint(alice, { value: PRICE });
      }

      await expect(drop.connect(alice).mint(alice, { value: PRICE }))
        .to.be.revertedWithCustomError(drop, "WalletLimitReached")
        .withArgs(alice);
    });

    it("ends at the cap", async function () {
      const { drop, alice } = await networkHelpers.loadFixture(deploySoldOut);

      await expect(drop.connect(alice).mint(alice, { value: PRICE }))
        .to.be.revertedWithCustomError(drop, "CapExceeded")
        .withArgs(1n, 0n);
    });

    it("waits while the drop is paused", async function () {
      const { drop, alice } = await networkHelpers.loadFixture(deployPaused);

      await expect(drop.connect(alice).mint(alice, { value: PRICE })).to.be.revertedWithCustomError(
        drop,
        "EnforcedPause",
      );
    });
  });

  describe("transferFrom", function () {
    it("gives an NFT away", async function () {
      const { drop, carol, erin } = await networkHelpers.loadFixture(deployWithHolders);

      await drop.connect(carol).transferFrom(carol, erin, 1n);

      expect(await drop.ownerOf(1n)).to.equal(erin.address);
      expect(await drop.balanceOf(carol)).to.equal(0n);
    });

    it("leaves the other NFTs alone", async function () {
      const { drop, carol, dave, erin } = await networkHelpers.loadFixture(deployWithHolders);

      await drop.connect(dave).transferFrom(dave, erin, 2n);

      expect(await drop.ownerOf(1n)).to.equal(carol.address);
      expect(await drop.ownerOf(2n)).to.equal(erin.address);
    });

    it("is for the owner of the NFT", async function () {
      const { drop, bob, carol } = await networkHelpers.loadFixture(deployWithHolders);

      await expect(drop.connect(bob).transferFrom(carol, bob, 1n))
        .to.be.revertedWithCustomError(drop, "ERC721InsufficientApproval")
        .withArgs(bob, 1n);
    });

    it("waits while the drop is paused", async function () {
      const { drop, carol, erin } = await networkHelpers.loadFixture(deployPaused);

      await expect(drop.connect(carol).transferFrom(carol, erin, 1n)).to.be.revertedWithCustomError(
        drop,
        "EnforcedPause",
      );
    });
  });

  describe("the owner", function () {
    it("reserves NFTs for the team", async function () {
      const { drop, owner } = await networkHelpers.loadFixture(deployWithHolders);

      await drop.reserve(owner, 5n);

      expect(await drop.ownerOf(7n)).to.equal(owner.address);
      expect(await drop.totalMinted()).to.equal(7n);
    });

    it("cannot reserve more than there are", async function () {
      const { drop, owner } = await networkHelpers.loadFixture(deployWithHolders);

      await expect(drop.reserve(owner, CAP))
        .to.be.revertedWithCustomError(drop, "CapExceeded")
        .withArgs(CAP, CAP - 2n);
    });

    it("pauses the drop", async function () {
      const { drop, owner } = await networkHelpers.loadFixture(deployDrop);

      await expect(drop.pause()).to.emit(drop, "Paused").withArgs(owner);
    });

    it("lets it go on", async function () {
      const { drop } = await networkHelpers.loadFixture(deployPaused);

      await drop.unpause();

      expect(await drop.paused()).to.equal(false);
    });

    it("gets the proceeds", async function () {
      const { drop, owner } = await networkHelpers.loadFixture(deployWithHolders);

      await expect(drop.withdraw())
        .to.emit(drop, "ProceedsWithdrawn")
        .withArgs(owner, 2n * PRICE);
    });

    it("alone does all this", async function () {
      const { drop, alice } = await networkHelpers.loadFixture(deployWithHolders);

      const byAlice = drop.connect(alice);
      const attempts = [
        () => byAlice.reserve(alice, 1n),
        () => byAlice.pause(),
        () => byAlice.unpause(),
        () => byAlice.withdraw(),
      ];
      for (const attempt of attempts) {
        await expect(attempt())
          .to.be.revertedWithCustomError(drop, "OwnableUnauthorizedAccount")
          .withArgs(alice);
      }
    });
  });
});

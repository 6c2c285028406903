import { expect } from "chai";
import { network } from "hardhat";

const { ethers, networkHelpers } = await network.create();

const ONE = ethers.parseEther("1");

describe("vault-price", function () {
  describe("VaultShares", function () {
    async function deploy() {
      const [, alice, bob] = await ethers.getSigners();
      const asset = await ethers.deployContract("VaultAsset", [[alice, bob], 1_000_000n]);
      const vault = await ethers.deployContract("VaultShares", [asset]);
      for (const holder of [alice, bob]) {
        await asset.connect(holder).approve(vault, ethers.MaxUint256);
      }
      await vault.connect(alice).deposit(100_000n, alice);
      return { asset, vault, alice, bob };
    }

    it("takes a deposit", async function () {
      const { asset, vault, bob } = await networkHelpers.loadFixture(deploy);

      await vault.connect(bob).deposit(50_000n, bob);

      expect(await vault.balanceOf(bob)).to.equal(50_000n);
      expect(await asset.balanceOf(vault)).to.equal(150_000n);
    });

    it("mints shares", async function () {
      const { vault, bob } = await networkHelpers.loadFixture(deploy);

      await vault.connect(bob).mint(40_000n, bob);

      expect(await vault.totalSupply()).to.equal(140_000n);
      expect(await vault.totalAssets()).to.equal(140_000n);
    });

    it("pays a withdrawal", async function () {
      const { asset, vault, alice } = await networkHelpers.loadFixture(deploy);

      await vault.connect(alice).withdraw(30_000n, alice, alice);

      expect(await asset.balanceOf(alice)).to.equal(930_000n);
      expect(await vault.balanceOf(alice)).to.equal(70_000n);
    });

    it("redeems shares", async function () {
      const { asset, vault, alice } = await networkHelpers.loadFixture(deploy);

      await vault.connect(alice).redeem(20_000n, alice, alice);

      expect(await asset.balanceOf(alice)).to.equal(920_000n);
      expect(await vault.totalAssets()).to.equal(80_000n);
    });
  });

  describe("VaultEther", function () {
    async function deploy() {
      const [owner, alice, bob] = await ethers.getSigners();
      const vault = await ethers.deployContract("VaultEther");
      await vault.connect(alice).deposit({ value: 4n * ONE });
      await vault.earn({ value: 4n * ONE });
      return { vault, owner, alice, bob };
    }

    it("gives fewer shares when they are worth more", async function () {
      const { vault, bob } = await networkHelpers.loadFixture(deploy);

      await vault.connect(bob).deposit({ value: 2n * ONE });

      expect(await vault.sharesOf(bob)).to.be.closeTo(ONE, 10n);
      expect(await vault.totalAssets()).to.equal(10n * ONE);
    });

    it("pays what shares are worth", async function () {
      const { vault, alice } = await networkHelpers.loadFixture(deploy);

      await expect(vault.connect(alice).redeem(ONE)).to.emit(vault, "Redeemed");

      expect(await vault.totalAssets()).to.be.closeTo(6n * ONE, 10n);
      expect(await vault.totalShares()).to.equal(3n * ONE);
    });

    it("earns by its owner", async function () {
      const { vault, alice } = await networkHelpers.loadFixture(deploy);

      await expect(vault.connect(alice).earn({ value: ONE }))
        .to.be.revertedWithCustomError(vault, "OwnableUnauthorizedAccount")
        .withArgs(alice);
    });
  });

  describe("VaultWrapped", function () {
    async function deploy() {
      const [, alice, bob, carol, dave] = await ethers.getSigners();
      const wrapped = await ethers.deployContract("VaultWrapped");
      await wrapped.connect(alice).deposit({ value: 3n * ONE });
      await wrapped.connect(bob).deposit({ value: 3n * ONE });
      return { wrapped, alice, bob, carol, dave };
    }

    it("wraps one for one", async function () {
      const { wrapped, alice, carol } = await networkHelpers.loadFixture(deploy);

      await wrapped.connect(alice).deposit({ value: ONE });
      await wrapped.connect(carol).deposit({ value: ONE });

      expect(await wrapped.balanceOf(alice)).to.equal(4n * ONE);
      expect(await wrapped.totalSupply()).to.equal(8n * ONE);
    });

    it("unwraps", async function () {
      const { wrapped, alice } = await networkHelpers.loadFixture(deploy);

      await expect(wrapped.connect(alice).withdraw(ONE)).to.changeEtherBalance(ethers, alice, ONE);
    });

    it("is transferred", async function () {
      const { wrapped, alice, bob, carol, dave } = await networkHelpers.loadFixture(deploy);

      await wrapped.connect(alice).transfer(carol, ONE);
      await wrapped.connect(bob).transfer(dave, 2n * ONE);

      expect(await wrapped.balanceOf(carol)).to.equal(ONE);
      expect(await wrapped.balanceOf(dave)).to.equal(2n * ONE);
    });
  });

  describe("VaultReceipts", function () {
    async function deploy() {
      const [, alice, bob] = await ethers.getSigners();
      const receipts = await ethers.deployContract("VaultReceipts");
      await receipts.connect(alice).deposit({ value: 3n * ONE });
      return { receipts, alice, bob };
    }

    it("are worth what was paid", async function () {
      const { receipts, bob } = await networkHelpers.loadFixture(deploy);

      await receipts.connect(bob).deposit({ value: ONE });

      expect(await receipts.balanceOf(bob)).to.equal(ONE);
      expect(await receipts.totalSupply()).to.equal(4n * ONE);
    });

    it("are redeemed", async function () {
      const { receipts, alice } = await networkHelpers.loadFixture(deploy);

      await expect(receipts.connect(alice).redeem(ONE)).to.changeEtherBalance(ethers, alice, ONE);

      expect(await receipts.totalSupply()).to.equal(2n * ONE);
    });
  });

  describe("VaultRate", function () {
    async function deploy() {
      const [owner, alice, bob] = await ethers.getSigners();
      const vault = await ethers.deployContract("VaultRate", { value: 100n * ONE });
      await vault.connect(alice).deposit({ value: 2n * ONE });
      await vault.publish((ONE * 5n) / 4n);
      return { vault, owner, alice, bob };
    }

    it("sells shares at the rate", async function () {
      const { vault, alice, bob } = await networkHelpers.loadFixture(deploy);

      await vault.connect(alice).deposit({ value: 5n * ONE });
      await vault.connect(bob).deposit({ value: 5n * ONE });

      expect(await vault.sharesOf(alice)).to.equal(6n * ONE);
      expect(await vault.sharesOf(bob)).to.equal(4n * ONE);
    });

    it("redeems them at the rate", async function () {
      const { vault, alice } = await networkHelpers.loadFixture(deploy);

      await expect(vault.connect(alice).redeem(ONE)).to.changeEtherBalance(
        ethers,
        alice,
        (ONE * 5n) / 4n,
      );
    });

    it("has its rate from the owner", async function () {
      const { vault } = await networkHelpers.loadFixture(deploy);

      await expect(vault.publish(2n * ONE))
        .to.emit(vault, "RatePublished")
        .withArgs(2n * ONE);
    });

    it("has it from nobody else", async function () {
      const { vault, alice } = await networkHelpers.loadFixture(deploy);

      await expect(vault.connect(alice).publish(2n * ONE))
        .to.be.revertedWithCustomError(vault, "OwnableUnauthorizedAccount")
        .withArgs(alice);
    });
  });
});

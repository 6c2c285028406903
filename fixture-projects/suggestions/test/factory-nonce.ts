import { expect } from "chai";
import { network } from "hardhat";

const { ethers, networkHelpers } = await network.create();

const ONE = ethers.parseEther("1");

describe("factory-nonce", function () {
  describe("FactoryWallets", function () {
    async function deploy() {
      const [, alice, bob] = await ethers.getSigners();
      const factory = await ethers.deployContract("FactoryWallets");
      return { factory, alice, bob };
    }

    async function deployWithWallet() {
      const deployed = await networkHelpers.loadFixture(deploy);
      await deployed.factory.connect(deployed.alice).createWallet();
      const wallet = await ethers.getContractAt(
        "FactoryWallet",
        await deployed.factory.walletOf(deployed.alice),
      );
      return { ...deployed, wallet };
    }

    it("creates a wallet", async function () {
      const { factory, alice } = await networkHelpers.loadFixture(deploy);

      await expect(factory.connect(alice).createWallet()).to.emit(factory, "WalletCreated");

      const wallet = await ethers.getContractAt("FactoryWallet", await factory.walletOf(alice));
      expect(await wallet.owner()).to.equal(alice);
    });

    it("creates one for each owner", async function () {
      const { factory, alice } = await networkHelpers.loadFixture(deployWithWallet);

      await expect(factory.connect(alice).createWallet())
        .to.be.revertedWithCustomError(factory, "HasWallet")
        .withArgs(alice);
    });

    it("creates wallets that take and pay", async function () {
      const { wallet, alice, bob } = await networkHelpers.loadFixture(deployWithWallet);

      await alice.sendTransaction({ to: wallet, value: ONE });
      await expect(wallet.connect(alice).pay(bob, ONE)).to.changeEtherBalance(ethers, bob, ONE);
    });

    it("creates wallets that obey their owner", async function () {
      const { wallet, bob } = await networkHelpers.loadFixture(deployWithWallet);

      await expect(wallet.connect(bob).pay(bob, 0n))
        .to.be.revertedWithCustomError(wallet, "NotTheOwner")
        .withArgs(bob);
    });
  });

  describe("FactorySalted", function () {
    async function deploy() {
      const [, alice] = await ethers.getSigners();
      const factory = await ethers.deployContract("FactorySalted");
      return { factory, alice };
    }

    it("creates a wallet where it said", async function () {
      const { factory, alice } = await networkHelpers.loadFixture(deploy);
      const salt = ethers.id("savings");
      const address = await factory.addressOf(alice, salt);

      await expect(factory.connect(alice).createWallet(salt))
        .to.emit(factory, "WalletCreated")
        .withArgs(alice, address);

      const wallet = await ethers.getContractAt("FactoryWallet", address);
      expect(await wallet.owner()).to.equal(alice);
    });
  });

  describe("FactoryNotes", function () {
    async function deploy() {
      const [, alice, bob] = await ethers.getSigners();
      const factory = await ethers.deployContract("FactoryNotes");
      return { factory, alice, bob };
    }

    async function deployWithNote() {
      const deployed = await networkHelpers.loadFixture(deploy);
      const author = deployed.factory.connect(deployed.alice);
      const address = await author.createNote.staticCall();
      await author.createNote();
      return { ...deployed, note: await ethers.getContractAt("FactoryNote", address) };
    }

    it("creates a note", async function () {
      const { factory, alice } = await networkHelpers.loadFixture(deploy);

      await expect(factory.connect(alice).createNote()).to.emit(factory, "NoteCreated");
    });

    it("creates notes of their authors", async function () {
      const { note, alice, bob } = await networkHelpers.loadFixture(deployWithNote);

      await expect(note.connect(bob).write("mine"))
        .to.be.revertedWithCustomError(note, "NotTheAuthor")
        .withArgs(bob);
      await note.connect(alice).write("hello");

      expect(await note.author()).to.equal(alice);
      expect(await note.text()).to.equal("hello");
    });
  });

  describe("FactoryLicensed", function () {
    async function deploy() {
      const [owner, alice, bob] = await ethers.getSigners();
      const factory = await ethers.deployContract("FactoryLicensed");
      return { factory, owner, alice, bob };
    }

    it("takes applications", async function () {
      const { factory, alice, bob } = await networkHelpers.loadFixture(deploy);

      await factory.connect(alice).applyForWallet();
      await factory.connect(bob).applyForWallet();

      expect(await factory.appliedAt(bob)).to.equal(await networkHelpers.time.latest());
    });

    it("creates for the owner", async function () {
      const { factory, alice } = await networkHelpers.loadFixture(deploy);

      await expect(factory.createWallet(alice)).to.emit(factory, "WalletCreated");

      const wallet = await ethers.getContractAt("FactoryWallet", await factory.walletOf(alice));
      expect(await wallet.owner()).to.equal(alice);
    });

    it("creates for nobody else", async function () {
      const { factory, alice } = await networkHelpers.loadFixture(deploy);

      await expect(factory.connect(alice).createWallet(alice))
        .to.be.revertedWithCustomError(factory, "OwnableUnauthorizedAccount")
        .withArgs(alice);
    });
  });

  describe("FactoryDesk", function () {
    async function deploy() {
      const [, alice, bob] = await ethers.getSigners();
      const desk = await ethers.deployContract("FactoryDesk");
      const safe = await ethers.getContractAt("FactorySafe", await desk.safe());
      return { desk, safe, alice, bob };
    }

    async function deployWithDeposit() {
      const deployed = await networkHelpers.loadFixture(deploy);
      await deployed.desk.connect(deployed.alice).createDeposit({ value: ONE });
      return deployed;
    }

    it("makes deposits", async function () {
      const { desk, safe, alice, bob } = await networkHelpers.loadFixture(deploy);

      await desk.connect(alice).createDeposit({ value: ONE });
      await desk.connect(bob).createDeposit({ value: 2n * ONE });

      expect(await safe.kept(alice)).to.equal(ONE);
      expect(await safe.kept(bob)).to.equal(2n * ONE);
    });

    it("leaves them in a safe", async function () {
      const { safe, alice } = await networkHelpers.loadFixture(deployWithDeposit);

      await expect(safe.connect(alice).takeOut()).to.changeEtherBalance(ethers, alice, ONE);
    });
  });

  describe("FactoryProfiles", function () {
    async function deploy() {
      const [, alice, bob] = await ethers.getSigners();
      const note = await ethers.deployContract("FactoryNote");
      const profiles = await ethers.deployContract("FactoryProfiles", [note]);
      return { profiles, alice, bob };
    }

    it("creates entries only", async function () {
      const { profiles, alice, bob } = await networkHelpers.loadFixture(deploy);

      await profiles.connect(alice).createProfile();
      await profiles.connect(bob).createProfile();

      const { clone } = await profiles.profiles(alice);
      expect(clone).to.equal(await profiles.addressFor(alice));
      expect(await ethers.provider.getCode(clone)).to.equal("0x");
    });
  });
});

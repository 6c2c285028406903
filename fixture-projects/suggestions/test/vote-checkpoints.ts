import { expect } from "chai";
import { network } from "hardhat";

const { ethers, networkHelpers } = await network.create();

const ONE = ethers.parseEther("1");

describe("vote-checkpoints", function () {
  describe("VoteShares", function () {
    async function deploy() {
      const [, alice, bob, carol] = await ethers.getSigners();
      const shares = await ethers.deployContract("VoteShares");
      await shares.connect(alice).buy({ value: 5n * ONE });
      await shares.connect(alice).delegate(alice);
      return { shares, alice, bob, carol };
    }

    it("are bought one to one", async function () {
      const { shares, bob } = await networkHelpers.loadFixture(deploy);

      await shares.connect(bob).buy({ value: ONE });

      expect(await shares.balanceOf(bob)).to.equal(ONE);
      expect(await shares.totalSupply()).to.equal(6n * ONE);
    });

    it("are sold back", async function () {
      const { shares, alice } = await networkHelpers.loadFixture(deploy);

      await expect(shares.connect(alice).sell(2n * ONE)).to.changeEtherBalance(
        ethers,
        alice,
        2n * ONE,
      );

      expect(await shares.getVotes(alice)).to.equal(3n * ONE);
    });

    it("remember the total of a block", async function () {
      const { shares, bob } = await networkHelpers.loadFixture(deploy);
      const before = await ethers.provider.getBlockNumber();

      await shares.connect(bob).buy({ value: ONE });

      expect(await shares.getPastTotalSupply(before)).to.equal(5n * ONE);
    });

    it("can be delegated", async function () {
      const { shares, alice, carol } = await networkHelpers.loadFixture(deploy);

      await shares.connect(alice).delegate(carol);

      expect(await shares.getVotes(carol)).to.equal(5n * ONE);
    });

    it("can be given away", async function () {
      const { shares, alice, bob } = await networkHelpers.loadFixture(deploy);

      await shares.connect(alice).transfer(bob, ONE);

      expect(await shares.balanceOf(bob)).to.equal(ONE);
      expect(await shares.getVotes(alice)).to.equal(4n * ONE);
    });
  });

  describe("VoteMembers", function () {
    async function deploy() {
      const [, alice, bob] = await ethers.getSigners();
      const members = await ethers.deployContract("VoteMembers");
      await members.connect(alice).join();
      return { members, alice, bob };
    }

    it("join", async function () {
      const { members, bob } = await networkHelpers.loadFixture(deploy);

      await members.connect(bob).join();

      expect(await members.ownerOf(await members.cardOf(bob))).to.equal(bob);
    });

    it("resign", async function () {
      const { members, alice } = await networkHelpers.loadFixture(deploy);

      await members.connect(alice).resign();

      expect(await members.balanceOf(alice)).to.equal(0n);
    });

    it("are counted for each block", async function () {
      const { members, bob } = await networkHelpers.loadFixture(deploy);
      const before = await ethers.provider.getBlockNumber();

      await members.connect(bob).join();

      expect(await members.getPastTotalSupply(before)).to.equal(1n);
    });

    it("do not join twice", async function () {
      const { members, alice } = await networkHelpers.loadFixture(deploy);

      await expect(members.connect(alice).join()).to.be.revertedWithCustomError(
        members,
        "ERC721InvalidSender",
      );
    });
  });

  describe("VoteDelegation", function () {
    async function deploy() {
      const [treasury, alice, bob, carol, dave] = await ethers.getSigners();
      const token = await ethers.deployContract("VoteDelegation", [treasury, 1000n]);
      await token.connect(treasury).transfer(alice, 300n);
      await token.connect(treasury).transfer(bob, 200n);
      return { token, treasury, alice, bob, carol, dave };
    }

    it("moves votes to different delegates", async function () {
      const { token, alice, bob, carol, dave } = await networkHelpers.loadFixture(deploy);

      await token.connect(alice).delegate(carol);
      await token.connect(bob).delegate(dave);

      expect(await token.getVotes(carol)).to.equal(300n);
      expect(await token.getVotes(dave)).to.equal(200n);
    });

    it("transfers what nobody has delegated", async function () {
      const { token, alice, bob, carol, dave } = await networkHelpers.loadFixture(deploy);

      await token.connect(alice).transfer(carol, 50n);
      await token.connect(bob).transfer(dave, 50n);

      expect(await token.balanceOf(carol)).to.equal(50n);
      expect(await token.getVotes(carol)).to.equal(0n);
      expect(await token.totalSupply()).to.equal(1000n);
    });
  });

  describe("VoteGrants", function () {
    async function deploy() {
      const [owner, alice, bob, carol] = await ethers.getSigners();
      const grants = await ethers.deployContract("VoteGrants");
      await grants.mint(alice, 300n);
      await grants.connect(alice).delegate(alice);
      return { grants, owner, alice, bob, carol };
    }

    it("are made by the owner", async function () {
      const { grants, bob } = await networkHelpers.loadFixture(deploy);

      await grants.mint(bob, 100n);

      expect(await grants.balanceOf(bob)).to.equal(100n);
      expect(await grants.totalSupply()).to.equal(400n);
    });

    it("are revoked by the owner", async function () {
      const { grants, alice } = await networkHelpers.loadFixture(deploy);

      await grants.revoke(alice, 100n);

      expect(await grants.getVotes(alice)).to.equal(200n);
    });

    it("are passed on by their holders", async function () {
      const { grants, alice, bob } = await networkHelpers.loadFixture(deploy);

      await grants.connect(alice).transfer(bob, 50n);

      expect(await grants.getVotes(alice)).to.equal(250n);
    });

    it("are made by nobody else", async function () {
      const { grants, alice } = await networkHelpers.loadFixture(deploy);

      await expect(grants.connect(alice).mint(alice, 1n))
        .to.be.revertedWithCustomError(grants, "OwnableUnauthorizedAccount")
        .withArgs(alice);
    });
  });

  describe("VoteWeights", function () {
    async function deploy() {
      const [, alice, bob] = await ethers.getSigners();
      const weights = await ethers.deployContract("VoteWeights");
      await weights.connect(alice).deposit({ value: 2n * ONE });
      return { weights, alice, bob };
    }

    it("grow with deposits", async function () {
      const { weights, alice, bob } = await networkHelpers.loadFixture(deploy);

      await weights.connect(alice).deposit({ value: ONE });
      await weights.connect(bob).deposit({ value: ONE });

      expect(await weights.weightOf(alice)).to.equal(3n * ONE);
      expect(await weights.weightOf(bob)).to.equal(ONE);
    });

    it("are remembered", async function () {
      const { weights, alice } = await networkHelpers.loadFixture(deploy);
      const before = await ethers.provider.getBlockNumber();

      await weights.connect(alice).withdraw(ONE);

      expect(await weights.weightOf(alice)).to.equal(ONE);
      expect(await weights.pastWeightOf(alice, before)).to.equal(2n * ONE);
    });
  });
});

import { expect } from "chai";
import { network } from "hardhat";

const { ethers, networkHelpers } = await network.create();

const DAY = 24n * 60n * 60n;

describe("MemberVoting", function () {
  /** Alice, Bob and Carol are members, Dave is not. */
  async function deployVoting() {
    const [owner, alice, bob, carol, dave] = await ethers.getSigners();
    const voting = await ethers.deployContract("MemberVoting", [owner]);
    await voting.register([alice, bob, carol], [2n, 3n, 4n]);
    return { voting, owner, alice, bob, carol, dave };
  }

  /** Proposal 1 is Alice's. */
  async function deployWithProposal() {
    const deployed = await networkHelpers.loadFixture(deployVoting);
    await deployed.voting.connect(deployed.alice).propose(3, 7n * DAY, "A new logo");
    return deployed;
  }

  describe("members", function () {
    it("are registered by the owner", async function () {
      const { voting, dave, carol } = await networkHelpers.loadFixture(deployVoting);

      await voting.register([carol, dave], [1n, 5n]);

      expect(await voting.weightOf(dave)).to.equal(5n);
      expect(await voting.totalWeight()).to.equal(11n);
    });

    it("are not registered by others", async function () {
      const { voting, alice } = await networkHelpers.loadFixture(deployVoting);

      await expect(voting.connect(alice).register([alice], [100n]))
        .to.be.revertedWithCustomError(voting, "OwnableUnauthorizedAccount")
        .withArgs(alice);
    });

    it("need a weight each", async function () {
      const { voting, dave } = await networkHelpers.loadFixture(deployVoting);

      await expect(voting.register([dave], []))
        .to.be.revertedWithCustomError(voting, "LengthMismatch")
        .withArgs(1n, 0n);
    });
  });

  describe("proposals", function () {
    it("are numbered", async function () {
      const { voting, bob } = await networkHelpers.loadFixture(deployWithProposal);

      await expect(voting.connect(bob).propose(2, DAY, "Longer breaks"))
        .to.emit(voting, "Proposed")
        .withArgs(
          2n,
          bob,
          2n,
          (await networkHelpers.time.latest()) + 1 + Number(DAY),
          "Longer breaks",
        );
      expect(await voting.proposalCount()).to.equal(2n);
    });

    it("need two options", async function () {
      const { voting, bob } = await networkHelpers.loadFixture(deployVoting);

      await expect(voting.connect(bob).propose(1, DAY, "No choice"))
        .to.be.revertedWithCustomError(voting, "TooFewOptions")
        .withArgs(1n);
    });

    it("are made by members only", async function () {
      const { voting, dave } = await networkHelpers.loadFixture(deployVoting);

      await expect(voting.connect(dave).propose(2, DAY, "Membership for Dave"))
        .to.be.revertedWithCustomError(voting, "NotEnoughPower")
        .withArgs(dave, 0n, 1n);
    });

    it("can be taken back", async function () {
      const { voting, alice, bob } = await networkHelpers.loadFixture(deployWithProposal);

      await voting.connect(alice).cancel(1n);

      await expect(voting.connect(bob).vote(1n, 0n))
        .to.be.revertedWithCustomError(voting, "ProposalCancelled")
        .withArgs(1n);
    });

    it("cannot be taken back by others", async function () {
      const { voting, bob } = await networkHelpers.loadFixture(deployWithProposal);

      await expect(voting.connect(bob).cancel(1n))
        .to.be.revertedWithCustomError(voting, "NotProposer")
        .withArgs(1n, bob);
    });

    it("cannot be taken back once somebody has voted", async function () {
      const { voting, alice } = await networkHelpers.loadFixture(deployWithProposal);

      await voting.connect(alice).vote(1n, 2n);

      await expect(voting.connect(alice).cancel(1n))
        .to.be.revertedWithCustomError(voting, "VotesCast")
        .withArgs(1n, 1n);
    });
  });

  describe("votes", function () {
    it("weigh what was registered", async function () {
      const { voting, bob } = await networkHelpers.loadFixture(deployWithProposal);

      await expect(voting.connect(bob).vote(1n, 2n))
        .to.emit(voting, "Voted")
        .withArgs(1n, bob, 2n, 3n);
      expect(await voting.tallyOf(1n, 2n)).to.equal(3n);
    });

    it("are added up for each option", async function () {
      const { voting, alice, bob, carol } = await networkHelpers.loadFixture(deployWithProposal);

      await voting.connect(alice).vote(1n, 2n);
      await voting.connect(bob).vote(1n, 2n);
      await voting.connect(carol).vote(1n, 0n);

      await networkHelpers.time.increase(8n * DAY);
      expect(await voting.tallyOf(1n, 2n)).to.equal(5n);
      expect((await voting.proposals(1n)).voters).to.equal(3n);
      expect(await voting.winner(1n)).to.equal(2n);
    });

    it("are taken once from each member", async function () {
      const { voting, carol } = await networkHelpers.loadFixture(deployWithProposal);

      await voting.connect(carol).vote(1n, 0n);

      await expect(voting.connect(carol).vote(1n, 2n))
        .to.be.revertedWithCustomError(voting, "AlreadyVoted")
        .withArgs(1n, carol);
    });

    it("are for proposals and options that there are", async function () {
      const { voting, bob } = await networkHelpers.loadFixture(deployWithProposal);

      await expect(voting.connect(bob).vote(2n, 0n))
        .to.be.revertedWithCustomError(voting, "NoSuchProposal")
        .withArgs(2n);
      await expect(voting.connect(bob).vote(1n, 3n))
        .to.be.revertedWithCustomError(voting, "NoSuchOption")
        .withArgs(1n, 3n);
    });

    it("are not taken after the deadline", async function () {
      const { voting, bob } = await networkHelpers.loadFixture(deployWithProposal);

      await networkHelpers.time.increase(8n * DAY);

      await expect(voting.connect(bob).vote(1n, 0n)).to.be.revertedWithCustomError(
        voting,
        "VotingOver",
      );
    });

    it("have no result before the deadline", async function () {
      const { voting } = await networkHelpers.loadFixture(deployWithProposal);

      await expect(voting.winner(1n)).to.be.revertedWithCustomError(voting, "StillVoting");
    });
  });
});

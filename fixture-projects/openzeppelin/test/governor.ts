import { expect } from "chai";
import { network } from "hardhat";

import { deployCommunity } from "./support/deploy-community.ts";
import { signFor } from "./support/sign-typed-data.ts";
import { HOUR, ether } from "./support/units.ts";

const { ethers, networkHelpers } = await network.create();

const AGAINST = 0n;
const FOR = 1n;
const ABSTAIN = 2n;

const QUEUED = 5n;
const EXECUTED = 7n;

/** What Alice proposes: 100 tokens for Erin, and a longer voting period. */
async function prepareProposals() {
  const community = await networkHelpers.loadFixture(deployCommunity);
  const { token, governor, erin } = community;
  const pay = token.interface.encodeFunctionData("transfer", [erin.address, ether(100)]);
  const lengthen = governor.interface.encodeFunctionData("setVotingPeriod", [40n]);
  const grant = await proposalOf(community, token, pay, "A grant for Erin");
  const reform = await proposalOf(community, governor, lengthen, "More time to vote");
  return { ...community, grant, reform };
}

async function proposalOf(
  { governor }: Awaited<ReturnType<typeof deployCommunity>>,
  target: { getAddress(): Promise<string> },
  data: string,
  description: string,
) {
  const calls = [[await target.getAddress()], [0n], [data]] as const;
  const hash = ethers.id(description);
  return { calls, description, hash, id: await governor.hashProposal(...calls, hash) };
}

/** Alice has proposed both, and voting has begun. */
async function startVoting() {
  const prepared = await networkHelpers.loadFixture(prepareProposals);
  const { governor, alice, grant, reform } = prepared;
  for (const { calls, description } of [grant, reform]) {
    await governor.connect(alice).propose(...calls, description);
  }
  await networkHelpers.mine(2);
  return prepared;
}

/** Alice and Bob are for both, and voting is over. */
async function decide() {
  const prepared = await networkHelpers.loadFixture(startVoting);
  const { governor, alice, bob, grant, reform } = prepared;
  for (const { id } of [grant, reform]) {
    for (const member of [alice, bob]) await governor.connect(member).castVote(id, FOR);
  }
  await networkHelpers.mine(20);
  return prepared;
}

/** Both wait in the timelock, and have waited long enough. */
async function waitInTimelock() {
  const prepared = await networkHelpers.loadFixture(decide);
  const { governor, dave, grant, reform } = prepared;
  for (const { calls, hash } of [grant, reform]) {
    await governor.connect(dave).queue(...calls, hash);
  }
  await networkHelpers.time.increase(HOUR);
  return prepared;
}

describe("CommunityGovernor", function () {
  it("takes proposals from members with enough votes only", async function () {
    const { governor, alice, dave, grant } = await networkHelpers.loadFixture(prepareProposals);

    await governor.connect(alice).propose(...grant.calls, grant.description);

    expect(await governor.proposalProposer(grant.id)).to.equal(alice.address);
    await expect(governor.connect(dave).propose(...grant.calls, "Again"))
      .to.be.revertedWithCustomError(governor, "GovernorInsufficientProposerVotes")
      .withArgs(dave, 0n, ether(100));
  });

  it("lets the proposer take a proposal back before the vote", async function () {
    const { governor, alice, grant } = await networkHelpers.loadFixture(prepareProposals);

    await governor.connect(alice).propose(...grant.calls, grant.description);
    await governor.connect(alice).cancel(...grant.calls, grant.hash);

    expect(await governor.state(grant.id)).to.equal(2n);
  });

  it("adds up the votes of the members", async function () {
    const { governor, alice, bob, carol, grant } = await networkHelpers.loadFixture(startVoting);

    await expect(governor.queue(...grant.calls, grant.hash)).to.be.revertedWithCustomError(
      governor,
      "GovernorUnexpectedProposalState",
    );
    for (const member of [alice, bob, carol]) {
      await governor.connect(member).castVote(grant.id, FOR);
    }

    expect((await governor.proposalVotes(grant.id)).forVotes).to.equal(ether(900));
  });

  it("keeps apart who is for it, against it and neither", async function () {
    const { governor, alice, bob, carol, grant } = await networkHelpers.loadFixture(startVoting);

    await governor.connect(alice).castVote(grant.id, FOR);
    await governor.connect(bob).castVote(grant.id, AGAINST);
    await governor.connect(carol).castVote(grant.id, ABSTAIN);

    expect(await governor.proposalVotes(grant.id)).to.deep.equal([
      ether(300),
      ether(400),
      ether(200),
    ]);
  });

  it("takes a vote with its reason, once", async function () {
    const { governor, bob, grant } = await networkHelpers.loadFixture(startVoting);

    await governor.connect(bob).castVoteWithReason(grant.id, FOR, "Erin has earned it");

    expect(await governor.hasVoted(grant.id, bob)).to.equal(true);
    await expect(governor.connect(bob).castVote(grant.id, AGAINST))
      .to.be.revertedWithCustomError(governor, "GovernorAlreadyCastVote")
      .withArgs(bob);
  });

  it("takes a signed vote, which anybody can send", async function () {
    const { governor, carol, dave, grant } = await networkHelpers.loadFixture(startVoting);
    const signature = await signFor(
      governor,
      carol,
      "Ballot",
      ["proposalId uint256", "support uint8", "voter address", "nonce uint256"],
      { proposalId: grant.id, support: FOR, voter: carol.address, nonce: 0n },
    );

    await governor.connect(dave).castVoteBySig(grant.id, FOR, carol, signature);

    expect((await governor.proposalVotes(grant.id)).forVotes).to.equal(ether(200));
  });

  it("puts what is decided into the timelock", async function () {
    const { governor, timelock, dave, grant } = await networkHelpers.loadFixture(decide);
    const nothing = [ethers.ZeroAddress, 0n, "0x", ethers.ZeroHash, ethers.ZeroHash] as const;

    await governor.connect(dave).queue(...grant.calls, grant.hash);

    expect(await governor.state(grant.id)).to.equal(QUEUED);
    await expect(timelock.connect(dave).schedule(...nothing, HOUR)).to.be.revertedWithCustomError(
      timelock,
      "AccessControlUnauthorizedAccount",
    );
  });

  it("does what has waited long enough", async function () {
    const { token, governor, dave, erin, grant } = await networkHelpers.loadFixture(waitInTimelock);

    await governor.connect(dave).execute(...grant.calls, grant.hash);

    expect(await token.balanceOf(erin)).to.equal(ether(100));
    expect(await governor.state(grant.id)).to.equal(EXECUTED);
  });

  it("changes its own rules", async function () {
    const { governor, dave, reform } = await networkHelpers.loadFixture(waitInTimelock);

    await governor.connect(dave).execute(...reform.calls, reform.hash);

    expect(await governor.votingPeriod()).to.equal(40n);
  });
});

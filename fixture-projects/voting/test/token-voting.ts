import { expect } from "chai";
import { network } from "hardhat";

const { ethers, networkHelpers } = await network.create();

const DAY = 24n * 60n * 60n;
const tokens = (amount: number) => ethers.parseEther(String(amount));

/** Alice, Bob and Carol hold 100 tokens each and vote for themselves; Dave has none. */
async function deployVoting() {
  const [deployer, alice, bob, carol, dave] = await ethers.getSigners();
  const token = await ethers.deployContract("VoteToken", [tokens(1_000_000)]);
  const voting = await ethers.deployContract("TokenVoting", [token, tokens(50)]);
  for (const user of [alice, bob, carol]) {
    await token.transfer(user, tokens(100));
    await token.connect(user).delegate(user);
  }
  return { token, voting, deployer, alice, bob, carol, dave };
}

/** Proposal 1 is Carol's. */
async function deployWithProposal() {
  const deployed = await networkHelpers.loadFixture(deployVoting);
  await deployed.voting.connect(deployed.carol).propose(3, 7n * DAY, "A new logo");
  return deployed;
}

describe("TokenVoting", function () {
  it("takes proposals from those who hold enough", async function () {
    const { voting, alice } = await networkHelpers.loadFixture(deployVoting);

    await voting.connect(alice).propose(2, DAY, "Longer breaks");

    const proposal = await voting.proposals(1n);
    expect(proposal.proposer).to.equal(alice.address);
    expect(proposal.snapshot).to.equal((await ethers.provider.getBlockNumber()) - 1);
  });

  it("takes none from others", async function () {
    const { voting, dave } = await networkHelpers.loadFixture(deployVoting);

    await expect(voting.connect(dave).propose(2, DAY, "Tokens for Dave"))
      .to.be.revertedWithCustomError(voting, "NotEnoughPower")
      .withArgs(dave, 0n, tokens(50));
  });

  it("weighs votes by tokens", async function () {
    const { voting, bob } = await networkHelpers.loadFixture(deployWithProposal);

    await voting.connect(bob).vote(1n, 2n);

    expect(await voting.tallyOf(1n, 2n)).to.equal(tokens(100));
    expect(await voting.ballotsCast()).to.equal(1n);
  });

  it("counts what was held when the proposal was made", async function () {
    const { token, voting, alice, bob } = await networkHelpers.loadFixture(deployWithProposal);

    await token.connect(alice).transfer(bob, tokens(60));
    await voting.connect(alice).vote(1n, 2n);

    expect(await voting.tallyOf(1n, 2n)).to.equal(tokens(100));
  });

  it("takes no votes from those who held nothing", async function () {
    const { voting, dave } = await networkHelpers.loadFixture(deployWithProposal);

    await expect(voting.connect(dave).vote(1n, 2n))
      .to.be.revertedWithCustomError(voting, "NotEnoughPower")
      .withArgs(dave, 0n, 1n);
  });
});

describe("VoteToken", function () {
  it("moves votes with the tokens", async function () {
    const { token, alice, bob } = await networkHelpers.loadFixture(deployVoting);

    await expect(token.connect(alice).transfer(bob, tokens(40)))
      .to.emit(token, "DelegateVotesChanged")
      .withArgs(bob, tokens(100), tokens(140));
    expect(await token.getVotes(alice)).to.equal(tokens(60));
  });

  it("lets holders delegate their votes", async function () {
    const { token, alice, bob } = await networkHelpers.loadFixture(deployVoting);

    await token.connect(alice).delegate(bob);

    expect(await token.getVotes(bob)).to.equal(tokens(200));
    expect(await token.balanceOf(bob)).to.equal(tokens(100));
  });
});

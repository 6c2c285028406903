import { expect } from "chai";
import { network } from "hardhat";

import { deployCommunity } from "./support/deploy-community.ts";
import { signFor } from "./support/sign-typed-data.ts";
import { FOREVER, ether } from "./support/units.ts";

const { ethers, networkHelpers } = await network.create();

describe("VoteToken", function () {
  it("counts for whom its holder chooses", async function () {
    const { token, carol, dave } = await networkHelpers.loadFixture(deployCommunity);

    await token.connect(dave).delegate(carol);

    expect(await token.getVotes(carol)).to.equal(ether(250));
    expect(await token.balanceOf(dave)).to.equal(ether(50));
  });

  it("counts for whom its holder has chosen by signature", async function () {
    const { token, carol, dave, erin } = await networkHelpers.loadFixture(deployCommunity);
    const signature = await signFor(
      token,
      dave,
      "Delegation",
      ["delegatee address", "nonce uint256", "expiry uint256"],
      { delegatee: carol.address, nonce: 0n, expiry: FOREVER },
    );
    const { v, r, s } = ethers.Signature.from(signature);

    await token.connect(erin).delegateBySig(carol, 0n, FOREVER, v, r, s);

    expect(await token.delegates(dave)).to.equal(carol.address);
  });

  it("takes the votes along when it moves", async function () {
    const { token, alice, bob } = await networkHelpers.loadFixture(deployCommunity);
    const before = await ethers.provider.getBlockNumber();

    await token.connect(alice).transfer(bob, ether(40));
    await networkHelpers.mine();

    expect(await token.getVotes(bob)).to.equal(ether(340));
    expect(await token.getPastVotes(alice, before)).to.equal(ether(400));
  });

  it("counts for nobody until its holder has chosen", async function () {
    const { token, dave, erin } = await networkHelpers.loadFixture(deployCommunity);

    await token.connect(dave).transfer(erin, ether(20));

    expect(await token.getVotes(dave)).to.equal(0n);
    expect(await token.getVotes(erin)).to.equal(0n);
  });
});

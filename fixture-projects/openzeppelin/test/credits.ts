import { expect } from "chai";
import { network } from "hardhat";

import { signFor } from "./support/sign-typed-data.ts";
import { FOREVER, ether } from "./support/units.ts";

const { ethers, networkHelpers } = await network.create();

/** Alice, Bob and Carol have 100 credits each, Dave and Erin have none. */
async function deployCredits() {
  const [owner, alice, bob, carol, dave, erin] = await ethers.getSigners();
  const credits = await ethers.deployContract("Credits", [owner]);
  for (const user of [alice, bob, carol]) await credits.mint(user, ether(100));
  return { credits, owner, alice, bob, carol, dave, erin };
}

/** Bob may spend 30 of Alice's credits. */
async function deployWithApproval() {
  const deployed = await networkHelpers.loadFixture(deployCredits);
  await deployed.credits.connect(deployed.alice).approve(deployed.bob, ether(30));
  return deployed;
}

async function deployPaused() {
  const deployed = await networkHelpers.loadFixture(deployCredits);
  await deployed.credits.pause();
  return deployed;
}

describe("Credits", function () {
  it("move between users", async function () {
    const { credits, alice, bob, dave, erin } = await networkHelpers.loadFixture(deployCredits);

    await credits.connect(alice).transfer(dave, ether(10));
    await credits.connect(bob).transfer(erin, ether(20));

    expect(await credits.balanceOf(alice)).to.equal(ether(90));
    expect(await credits.balanceOf(erin)).to.equal(ether(20));
    await expect(credits.connect(alice).transfer(bob, ether(91)))
      .to.be.revertedWithCustomError(credits, "ERC20InsufficientBalance")
      .withArgs(alice, ether(90), ether(91));
  });

  it("are spent by whom their holder has approved", async function () {
    const { credits, alice, bob, dave } = await networkHelpers.loadFixture(deployCredits);

    await credits.connect(alice).approve(bob, ether(30));
    await credits.connect(bob).transferFrom(alice, dave, ether(25));

    expect(await credits.balanceOf(dave)).to.equal(ether(25));
    expect(await credits.allowance(alice, bob)).to.equal(ether(5));
  });

  it("are approved by signature, which anybody can send", async function () {
    const { credits, alice, bob, dave } = await networkHelpers.loadFixture(deployCredits);
    const signature = await signFor(
      credits,
      alice,
      "Permit",
      ["owner address", "spender address", "value uint256", "nonce uint256", "deadline uint256"],
      {
        owner: alice.address,
        spender: bob.address,
        value: ether(30),
        nonce: 0n,
        deadline: FOREVER,
      },
    );
    const { v, r, s } = ethers.Signature.from(signature);

    await credits.connect(dave).permit(alice, bob, ether(30), FOREVER, v, r, s);

    expect(await credits.allowance(alice, bob)).to.equal(ether(30));
    expect(await credits.nonces(alice)).to.equal(1n);
  });

  it("can be burnt by their holder", async function () {
    const { credits, alice } = await networkHelpers.loadFixture(deployCredits);

    await credits.connect(alice).burn(ether(40));

    expect(await credits.totalSupply()).to.equal(ether(260));
  });

  it("can be burnt by whom their holder has approved", async function () {
    const { credits, alice, bob } = await networkHelpers.loadFixture(deployWithApproval);

    await credits.connect(bob).burnFrom(alice, ether(30));

    expect(await credits.balanceOf(alice)).to.equal(ether(70));
    expect(await credits.totalSupply()).to.equal(ether(270));
  });

  it("are issued and stopped by the owner only", async function () {
    const { credits, alice, dave } = await networkHelpers.loadFixture(deployCredits);

    await credits.mint(dave, ether(5));
    await credits.pause();

    expect(await credits.balanceOf(dave)).to.equal(ether(5));
    await expect(credits.connect(alice).mint(alice, 1n))
      .to.be.revertedWithCustomError(credits, "OwnableUnauthorizedAccount")
      .withArgs(alice);
    await expect(credits.connect(alice).transfer(dave, 1n)).to.be.revertedWithCustomError(
      credits,
      "EnforcedPause",
    );
  });

  it("move again when the owner allows it", async function () {
    const { credits, alice, dave } = await networkHelpers.loadFixture(deployPaused);

    await credits.unpause();
    await credits.connect(alice).transfer(dave, ether(10));

    expect(await credits.balanceOf(dave)).to.equal(ether(10));
  });
});

import { expect } from "chai";
import { network } from "hardhat";

import { YEAR, dollars, ether } from "./support/units.ts";

const { ethers, networkHelpers } = await network.create();

/** 48 ETH and 48,000 dollars over four years, for Alice; Keeper is just somebody. */
async function deployVesting() {
  const [owner, keeper, alice, bob] = await ethers.getSigners();
  const start = BigInt(await networkHelpers.time.latest()) + 100n;
  const terms = [alice, start, 4n * YEAR, YEAR];
  const vesting = await ethers.deployContract("TeamVesting", terms, { value: ether(48) });
  const dollar = await ethers.deployContract("Dollar", [owner]);
  await dollar.mint(vesting, dollars(48_000));
  return { vesting, dollar, start, keeper, alice, bob };
}

describe("TeamVesting", function () {
  it("owes nothing before the cliff", async function () {
    const { vesting, start } = await networkHelpers.loadFixture(deployVesting);

    await networkHelpers.time.increaseTo(start + YEAR - 10n);
    expect(await vesting["releasable()"]()).to.equal(0n);
    await networkHelpers.time.increaseTo(start + YEAR);
    expect(await vesting["releasable()"]()).to.equal(ether(12));
  });

  it("pays its member the ETH of the time that has passed, whoever asks for it", async function () {
    const { vesting, start, keeper, alice } = await networkHelpers.loadFixture(deployVesting);
    await networkHelpers.time.setNextBlockTimestamp(start + 2n * YEAR);

    await expect(vesting.connect(keeper)["release()"]()).to.changeEtherBalance(
      ethers,
      alice,
      ether(24),
    );

    expect(await vesting["released()"]()).to.equal(ether(24));
  });

  it("pays its member the tokens of the time that has passed", async function () {
    const { vesting, dollar, start, keeper, alice } =
      await networkHelpers.loadFixture(deployVesting);
    await networkHelpers.time.setNextBlockTimestamp(start + 3n * YEAR);

    await vesting.connect(keeper)["release(address)"](dollar);

    expect(await dollar.balanceOf(alice)).to.equal(dollars(36_000));
  });

  it("pays all in the end", async function () {
    const { vesting, start, keeper } = await networkHelpers.loadFixture(deployVesting);
    await networkHelpers.time.increaseTo(start + 5n * YEAR);

    await vesting.connect(keeper)["release()"]();

    expect(await ethers.provider.getBalance(vesting)).to.equal(0n);
  });

  it("can be handed on by its member", async function () {
    const { vesting, alice, bob } = await networkHelpers.loadFixture(deployVesting);

    await vesting.connect(alice).transferOwnership(bob);

    expect(await vesting.owner()).to.equal(bob.address);
  });
});

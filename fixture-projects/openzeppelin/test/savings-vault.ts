import { expect } from "chai";
import { network } from "hardhat";

import { dollars } from "./support/units.ts";

const { ethers, networkHelpers } = await network.create();

/** Shares have three decimals more than dollars. */
const shares = (amount: number) => dollars(amount) * 1000n;

/** Alice, Bob and Carol have 1,000 dollars each, which the vault may take. */
async function deployVault() {
  const [owner, alice, bob, carol] = await ethers.getSigners();
  const dollar = await ethers.deployContract("Dollar", [owner]);
  const vault = await ethers.deployContract("SavingsVault", [dollar]);
  for (const user of [alice, bob, carol]) {
    await dollar.mint(user, dollars(1000));
    await dollar.connect(user).approve(vault, ethers.MaxUint256);
  }
  return { dollar, vault, owner, alice, bob, carol };
}

/** Alice has put in 400 dollars, and the vault has earned 200. */
async function deployEarning() {
  const deployed = await networkHelpers.loadFixture(deployVault);
  const { dollar, vault, alice } = deployed;
  await vault.connect(alice).deposit(dollars(400), alice);
  await dollar.mint(vault, dollars(200));
  return deployed;
}

describe("SavingsVault", function () {
  it("gives two savers shares at the same price", async function () {
    const { vault, alice, bob } = await networkHelpers.loadFixture(deployVault);

    await vault.connect(alice).deposit(dollars(100), alice);
    await vault.connect(bob).deposit(dollars(300), bob);

    expect(await vault.balanceOf(alice)).to.equal(shares(100));
    expect(await vault.balanceOf(bob)).to.equal(shares(300));
    expect(await vault.totalAssets()).to.equal(dollars(400));
  });

  it("sells a number of shares", async function () {
    const { dollar, vault, bob } = await networkHelpers.loadFixture(deployEarning);

    await vault.connect(bob).mint(shares(100), bob);

    expect(await vault.balanceOf(bob)).to.equal(shares(100));
    expect(await dollar.balanceOf(bob)).to.be.closeTo(dollars(850), 1n);
  });

  it("pays out an amount of dollars", async function () {
    const { dollar, vault, alice, bob } = await networkHelpers.loadFixture(deployEarning);

    await vault.connect(alice).withdraw(dollars(150), alice, alice);

    expect(await dollar.balanceOf(alice)).to.equal(dollars(750));
    expect(await vault.balanceOf(alice)).to.be.closeTo(shares(300), 1000n);
    await expect(vault.connect(bob).withdraw(1n, bob, bob))
      .to.be.revertedWithCustomError(vault, "ERC4626ExceededMaxWithdraw")
      .withArgs(bob, 1n, 0n);
  });

  it("takes back shares with what they have earned", async function () {
    const { dollar, vault, alice } = await networkHelpers.loadFixture(deployEarning);

    await vault.connect(alice).redeem(shares(400), alice, alice);

    expect(await dollar.balanceOf(alice)).to.be.closeTo(dollars(1200), 1n);
    expect(await vault.totalSupply()).to.equal(0n);
  });

  it("lets savers give each other shares", async function () {
    const { vault, alice, carol } = await networkHelpers.loadFixture(deployEarning);

    await vault.connect(alice).transfer(carol, shares(50));

    expect(await vault.balanceOf(carol)).to.equal(shares(50));
  });
});

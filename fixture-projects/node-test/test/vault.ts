import assert from "node:assert/strict";
import { beforeEach, describe, it } from "node:test";

import { network } from "hardhat";

const { ethers } = await network.create();
const [bank, alice, bob, carol] = await ethers.getSigners();

const eth = (amount: string) => ({ value: ethers.parseEther(amount) });

async function deployVault() {
  const vault = await ethers.deployContract("Vault");
  await vault.connect(bank).deposit(eth("100"));
  return vault;
}

describe("Vault", () => {
  let vault: Awaited<ReturnType<typeof deployVault>>;

  beforeEach(async () => {
    vault = await deployVault();
  });

  it("adds up deposits", async () => {
    await vault.connect(alice).deposit(eth("1"));
    await vault.connect(bob).deposit(eth("2"));
    await vault.connect(carol).deposit(eth("3"));

    assert.equal(await vault.totalDeposits(), ethers.parseEther("106"));
    assert.equal(await vault.depositOf(bob), ethers.parseEther("2"));
  });

  describe("with deposits", () => {
    beforeEach(async () => {
      for (const owner of [alice, bob, carol]) await vault.connect(owner).deposit(eth("5"));
    });

    it("pays them back", async () => {
      await vault.connect(alice).withdraw(ethers.parseEther("5"));
      await vault.connect(bob).withdraw(ethers.parseEther("2"));

      assert.equal(await vault.depositOf(alice), 0n);
      assert.equal(await vault.totalDeposits(), ethers.parseEther("108"));
    });

    it("pays no more than there is", async () => {
      await assert.rejects(
        vault.connect(carol).withdraw(ethers.parseEther("6")),
        /InsufficientDeposit/,
      );
    });

    it("pays owners who come at the same time", async () => {
      await Promise.all(
        [alice, bob, carol].map((owner) => vault.connect(owner).withdraw(ethers.parseEther("1"))),
      );

      assert.equal(await vault.totalDeposits(), ethers.parseEther("112"));
    });

    describe("and newcomers", () => {
      const newcomers = [0xa1, 0xa2, 0xa3].map((n) => ethers.toBeHex(n, 20));

      it("moves deposits to them", async () => {
        for (const [i, owner] of [alice, bob, carol].entries()) {
          await vault.connect(owner).move(newcomers[i], ethers.parseEther("4"));
        }

        assert.equal(await vault.depositOf(newcomers[2]), ethers.parseEther("4"));
        assert.equal(await vault.depositOf(carol), ethers.parseEther("1"));
      });
    });
  });
});

import { expect } from "chai";
import { network } from "hardhat";

const { ethers, networkHelpers } = await network.create();

describe("Ledger", function () {
  async function deployLedger() {
    const [auditor, alice, bob, carol] = await ethers.getSigners();
    const ledger = await ethers.deployContract("Ledger", [auditor]);
    return { ledger, auditor, alice, bob, carol };
  }

  it("adds up the points of each member", async function () {
    const { ledger, alice, bob, carol } = await networkHelpers.loadFixture(deployLedger);

    await ledger.connect(alice).earn(10n);
    await ledger.connect(bob).earn(20n);
    await ledger.connect(carol).earn(30n);

    expect((await ledger.accounts(carol)).points).to.equal(30n);
  });

  it("keeps the points of a marked account", async function () {
    const { ledger, alice, bob } = await networkHelpers.loadFixture(deployLedger);

    await ledger.connect(alice).earn(10n);
    await ledger.flag(alice, 7n);
    await ledger.connect(alice).earn(5n);
    await ledger.connect(bob).earn(1n);

    const account = await ledger.accounts(alice);
    expect(account.points).to.equal(15n);
    expect(account.flags).to.equal(7n);
  });

  it("lets members have nicknames", async function () {
    const { ledger, alice, bob } = await networkHelpers.loadFixture(deployLedger);

    await ledger.connect(alice).rename("al");
    await ledger.connect(bob).rename("Robert of the very long nickname that needs two slots");

    expect((await ledger.accounts(alice)).nickname).to.equal("al");
  });
});

describe("PriceAverage", function () {
  async function deployAverage() {
    const reporters = (await ethers.getSigners()).slice(0, 4);
    const average = await ethers.deployContract("PriceAverage");
    return { average, reporters };
  }

  it("is the mean of all reports", async function () {
    const { average, reporters } = await networkHelpers.loadFixture(deployAverage);

    for (const [i, reporter] of reporters.entries()) {
      await average.connect(reporter).report(100 + 10 * i);
    }

    expect(await average.mean()).to.equal(115n);
    expect(await average.lastReportOf(reporters[3])).to.equal(130n);
  });

  it("takes several reports in a block", async function () {
    const { average, reporters } = await networkHelpers.loadFixture(deployAverage);

    await ethers.provider.send("evm_setAutomine", [false]);
    try {
      for (const reporter of reporters) await average.connect(reporter).report(50n);
      await networkHelpers.mine();
    } finally {
      await ethers.provider.send("evm_setAutomine", [true]);
    }

    expect((await average.window()).count).to.equal(4n);
  });
});

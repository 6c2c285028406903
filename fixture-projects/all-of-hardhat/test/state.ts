import { expect } from "chai";
import { network } from "hardhat";

const { ethers, networkHelpers, provider } = await network.create();
const [alice, bob, carol] = await ethers.getSigners();

async function deployLedger() {
  return ethers.deployContract("Ledger");
}

/** An account of nobody's. */
const STRANGER = "0x00000000000000000000000000000000000000aa";

describe("edits of the state", () => {
  it("impersonation", async () => {
    const ledger = await networkHelpers.loadFixture(deployLedger);
    await networkHelpers.impersonateAccount(STRANGER);
    await networkHelpers.setBalance(STRANGER, 10n ** 18n);
    const stranger = await ethers.getSigner(STRANGER);

    await ledger.connect(stranger).put(1);
    await ledger.connect(alice).put(2);
    await networkHelpers.stopImpersonatingAccount(STRANGER);

    expect(await ledger.total()).to.equal(3n);
    await expect(ledger.connect(stranger).put(1)).to.be.rejected;
  });

  it("hardhat_setStorageAt and hardhat_setCode", async () => {
    const ledger = await networkHelpers.loadFixture(deployLedger);
    await ledger.connect(alice).put(1);

    await networkHelpers.setStorageAt(await ledger.getAddress(), 0, 100n);
    await ledger.connect(bob).put(1);
    expect(await ledger.total()).to.equal(101n);

    const other = await ethers.deployContract("Placed");
    await networkHelpers.setCode(STRANGER, await ethers.provider.getCode(other));
    const moved = await ethers.getContractAt("Placed", STRANGER);
    await moved.connect(alice).put(1);
    await moved.connect(bob).put(2);
    expect(await moved.sum()).to.equal(3n);
  });

  it("hardhat_setNonce, hardhat_setCoinbase and hardhat_setPrevRandao", async () => {
    const ledger = await networkHelpers.loadFixture(deployLedger);
    await networkHelpers.setNonce(carol.address, 1_000);
    await networkHelpers.setCoinbase(STRANGER);
    await networkHelpers.setPrevRandao(12_345);

    await ledger.connect(carol).witness();

    expect(await ledger.miner()).to.equal(ethers.getAddress(STRANGER));
    expect(await ledger.chance()).to.equal(12_345n);
    expect(await ethers.provider.getTransactionCount(carol)).to.equal(1_001);
  });

  it("evm_setNextBlockTimestamp and a million blocks", async () => {
    const ledger = await networkHelpers.loadFixture(deployLedger);
    await ledger.connect(alice).put(1);
    const before = await ethers.provider.getBlockNumber();

    await networkHelpers.mine(1_000_000, { interval: 12 });
    const next = (await networkHelpers.time.latest()) + 1_000;
    await networkHelpers.time.setNextBlockTimestamp(next);
    await ledger.connect(bob).witness();

    expect(await ledger.time()).to.equal(BigInt(next));
    expect(await ethers.provider.getBlockNumber()).to.equal(before + 1_000_001);
  });

  it("snapshots within a test", async () => {
    const ledger = await networkHelpers.loadFixture(deployLedger);
    await ledger.connect(alice).put(1);
    const snapshot = await networkHelpers.takeSnapshot();
    await ledger.connect(bob).put(2);
    await snapshot.restore();
    await ledger.connect(carol).put(4);

    expect(await ledger.total()).to.equal(5n);
  });
});

describe("automine off", () => {
  const automine = (on: boolean) => provider.request({ method: "evm_setAutomine", params: [on] });

  it("dropped and replaced transactions", async () => {
    const ledger = await networkHelpers.loadFixture(deployLedger);
    await automine(false);
    try {
      const dropped = await ledger.connect(alice).put(1);
      await networkHelpers.dropTransaction(dropped.hash);
      const replaced = await ledger.connect(bob).put(2);
      await ledger.connect(bob).put(8, {
        nonce: replaced.nonce,
        gasLimit: 200_000,
        maxFeePerGas: replaced.maxFeePerGas! * 4n,
        maxPriorityFeePerGas: replaced.maxPriorityFeePerGas! * 4n,
      });
      await ledger.connect(carol).put(16);
      await networkHelpers.mine();
    } finally {
      await automine(true);
    }

    expect(await ledger.total()).to.equal(24n);
  });

  it("intervals", async () => {
    const other = await network.create("interval");
    const ledger = await other.ethers.deployContract("Ledger");
    await ledger.waitForDeployment();
    const signers = (await other.ethers.getSigners()).slice(0, 3);

    const sent = await Promise.all(signers.map((signer) => ledger.connect(signer).put(1)));
    await Promise.all(sent.map((one) => one.wait()));

    expect(await ledger.total()).to.equal(3n);
    await other.close();
  });
});

describe("code", () => {
  it("larger than allowed, in a block without much of a limit", async () => {
    const large = await network.create("large");
    const [signer] = await large.ethers.getSigners();
    // RETURN(0, 30,000): zeros.
    const data = "0x6175306000f3";

    const sent = await signer.sendTransaction({ data, gasLimit: 15_000_000 });
    const receipt = await sent.wait();

    const code = await large.ethers.provider.getCode(receipt!.contractAddress!);
    expect((code.length - 2) / 2).to.equal(30_000);
  });

  it("that no compiler told of", async () => {
    // SSTORE(CALLER, NUMBER) at each call.
    const sent = await alice.sendTransaction({ data: "0x6004600c60003960046000f343335500" });
    const { contractAddress: to } = (await sent.wait())!;

    await alice.sendTransaction({ to });
    await bob.sendTransaction({ to });

    expect(await ethers.provider.getStorage(to!, alice.address)).not.to.equal(0n);
  });

  it("of a diamond", async () => {
    const facet = await ethers.deployContract("VaultFacet");
    const { selector } = facet.interface.getFunction("deposit");
    const diamond = await ethers.deployContract("Diamond", [facet, [selector]]);
    const vault = await ethers.getContractAt("VaultFacet", await diamond.getAddress());

    await vault.connect(alice).deposit({ value: 1n });
    await vault.connect(bob).deposit({ value: 2n });

    expect(await ethers.provider.getBalance(diamond)).to.equal(3n);
  });

  it("behind proxies: of a beacon, and one that upgrades itself", async () => {
    const beacon = await ethers.deployContract("PoolBeacon", [
      await ethers.deployContract("Pool"),
      alice,
    ]);
    const proxy = await ethers.deployContract("PoolProxy", [beacon]);
    const pool = await ethers.getContractAt("Pool", await proxy.getAddress());
    await pool.connect(alice).join(1);
    await pool.connect(bob).join(2);
    expect(await pool.pooled()).to.equal(3n);

    const implementation = await ethers.deployContract("Fund");
    const own = await ethers.deployContract("FundProxy", [implementation]);
    const fund = await ethers.getContractAt("Fund", await own.getAddress());
    await fund.connect(alice).give(1);
    await fund.connect(bob).upgradeToAndCall(await ethers.deployContract("Fund"), "0x");
    await fund.connect(bob).give(2);
    expect(await fund.funded()).to.equal(3n);
  });

  it("of a library, and of slots without a name", async () => {
    const ledger = await networkHelpers.loadFixture(deployLedger);
    const counting = await ethers.deployContract("Counting");
    const tally = await ethers.deployContract("Tally", { libraries: { Counting: counting } });

    await tally.connect(alice).vote();
    await tally.connect(bob).vote();
    await ledger.connect(alice).count();
    await ledger.connect(bob).count();

    expect(await ethers.provider.getStorage(ledger, 0x42)).to.equal(ethers.toBeHex(2, 32));
  });
});

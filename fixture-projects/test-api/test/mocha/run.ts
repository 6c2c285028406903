import { expect } from "chai";
import { network } from "hardhat";

const { ethers, networkHelpers, parallelEvm, provider } = await network.create();
const [alice, bob, carol] = await ethers.getSigners();

const asWord = (text: string) => ethers.encodeBytes32String(text);

async function deployShop() {
  return ethers.deployContract("Shop", [2]);
}

describe("parallelEvm.run", () => {
  it("finds no conflict where everybody has an own entry", async () => {
    const shop = await networkHelpers.loadFixture(deployShop);

    const run = await parallelEvm.run(() => [
      shop.connect(alice).note(asWord("a")),
      shop.connect(bob).note(asWord("b")),
    ]);

    expect(run).to.be.conflictFree;
    expect(run).not.to.conflictOn("Shop", "noteOf");
    expect(run).to.reachSpeedup(2, { threads: 2 });
    expect(run).to.be.orderIndependent;
    expect(run.receipts.map(({ status }) => status)).to.deep.equal(["success", "success"]);
    expect(await shop.noteOf(bob)).to.equal(asWord("b"));
  });

  it("finds what they share, and mines one block", async () => {
    const shop = await networkHelpers.loadFixture(deployShop);
    const before = await ethers.provider.getBlockNumber();

    const run = await parallelEvm.run(() => [
      shop.connect(alice).tip(1),
      shop.connect(bob).tip(2),
      shop.connect(carol).tip(3),
    ]);

    expect(await ethers.provider.getBlockNumber()).to.equal(before + 1);
    expect(run).not.to.be.conflictFree;
    expect(run).to.conflictOn("Shop", "takings");
    expect(run).to.conflictOn("contracts/Shop.sol:Shop");
    expect(run).not.to.conflictOn("Shop", "left");
    expect(run).not.to.reachSpeedup(1.1);
    expect(run).to.be.orderIndependent;
    expect(run.reexecutions).to.be.greaterThan(0);
    expect(run.hotspots.map(({ path }) => path)).to.deep.equal(["takings"]);
    expect(await shop.takings()).to.equal(6n);
  });

  it("tells that those who come too late get nothing", async () => {
    const shop = await networkHelpers.loadFixture(deployShop);
    const gas = { gasLimit: 200_000 };

    const run = await parallelEvm.run(() => [
      shop.connect(alice).buy(gas),
      shop.connect(bob).buy(gas),
      shop.connect(carol).buy(gas),
    ]);

    expect(run).not.to.be.orderIndependent;
    expect(run.orders.map(({ verdict }) => verdict)).to.deep.equal(["different success"]);
    expect(run.receipts.map(({ status }) => status)).to.deep.equal([
      "success",
      "success",
      "reverted",
    ]);
  });

  it("is awaited by its matchers", async () => {
    const shop = await networkHelpers.loadFixture(deployShop);

    await expect(parallelEvm.run(() => shop.tip(1))).to.be.conflictFree;
    await expect(
      parallelEvm.run(() => [shop.connect(alice).greet(), shop.connect(bob).greet()]),
    ).to.conflictOn("Shop", "greeted").and.not.to.be.orderIndependent;
  });

  it("leaves automine as it was, also when sending fails", async () => {
    const shop = await networkHelpers.loadFixture(deployShop);
    const automines = () => provider.request({ method: "hardhat_getAutomine" });
    const failure = new Error("of the test's own");

    await expect(
      parallelEvm.run(async () => {
        await shop.tip(1);
        throw failure;
      }),
    ).to.be.rejectedWith(failure);
    expect(await automines()).to.equal(true);
    expect(await shop.takings()).to.equal(1n);

    await provider.request({ method: "evm_setAutomine", params: [false] });
    await parallelEvm.run(() => shop.tip(1));
    expect(await automines()).to.equal(false);
    await provider.request({ method: "evm_setAutomine", params: [true] });
  });

  it("leaves out what was replaced by another transaction", async () => {
    const shop = await networkHelpers.loadFixture(deployShop);
    const nonce = await alice!.getNonce();
    const before = await ethers.provider.getBlockNumber();
    const gasLimit = 100_000n;

    const run = await parallelEvm.run(async () => {
      await shop.tip(1, { nonce, gasLimit, gasPrice: 10n ** 10n });
      return [
        shop.connect(bob).tip(2, { gasLimit }),
        shop.tip(3, { nonce, gasLimit, gasPrice: 10n ** 11n }),
      ];
    });

    expect(run.transactions.length).to.equal(2);
    expect(await shop.takings()).to.equal(5n);
    expect(await ethers.provider.getBlockNumber()).to.equal(before + 1);
  });

  it("says what was done wrong", async () => {
    const shop = await networkHelpers.loadFixture(deployShop);

    await expect(parallelEvm.run(() => undefined)).to.be.rejectedWith("PE031");
    const misspelt = { tittle: "mine" } as object;
    await expect(parallelEvm.run(() => shop.tip(1), misspelt)).to.be.rejectedWith(
      /PE051.*"title"/s,
    );
    await expect(parallelEvm.run(() => parallelEvm.run(() => shop.tip(1)))).to.be.rejectedWith(
      "PE032",
    );
    await expect(
      parallelEvm.run(async () => (await shop.tip(1)).wait(), { timeout: 200 }),
    ).to.be.rejectedWith("PE033");
    await provider.request({ method: "evm_setAutomine", params: [false] });
    await shop.tip(1);
    await expect(parallelEvm.run(() => shop.tip(1))).to.be.rejectedWith("PE034");
    await provider.request({ method: "evm_setAutomine", params: [true] });
    await networkHelpers.mine();
    await expect(parallelEvm.run(() => shop.tip(1, { nonce: 1_000_000 }))).to.be.rejectedWith(
      "PE035",
    );
    await expect(parallelEvm.run(() => shop.tip(1))).to.eventually.be.conflictFree;
  });
});

describe("parallelEvm.crowd", () => {
  it("has many users make a mined call", async () => {
    const shop = await networkHelpers.loadFixture(deployShop);

    const noting = await parallelEvm.crowd(shop.note(asWord("mine")), { users: 16 });
    const tipping = await parallelEvm.crowd(shop.tip(1), { users: 16 });

    expect(noting.transactions.length).to.equal(16);
    expect(noting).to.be.conflictFree;
    expect(noting).to.reachSpeedup(8);
    expect(tipping).to.conflictOn("Shop", "takings");
    // Nothing of it happens on the chain.
    expect(await shop.takings()).to.equal(1n);
  });

  it("makes the call itself", async () => {
    const shop = await networkHelpers.loadFixture(deployShop);

    const crowd = await parallelEvm.crowd(() => shop.connect(alice).buy(), { users: 4 });

    // One thing is left.
    expect(crowd).not.to.be.orderIndependent;
    expect(crowd.receipts.filter(({ status }) => status === "success").length).to.equal(2);
  });

  it("says what others cannot do", async () => {
    const shop = await networkHelpers.loadFixture(deployShop);

    const creation = shop.deploymentTransaction();
    await expect(parallelEvm.crowd(creation!)).to.be.rejectedWith("PE038");
    await expect(parallelEvm.crowd("0x00")).to.be.rejectedWith("PE037");
    await expect(parallelEvm.crowd(shop.tip(1), { users: 1 })).to.be.rejectedWith("PE039");
    await expect(parallelEvm.crowd(() => [shop.tip(1), shop.tip(2)])).to.be.rejectedWith("PE052");
  });
});

describe("parallelEvm.report", () => {
  it("has the runs so far", async () => {
    const { scenarios, summary } = await parallelEvm.report();

    const batches = scenarios.filter(({ kind }) => kind === "batch");
    expect(batches[0]?.title).to.equal(
      "parallelEvm.run finds no conflict where everybody has an own entry",
    );
    expect(summary.verification.mismatched).to.equal(0);
  });
});

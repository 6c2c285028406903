import { expect } from "chai";
import { network } from "hardhat";

import { DAY, YEAR, ether } from "./support/units.ts";

const { ethers, networkHelpers } = await network.create();

const MONTHLY = 1001n;
const PRICE = ether(0.1);

/** One plan, behind an ERC1967Proxy. */
async function deploySubscriptions() {
  const [owner, alice, bob, carol] = await ethers.getSigners();
  const logic = await ethers.deployContract("Subscriptions");
  const initialize = logic.interface.encodeFunctionData("initialize", [owner.address]);
  const proxy = await ethers.deployContract("ERC1967Proxy", [logic, initialize]);
  const subscriptions = await ethers.getContractAt("Subscriptions", await proxy.getAddress());
  await subscriptions.setPrice(MONTHLY, PRICE);
  return { subscriptions, owner, alice, bob, carol };
}

/** Alice has paid for 30 days. */
async function deployWithSubscriber() {
  const deployed = await networkHelpers.loadFixture(deploySubscriptions);
  await deployed.subscriptions.connect(deployed.alice).subscribe(MONTHLY, { value: PRICE });
  return deployed;
}

async function deployUpgraded() {
  const deployed = await networkHelpers.loadFixture(deployWithSubscriber);
  const next = await ethers.deployContract("SubscriptionsV2");
  await deployed.subscriptions.upgradeToAndCall(next, "0x");
  const address = await deployed.subscriptions.getAddress();
  return { ...deployed, upgraded: await ethers.getContractAt("SubscriptionsV2", address) };
}

describe("Subscriptions", function () {
  it("last 30 days", async function () {
    const { subscriptions, bob } = await networkHelpers.loadFixture(deploySubscriptions);

    await subscriptions.connect(bob).subscribe(MONTHLY, { value: PRICE });

    const now = BigInt(await networkHelpers.time.latest());
    expect(await subscriptions.paidUntil(bob, MONTHLY)).to.equal(now + 30n * DAY);
  });

  it("become longer when they are paid again", async function () {
    const { subscriptions, alice } = await networkHelpers.loadFixture(deployWithSubscriber);
    const before = await subscriptions.paidUntil(alice, MONTHLY);

    await subscriptions.connect(alice).subscribe(MONTHLY, { value: PRICE });

    expect(await subscriptions.paidUntil(alice, MONTHLY)).to.equal(before + 30n * DAY);
  });

  it("cost what the owner says", async function () {
    const { subscriptions, alice } = await networkHelpers.loadFixture(deploySubscriptions);

    await subscriptions.setPrice(MONTHLY, 2n * PRICE);

    await expect(subscriptions.connect(alice).subscribe(MONTHLY, { value: PRICE }))
      .to.be.revertedWithCustomError(subscriptions, "WrongPrice")
      .withArgs(MONTHLY, 2n * PRICE);
    await expect(subscriptions.connect(alice).setPrice(MONTHLY, 1n))
      .to.be.revertedWithCustomError(subscriptions, "NotOwner")
      .withArgs(alice);
  });

  it("are the owner's income", async function () {
    const { subscriptions, owner, alice } = await networkHelpers.loadFixture(deploySubscriptions);

    await subscriptions.connect(alice).subscribe(MONTHLY, { value: PRICE });
    await expect(subscriptions.withdraw()).to.changeEtherBalance(ethers, owner, PRICE);
  });

  it("stay when the owner upgrades the contract", async function () {
    const { subscriptions, alice } = await networkHelpers.loadFixture(deployWithSubscriber);
    const before = await subscriptions.paidUntil(alice, MONTHLY);
    const next = await ethers.deployContract("SubscriptionsV2");

    await subscriptions.upgradeToAndCall(next, "0x");

    expect(await subscriptions.paidUntil(alice, MONTHLY)).to.equal(before);
    await expect(
      subscriptions.connect(alice).upgradeToAndCall(next, "0x"),
    ).to.be.revertedWithCustomError(subscriptions, "NotOwner");
  });

  it("can be given to others after the upgrade", async function () {
    const { upgraded, bob, carol } = await networkHelpers.loadFixture(deployUpgraded);

    await upgraded.connect(bob).give(carol, MONTHLY, { value: PRICE });

    expect(await upgraded.paidUntil(carol, MONTHLY)).to.be.greaterThan(0n);
  });
});

/** Behind a TransparentUpgradeableProxy, whose ProxyAdmin is the owner's. Bob has locked 2 ETH for 30 days. */
async function deployPiggyBank() {
  const [owner, alice, bob, carol] = await ethers.getSigners();
  const logic = await ethers.deployContract("PiggyBank");
  const initialize = logic.interface.encodeFunctionData("initialize", [YEAR]);
  const proxy = await ethers.deployContract("TransparentUpgradeableProxy", [
    logic,
    owner,
    initialize,
  ]);
  const bank = await ethers.getContractAt("PiggyBank", await proxy.getAddress());
  // The proxy creates its ProxyAdmin first of all.
  const admin = ethers.getCreateAddress({ from: await proxy.getAddress(), nonce: 1 });
  const proxyAdmin = await ethers.getContractAt("ProxyAdmin", admin);
  const now = BigInt(await networkHelpers.time.latest());
  await bank.connect(bob).save(now + 30n * DAY, { value: ether(2) });
  return { bank, proxyAdmin, now, owner, alice, bob, carol };
}

describe("PiggyBank", function () {
  it("keeps what users put in, for a year at most", async function () {
    const { bank, now, alice, carol } = await networkHelpers.loadFixture(deployPiggyBank);

    await bank.connect(alice).save(now + 10n * DAY, { value: ether(1) });
    await bank.connect(carol).save(now + 20n * DAY, { value: ether(3) });

    expect(await bank.savedBy(alice)).to.equal(ether(1));
    expect(await bank.lockedUntil(carol)).to.equal(now + 20n * DAY);
    await expect(
      bank.connect(alice).save(now + 2n * YEAR, { value: 1n }),
    ).to.be.revertedWithCustomError(bank, "TooLong");
  });

  it("is smashed when the time has come", async function () {
    const { bank, now, bob } = await networkHelpers.loadFixture(deployPiggyBank);

    await expect(bank.connect(bob).smash()).to.be.revertedWithCustomError(bank, "StillLocked");
    await networkHelpers.time.increaseTo(now + 30n * DAY);

    await expect(bank.connect(bob).smash()).to.changeEtherBalance(ethers, bob, ether(2));
  });

  it("keeps all when its admin's owner upgrades it", async function () {
    const { bank, proxyAdmin, bob } = await networkHelpers.loadFixture(deployPiggyBank);
    const next = await ethers.deployContract("PiggyBank");

    await proxyAdmin.upgradeAndCall(bank, next, "0x");

    expect(await bank.savedBy(bob)).to.equal(ether(2));
    await expect(
      proxyAdmin.connect(bob).upgradeAndCall(bank, next, "0x"),
    ).to.be.revertedWithCustomError(proxyAdmin, "OwnableUnauthorizedAccount");
  });
});

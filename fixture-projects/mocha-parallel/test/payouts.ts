import { expect } from "chai";
import { network } from "hardhat";

const { ethers, networkHelpers } = await network.create();

const waiter = ethers.toBeHex(0xda17e5, 20);

describe("Payouts", function () {
  async function deployJar() {
    const [collector, alice, bob] = await ethers.getSigners();
    const jar = await ethers.deployContract("TipJar", [collector]);
    return { jar, collector, alice, bob };
  }

  it("pay what guests have put in", async function () {
    const { jar, alice, bob } = await networkHelpers.loadFixture(deployJar);

    await jar.connect(alice).tip({ value: 100n });
    await jar.connect(bob).tip({ value: 200n });
    await jar.payOut(waiter, 300n);

    expect(await ethers.provider.getBalance(waiter)).to.equal(300n);
    expect(await ethers.provider.getBalance(jar)).to.equal(0n);
  });

  it("pay no more than that", async function () {
    const { jar, alice } = await networkHelpers.loadFixture(deployJar);

    await jar.connect(alice).tip({ value: 100n });

    await expect(jar.payOut(waiter, 101n)).to.be.revertedWithCustomError(jar, "PaymentFailed");
  });

  it("are made by the collector only", async function () {
    const { jar, alice } = await networkHelpers.loadFixture(deployJar);

    await expect(jar.connect(alice).payOut(alice, 0n))
      .to.be.revertedWithCustomError(jar, "NotCollector")
      .withArgs(alice);
  });
});

import { expect } from "chai";
import { network } from "hardhat";

const { ethers, networkHelpers } = await network.create();

describe("Tips", function () {
  async function deployJar() {
    const [collector, ...others] = await ethers.getSigners();
    const jar = await ethers.deployContract("TipJar", [collector]);
    return { jar, guests: others.slice(0, 4) };
  }

  it("are counted", async function () {
    const { jar, guests } = await networkHelpers.loadFixture(deployJar);

    for (const guest of guests) await jar.connect(guest).tip({ value: 100n });

    expect(await jar.tipCount()).to.equal(4n);
    expect(await jar.tipsOf(guests[0])).to.equal(100n);
    expect(await ethers.provider.getBalance(jar)).to.equal(400n);
  });

  it("are not empty", async function () {
    const { jar } = await networkHelpers.loadFixture(deployJar);

    await expect(jar.tip()).to.be.revertedWithCustomError(jar, "NoTip");
  });

  it("come with a few words", async function () {
    const { jar, guests } = await networkHelpers.loadFixture(deployJar);

    for (const [i, guest] of guests.entries()) {
      await jar.connect(guest).thank("Thank you! ".repeat(i + 1));
    }

    expect(await jar.thanksOf(guests[1])).to.equal("Thank you! Thank you! ");
  });
});

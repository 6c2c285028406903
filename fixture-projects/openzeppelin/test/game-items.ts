import { expect } from "chai";
import { network } from "hardhat";

const { ethers, networkHelpers } = await network.create();

const SWORD = 101n;
const SHIELD = 102n;
const POTION = 103n;

/** Alice and Bob have 5 swords, 6 shields and 50 potions each. */
async function deployItems() {
  const [owner, alice, bob, carol, dave] = await ethers.getSigners();
  const items = await ethers.deployContract("GameItems", [owner]);
  for (const player of [alice, bob]) {
    await items.mintBatch(player, [SWORD, SHIELD, POTION], [5n, 6n, 50n]);
  }
  return { items, owner, alice, bob, carol, dave };
}

/** Carol trades for Alice. */
async function deployWithTrader() {
  const deployed = await networkHelpers.loadFixture(deployItems);
  await deployed.items.connect(deployed.alice).setApprovalForAll(deployed.carol, true);
  return deployed;
}

describe("GameItems", function () {
  it("change hands", async function () {
    const { items, alice, bob, carol, dave } = await networkHelpers.loadFixture(deployItems);

    await items.connect(alice).safeTransferFrom(alice, carol, POTION, 20n, "0x");
    await items.connect(bob).safeTransferFrom(bob, dave, POTION, 30n, "0x");

    expect(await items.balanceOf(alice, POTION)).to.equal(30n);
    expect(await items.balanceOf(dave, POTION)).to.equal(30n);
  });

  it("change hands several kinds at once", async function () {
    const { items, alice, carol } = await networkHelpers.loadFixture(deployItems);

    await items
      .connect(alice)
      .safeBatchTransferFrom(alice, carol, [SWORD, POTION], [3n, 15n], "0x");

    expect(await items.balanceOfBatch([carol, carol], [SWORD, POTION])).to.deep.equal([3n, 15n]);
  });

  it("are traded by whom their owner trusts, and nobody else", async function () {
    const { items, alice, bob, carol, dave } = await networkHelpers.loadFixture(deployWithTrader);

    await items.connect(carol).safeTransferFrom(alice, dave, SWORD, 3n, "0x");

    expect(await items.balanceOf(dave, SWORD)).to.equal(3n);
    await expect(items.connect(bob).safeTransferFrom(alice, bob, SWORD, 1n, "0x"))
      .to.be.revertedWithCustomError(items, "ERC1155MissingApprovalForAll")
      .withArgs(bob, alice);
  });

  it("are used up", async function () {
    const { items, alice } = await networkHelpers.loadFixture(deployItems);

    await items.connect(alice).burn(alice, POTION, 7n);

    expect(await items.balanceOf(alice, POTION)).to.equal(43n);
    expect(await items["totalSupply(uint256)"](POTION)).to.equal(93n);
  });

  it("are used up several kinds at once", async function () {
    const { items, bob } = await networkHelpers.loadFixture(deployItems);

    await items.connect(bob).burnBatch(bob, [SHIELD, POTION], [4n, 12n]);

    expect(await items["totalSupply()"]()).to.equal(122n - 16n);
  });

  it("are handed out by the owner only", async function () {
    const { items, alice, carol } = await networkHelpers.loadFixture(deployItems);

    await items.mint(carol, SWORD, 3n);

    expect(await items.balanceOf(carol, SWORD)).to.equal(3n);
    await expect(items.connect(alice).mint(alice, SWORD, 1n))
      .to.be.revertedWithCustomError(items, "OwnableUnauthorizedAccount")
      .withArgs(alice);
  });
});

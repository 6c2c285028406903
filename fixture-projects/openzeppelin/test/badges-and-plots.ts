import { expect } from "chai";
import { network } from "hardhat";

const { ethers, networkHelpers } = await network.create();

const SAFE_TRANSFER = "safeTransferFrom(address,address,uint256)";
const MEADOW = (300n << 16n) + 41n;
const HILL = (300n << 16n) + 42n;

/** Badge 1 is Alice's, badge 2 Bob's. */
async function deployBadges() {
  const [admin, minter, alice, bob, carol, dave] = await ethers.getSigners();
  const badges = await ethers.deployContract("Badges", [admin, minter]);
  await badges.connect(minter).award(alice, "ipfs://first");
  await badges.connect(minter).award(bob, "ipfs://second");
  return { badges, admin, minter, alice, bob, carol, dave };
}

/** Carol looks after Alice's badges. */
async function deployWithOperator() {
  const deployed = await networkHelpers.loadFixture(deployBadges);
  await deployed.badges.connect(deployed.alice).setApprovalForAll(deployed.carol, true);
  return deployed;
}

describe("Badges", function () {
  it("can be given away", async function () {
    const { badges, alice, bob, carol, dave } = await networkHelpers.loadFixture(deployBadges);

    await badges.connect(alice).transferFrom(alice, carol, 1n);
    await badges.connect(bob)[SAFE_TRANSFER](bob, dave, 2n);

    expect(await badges.ownerOf(1n)).to.equal(carol.address);
    expect(await badges.ownerOf(2n)).to.equal(dave.address);
  });

  it("can be fetched by whom the owner has approved", async function () {
    const { badges, alice, bob, carol } = await networkHelpers.loadFixture(deployBadges);

    await badges.connect(alice).approve(bob, 1n);
    await badges.connect(bob).transferFrom(alice, carol, 1n);

    expect(await badges.ownerOf(1n)).to.equal(carol.address);
  });

  it("can be moved by an operator", async function () {
    const { badges, alice, carol, dave } = await networkHelpers.loadFixture(deployWithOperator);

    await badges.connect(carol)[SAFE_TRANSFER](alice, dave, 1n);

    expect(await badges.ownerOf(1n)).to.equal(dave.address);
  });

  it("can be burnt by their owners only", async function () {
    const { badges, alice, bob } = await networkHelpers.loadFixture(deployBadges);

    await badges.connect(alice).burn(1n);

    expect(await badges.balanceOf(alice)).to.equal(0n);
    await expect(badges.connect(alice).burn(2n))
      .to.be.revertedWithCustomError(badges, "ERC721InsufficientApproval")
      .withArgs(alice, 2n);
    expect(await badges.ownerOf(2n)).to.equal(bob.address);
  });

  it("can be awarded by whom the admin makes a minter", async function () {
    const { badges, carol, dave } = await networkHelpers.loadFixture(deployBadges);

    await badges.grantRole(await badges.MINTER_ROLE(), carol);
    await badges.connect(carol).award(dave, "ipfs://third");

    expect(await badges.ownerOf(3n)).to.equal(dave.address);
    expect(await badges.tokenURI(3n)).to.equal("ipfs://third");
  });

  it("cannot be awarded by whom the admin has taken the role from", async function () {
    const { badges, minter, dave } = await networkHelpers.loadFixture(deployBadges);
    const role = await badges.MINTER_ROLE();

    await badges.revokeRole(role, minter);

    await expect(badges.connect(minter).award(dave, "ipfs://third"))
      .to.be.revertedWithCustomError(badges, "AccessControlUnauthorizedAccount")
      .withArgs(minter, role);
  });
});

/** The hill is Alice's. */
async function deployPlots() {
  const [, alice, bob, carol] = await ethers.getSigners();
  const plots = await ethers.deployContract("Plots");
  await plots.connect(alice).claim(HILL);
  return { plots, alice, bob, carol };
}

describe("Plots", function () {
  it("belong to who claims them, different ones at the same time", async function () {
    const { plots, bob, carol } = await networkHelpers.loadFixture(deployPlots);

    await Promise.all([
      plots.connect(bob).claim(MEADOW),
      plots.connect(carol).claim(MEADOW + 100n),
    ]);

    expect(await plots.ownerOf(MEADOW)).to.equal(bob.address);
    expect(await plots.ownerOf(MEADOW + 100n)).to.equal(carol.address);
    await expect(plots.connect(bob).claim(HILL)).to.be.revertedWithCustomError(
      plots,
      "ERC721InvalidSender",
    );
    await expect(plots.connect(bob).claim(2n ** 32n))
      .to.be.revertedWithCustomError(plots, "NoSuchPlot")
      .withArgs(2n ** 32n);
  });

  it("are named by their owners", async function () {
    const { plots, alice, bob } = await networkHelpers.loadFixture(deployPlots);
    const name = ethers.encodeBytes32String("Windy Hill");

    await plots.connect(alice).rename(HILL, name);

    expect(await plots.nameOf(HILL)).to.equal(name);
    await expect(plots.connect(bob).rename(HILL, name))
      .to.be.revertedWithCustomError(plots, "NotYourPlot")
      .withArgs(HILL);
  });

  it("can be given away", async function () {
    const { plots, alice, bob } = await networkHelpers.loadFixture(deployPlots);

    await plots.connect(alice).transferFrom(alice, bob, HILL);

    expect(await plots.ownerOf(HILL)).to.equal(bob.address);
  });
});

import { expect } from "chai";
import { network } from "hardhat";

import { deployLaunch } from "./support/deploy-launch.ts";

const { ethers, networkHelpers } = await network.create();

describe("LaunchPass", function () {
  it("numbers the passes in the order of the requests", async function () {
    const { pass, users } = await networkHelpers.loadFixture(deployLaunch);

    for (const user of users) await pass.connect(user).mint();

    for (const [i, user] of users.entries()) {
      expect(await pass.ownerOf(i + 1)).to.equal(user.address);
    }
    expect(await pass.nextTokenId()).to.equal(7n);
  });

  it("mints all passes that are asked for in one block", async function () {
    const { pass, users } = await networkHelpers.loadFixture(deployLaunch);

    await ethers.provider.send("evm_setAutomine", [false]);
    try {
      for (const user of users) await pass.connect(user).mint();
      await networkHelpers.mine();
    } finally {
      await ethers.provider.send("evm_setAutomine", [true]);
    }

    for (const user of users) expect(await pass.balanceOf(user)).to.equal(1n);
  });

  it("gives each account one pass", async function () {
    const { pass, users } = await networkHelpers.loadFixture(deployLaunch);
    const [alice] = users;

    await pass.connect(alice).mint();

    await expect(pass.connect(alice).mint())
      .to.be.revertedWithCustomError(pass, "AlreadyMinted")
      .withArgs(alice);
  });

  it("mints nothing more after the owner has closed it", async function () {
    const { pass, users } = await networkHelpers.loadFixture(deployLaunch);
    const [alice, bob, carol] = users;

    await pass.connect(alice).mint();
    await pass.connect(bob).mint();
    await pass.setMintOpen(false);

    await expect(pass.connect(carol).mint()).to.be.revertedWithCustomError(pass, "MintClosed");
  });

  describe("that users hold", function () {
    async function mintPasses() {
      const launch = await networkHelpers.loadFixture(deployLaunch);
      for (const user of launch.users.slice(0, 3)) await launch.pass.connect(user).mint();
      return launch;
    }

    it("can be given away", async function () {
      const { pass, users } = await networkHelpers.loadFixture(mintPasses);
      const [alice, bob, carol, dave, erin, frank] = users;

      await pass.connect(alice).transferFrom(alice, dave, 1n);
      await pass.connect(bob).transferFrom(bob, erin, 2n);
      await pass.connect(carol).transferFrom(carol, frank, 3n);

      expect(await pass.ownerOf(1n)).to.equal(dave.address);
      expect(await pass.ownerOf(3n)).to.equal(frank.address);
    });

    it("cannot be taken by others", async function () {
      const { pass, users } = await networkHelpers.loadFixture(mintPasses);
      const [alice, bob] = users;

      await expect(pass.connect(bob).transferFrom(alice, bob, 1n))
        .to.be.revertedWithCustomError(pass, "ERC721InsufficientApproval")
        .withArgs(bob, 1n);
    });
  });
});

import { expect } from "chai";
import { network } from "hardhat";

const { ethers, networkHelpers } = await network.create();

const ether = (amount: number) => ethers.parseEther(String(amount));
const text = (value: string) => ethers.encodeBytes32String(value);

describe("SafeGuard", function () {
  async function deploySafeGuard() {
    const [, alice, bob] = await ethers.getSigners();
    const safe = await ethers.deployContract("SafeGuard");
    await safe.connect(alice).deposit({ value: ether(2) });
    return { safe, alice, bob };
  }

  it("keeps a deposit", async function () {
    const { safe, bob } = await networkHelpers.loadFixture(deploySafeGuard);

    await safe.connect(bob).deposit({ value: ether(3) });

    expect(await safe.balanceOf(bob)).to.equal(ether(3));
  });

  it("pays out", async function () {
    const { safe, alice } = await networkHelpers.loadFixture(deploySafeGuard);

    await expect(safe.connect(alice).withdraw(ether(1.5))).to.changeEtherBalances(
      ethers,
      [alice, safe],
      [ether(1.5), -ether(1.5)],
    );

    expect(await safe.balanceOf(alice)).to.equal(ether(0.5));
  });

  it("does not pay more than it keeps for the caller", async function () {
    const { safe, bob } = await networkHelpers.loadFixture(deploySafeGuard);

    await expect(safe.connect(bob).withdraw(1n))
      .to.be.revertedWithCustomError(safe, "NotEnough")
      .withArgs(1n, 0n);
  });
});

describe("GiftGuard", function () {
  async function deployGiftGuard() {
    const [, alice, bob, carol] = await ethers.getSigners();
    const gifts = await ethers.deployContract("GiftGuard");
    await gifts.connect(alice).give(carol, text("all the best"), { value: ether(1) });
    return { gifts, alice, bob, carol };
  }

  it("credits a gift", async function () {
    const { gifts, alice, bob } = await networkHelpers.loadFixture(deployGiftGuard);

    await expect(gifts.connect(alice).give(bob, text("good luck"), { value: ether(2) }))
      .to.emit(gifts, "Given")
      .withArgs(alice, bob, ether(2), text("good luck"));

    expect(await gifts.creditOf(bob)).to.equal(ether(2));
  });

  it("is fetched", async function () {
    const { gifts, carol } = await networkHelpers.loadFixture(deployGiftGuard);

    await expect(gifts.connect(carol).payOut()).to.changeEtherBalance(ethers, carol, ether(1));

    expect(await gifts.creditOf(carol)).to.equal(0n);
  });

  it("is not fetched where there is none", async function () {
    const { gifts, bob } = await networkHelpers.loadFixture(deployGiftGuard);

    await expect(gifts.connect(bob).payOut())
      .to.be.revertedWithCustomError(gifts, "NoCredit")
      .withArgs(bob);
  });
});

describe("LockGuard", function () {
  async function deployLockGuard() {
    const [, alice, bob] = await ethers.getSigners();
    const bets = await ethers.deployContract("LockGuard");
    await bets.connect(alice).stake({ value: ether(4) });
    return { bets, alice, bob };
  }

  it("keeps a stake", async function () {
    const { bets, bob } = await networkHelpers.loadFixture(deployLockGuard);

    await bets.connect(bob).stake({ value: ether(1) });

    expect(await bets.stakeOf(bob)).to.equal(ether(1));
  });

  it("gives a stake back", async function () {
    const { bets, alice } = await networkHelpers.loadFixture(deployLockGuard);

    await expect(bets.connect(alice).giveBack()).to.changeEtherBalance(ethers, alice, ether(4));

    expect(await bets.stakeOf(alice)).to.equal(0n);
  });
});

describe("InlineGuard", function () {
  async function deployInlineGuard() {
    const [, alice, bob] = await ethers.getSigners();
    const runner = await ethers.deployContract("InlineGuard");
    const safe = await ethers.deployContract("TransientGuard");
    return { runner, safe, alice, bob };
  }

  it("runs a call", async function () {
    const { runner, safe, alice } = await networkHelpers.loadFixture(deployInlineGuard);
    const data = safe.interface.encodeFunctionData("balanceOf", [await runner.getAddress()]);

    await expect(runner.connect(alice).run(safe, data))
      .to.emit(runner, "Ran")
      .withArgs(alice, safe);

    expect(await runner.resultOf(alice)).to.equal(ethers.keccak256(ethers.ZeroHash));
  });

  it("does not call itself", async function () {
    const { runner, safe, bob } = await networkHelpers.loadFixture(deployInlineGuard);
    const inner = safe.interface.encodeFunctionData("balanceOf", [await runner.getAddress()]);
    const data = runner.interface.encodeFunctionData("run", [await safe.getAddress(), inner]);

    await expect(runner.connect(bob).run(runner, data)).to.be.revertedWithCustomError(
      runner,
      "CallFailed",
    );
  });
});

for (const name of ["TransientGuard", "UserGuard", "OwnTransientGuard"]) {
  describe(name, function () {
    async function deployVault() {
      const [, alice, bob] = await ethers.getSigners();
      const vault = await ethers.deployContract(name);
      await vault.connect(alice).deposit({ value: ether(5) });
      return { vault, alice, bob };
    }

    it("keeps a deposit", async function () {
      const { vault, bob } = await networkHelpers.loadFixture(deployVault);

      await vault.connect(bob).deposit({ value: ether(2) });

      expect(await vault.balanceOf(bob)).to.equal(ether(2));
    });

    it("pays out", async function () {
      const { vault, alice } = await networkHelpers.loadFixture(deployVault);

      await expect(vault.connect(alice).withdraw(ether(3))).to.changeEtherBalance(
        ethers,
        alice,
        ether(3),
      );

      expect(await vault.balanceOf(alice)).to.equal(ether(2));
    });
  });
}

describe("SwitchGuard", function () {
  async function deploySwitchGuard() {
    const [owner, alice] = await ethers.getSigners();
    const mailbox = await ethers.deployContract("SwitchGuard");
    return { mailbox, owner, alice };
  }

  async function deployLocked() {
    const deployed = await networkHelpers.loadFixture(deploySwitchGuard);
    await deployed.mailbox.connect(deployed.owner).lock();
    return deployed;
  }

  it("takes letters", async function () {
    const { mailbox, alice } = await networkHelpers.loadFixture(deploySwitchGuard);

    await mailbox.connect(alice).put(text("hello"));

    expect(await mailbox.letterOf(alice)).to.equal(text("hello"));
  });

  it("takes no letters while it is locked", async function () {
    const { mailbox, alice } = await networkHelpers.loadFixture(deployLocked);

    await expect(mailbox.connect(alice).put(text("hello"))).to.be.revertedWithCustomError(
      mailbox,
      "Locked",
    );
  });

  it("takes letters again", async function () {
    const { mailbox, owner, alice } = await networkHelpers.loadFixture(deployLocked);

    await mailbox.connect(owner).unlock();
    await mailbox.connect(alice).put(text("again"));

    expect(await mailbox.letterOf(alice)).to.equal(text("again"));
  });
});

describe("OwnerGuard", function () {
  async function deployOwnerGuard() {
    const [owner, alice, bob] = await ethers.getSigners();
    const fund = await ethers.deployContract("OwnerGuard");
    await fund.connect(alice).donate({ value: ether(8) });
    return { fund, owner, alice, bob };
  }

  it("takes donations", async function () {
    const { fund, bob } = await networkHelpers.loadFixture(deployOwnerGuard);

    await fund.connect(bob).donate({ value: ether(1) });

    expect(await fund.givenBy(bob)).to.equal(ether(1));
  });

  it("is spent by the owner", async function () {
    const { fund, owner, bob } = await networkHelpers.loadFixture(deployOwnerGuard);

    await expect(fund.connect(owner).spend(bob, ether(6))).to.changeEtherBalance(
      ethers,
      bob,
      ether(6),
    );
  });
});

describe("OnceGuard", function () {
  async function deployOnceGuard() {
    const [, alice] = await ethers.getSigners();
    const gifts = await ethers.deployContract("OnceGuard");
    return { gifts, alice };
  }

  it("gives each account one gift", async function () {
    const { gifts, alice } = await networkHelpers.loadFixture(deployOnceGuard);

    await gifts.connect(alice).claim();

    expect(await gifts.pointsOf(alice)).to.equal(100n);
    await expect(gifts.connect(alice).claim())
      .to.be.revertedWithCustomError(gifts, "Locked")
      .withArgs(alice);
  });
});

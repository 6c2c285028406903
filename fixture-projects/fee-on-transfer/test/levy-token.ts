import { expect } from "chai";
import { network } from "hardhat";

const { ethers, networkHelpers } = await network.create();

const tokens = (amount: number) => ethers.parseEther(String(amount));
const TREASURY = ethers.getAddress("0x5afe000000000000000000000000000000007ea5");

describe("LevyToken", function () {
  /** Everybody holds 1,000 tokens. The fee is 2 %. */
  async function deployToken() {
    const [owner, alice, bob, carol, dave] = await ethers.getSigners();
    const token = await ethers.deployContract("LevyToken", [
      owner,
      TREASURY,
      200,
      tokens(1_000_000),
    ]);
    for (const user of [alice, bob, carol]) await token.transfer(user, tokens(1000));
    return { token, owner, alice, bob, carol, dave };
  }

  /** Bob may spend 100 tokens of Alice, Carol as many as she likes. */
  async function deployWithAllowances() {
    const deployed = await networkHelpers.loadFixture(deployToken);
    const { token, alice, bob, carol } = deployed;
    await token.connect(alice).approve(bob, tokens(100));
    await token.connect(alice).approve(carol, ethers.MaxUint256);
    return deployed;
  }

  /** Alice pays no fees. */
  async function deployWithExemption() {
    const deployed = await networkHelpers.loadFixture(deployToken);
    await deployed.token.setFeeExempt(deployed.alice, true);
    return deployed;
  }

  it("belongs to the owner at first", async function () {
    const { token, owner } = await networkHelpers.loadFixture(deployToken);

    expect(await token.totalSupply()).to.equal(tokens(1_000_000));
    expect(await token.balanceOf(owner)).to.equal(tokens(997_000));
    expect(await token.treasury()).to.equal(TREASURY);
  });

  describe("transfers", function () {
    it("pay a fee to the treasury", async function () {
      const { token, alice, dave } = await networkHelpers.loadFixture(deployToken);

      await expect(token.connect(alice).transfer(dave, tokens(100)))
        .to.emit(token, "Transfer")
        .withArgs(alice, TREASURY, tokens(2));
      expect(await token.balanceOf(dave)).to.equal(tokens(98));
      expect(await token.balanceOf(TREASURY)).to.equal(tokens(2));
      expect(await token.totalFees()).to.equal(tokens(2));
    });

    it("move no more than there is", async function () {
      const { token, alice, dave } = await networkHelpers.loadFixture(deployToken);

      await expect(token.connect(alice).transfer(dave, tokens(1001)))
        .to.be.revertedWithCustomError(token, "InsufficientBalance")
        .withArgs(alice, tokens(1000), tokens(1001));
    });

    it("have a recipient", async function () {
      const { token, alice } = await networkHelpers.loadFixture(deployToken);

      await expect(token.connect(alice).transfer(ethers.ZeroAddress, 1n))
        .to.be.revertedWithCustomError(token, "InvalidRecipient")
        .withArgs(ethers.ZeroAddress);
    });

    it("cost exempt senders nothing", async function () {
      const { token, alice, dave } = await networkHelpers.loadFixture(deployWithExemption);

      await token.connect(alice).transfer(dave, tokens(100));

      expect(await token.balanceOf(dave)).to.equal(tokens(100));
      expect(await token.totalFees()).to.equal(0n);
    });

    it("cost nothing to exempt recipients", async function () {
      const { token, alice, bob } = await networkHelpers.loadFixture(deployWithExemption);

      await token.connect(bob).transfer(alice, tokens(100));

      expect(await token.balanceOf(alice)).to.equal(tokens(1100));
      expect(await token.totalFees()).to.equal(0n);
    });
  });

  describe("allowances", function () {
    it("are given", async function () {
      const { token, alice, bob } = await networkHelpers.loadFixture(deployToken);

      await expect(token.connect(alice).approve(bob, tokens(100)))
        .to.emit(token, "Approval")
        .withArgs(alice, bob, tokens(100));
      expect(await token.allowance(alice, bob)).to.equal(tokens(100));
    });

    it("are used up by the amount, fee included", async function () {
      const { token, alice, bob, dave } = await networkHelpers.loadFixture(deployWithAllowances);

      await token.connect(bob).transferFrom(alice, dave, tokens(10));

      expect(await token.allowance(alice, bob)).to.equal(tokens(90));
      expect(await token.balanceOf(dave)).to.equal(tokens(9.8));
      expect(await token.balanceOf(TREASURY)).to.equal(tokens(0.2));
    });

    it("without a limit are not used up", async function () {
      const { token, alice, carol, dave } = await networkHelpers.loadFixture(deployWithAllowances);

      await token.connect(carol).transferFrom(alice, dave, tokens(10));

      expect(await token.allowance(alice, carol)).to.equal(ethers.MaxUint256);
    });

    it("limit the spender", async function () {
      const { token, alice, bob, dave } = await networkHelpers.loadFixture(deployWithAllowances);

      await expect(token.connect(bob).transferFrom(alice, dave, tokens(101)))
        .to.be.revertedWithCustomError(token, "InsufficientAllowance")
        .withArgs(bob, tokens(100), tokens(101));
      await expect(token.connect(dave).transferFrom(alice, dave, 1n))
        .to.be.revertedWithCustomError(token, "InsufficientAllowance")
        .withArgs(dave, 0n, 1n);
    });
  });

  it("can be burnt", async function () {
    const { token, alice } = await networkHelpers.loadFixture(deployToken);

    await token.connect(alice).burn(tokens(50));

    expect(await token.balanceOf(alice)).to.equal(tokens(950));
    expect(await token.totalSupply()).to.equal(tokens(999_950));
  });

  describe("the owner", function () {
    it("sets the fee, up to a tenth", async function () {
      const { token, alice, bob } = await networkHelpers.loadFixture(deployToken);

      await token.setFee(1000);

      expect(await token.feeFor(alice, bob, tokens(100))).to.equal(tokens(10));
      await expect(token.setFee(1001))
        .to.be.revertedWithCustomError(token, "FeeTooHigh")
        .withArgs(1001n);
    });

    it("sets the treasury", async function () {
      const { token, dave } = await networkHelpers.loadFixture(deployToken);

      await expect(token.setTreasury(dave)).to.emit(token, "TreasurySet").withArgs(dave);
    });

    it("exempts accounts, and no longer", async function () {
      const { token, alice, bob } = await networkHelpers.loadFixture(deployWithExemption);

      await token.setFeeExempt(alice, false);

      expect(await token.feeFor(alice, bob, tokens(100))).to.equal(tokens(2));
    });

    it("is the only one who can", async function () {
      const { token, alice } = await networkHelpers.loadFixture(deployToken);
      const asAlice = token.connect(alice);

      for (const refused of [
        asAlice.setFee(0),
        asAlice.setTreasury(alice),
        asAlice.setFeeExempt(alice, true),
      ]) {
        await expect(refused).to.be.revertedWithCustomError(token, "OwnableUnauthorizedAccount");
      }
    });
  });
});

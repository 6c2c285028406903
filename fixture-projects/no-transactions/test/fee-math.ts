import { expect } from "chai";
import { artifacts, network } from "hardhat";

const { ethers } = await network.create();

describe("FeeMath", function () {
  const address = ethers.toBeHex(0xfee, 20);

  /** Calls a function of a contract that nobody has deployed: its code comes with the call. */
  async function call(name: string, amount: bigint, feeBps: bigint): Promise<bigint> {
    const { abi, deployedBytecode } = await artifacts.readArtifact("FeeMath");
    const contract = new ethers.Interface(abi);
    const data = contract.encodeFunctionData(name, [amount, feeBps]);
    const result: string = await ethers.provider.send("eth_call", [
      { to: address, data },
      "latest",
      { [address]: { code: deployedBytecode } },
    ]);
    return contract.decodeFunctionResult(name, result)[0];
  }

  it("works out fees", async function () {
    expect(await call("fee", 10_000n, 25n)).to.equal(25n);
    expect(await call("net", 10_000n, 25n)).to.equal(9_975n);
  });

  it("rounds up", async function () {
    expect(await call("fee", 1n, 1n)).to.equal(1n);
    expect(await call("fee", 0n, 1n)).to.equal(0n);
  });

  it("knows a highest fee", async function () {
    let message = "";
    try {
      await call("fee", 1n, 10_001n);
    } catch (error) {
      message = String(error);
    }
    expect(message).to.match(/revert/);
  });

  it("does not touch the chain", async function () {
    expect(await ethers.provider.getBlockNumber()).to.equal(0);
  });
});

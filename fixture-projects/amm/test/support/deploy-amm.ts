import { parseEther } from "ethers";
import type { NetworkConnection } from "hardhat/types/network";

export const tokens = (amount: number) => parseEther(String(amount));

/** Four users with 10,000 gold and 10,000 silver each, and an empty pool that may take them. */
export async function deployAmm({ ethers }: NetworkConnection) {
  const [deployer, ...others] = await ethers.getSigners();
  const users = others.slice(0, 4);

  const gold = await ethers.deployContract("Gold", [tokens(1_000_000)]);
  const silver = await ethers.deployContract("Silver", [tokens(1_000_000)]);
  const factory = await ethers.deployContract("PoolFactory");
  await factory.createPool(gold, silver);
  const pool = await ethers.getContractAt("Pool", await factory.allPools(0));

  for (const token of [gold, silver]) {
    await token.approve(pool, ethers.MaxUint256);
    for (const user of users) {
      await token.transfer(user, tokens(10_000));
      await token.connect(user).approve(pool, ethers.MaxUint256);
    }
  }

  return { deployer, users, gold, silver, factory, pool };
}

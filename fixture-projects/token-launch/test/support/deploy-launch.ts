import { toBeHex } from "ethers";
import type { NetworkConnection } from "hardhat/types/network";

/** Tokens with 18 decimals. */
export const tokens = (amount: number) => BigInt(amount) * 10n ** 18n;

/** The address of somebody who has never been on the chain. */
export const newcomer = (i: number) => toBeHex(0xabc000 + i, 20);

export const PRICE = 10n ** 15n;
export const CAP = tokens(1000);
export const WALLET_LIMIT = tokens(400);

/** A launch on the day it opens: every user holds 100 tokens and has 50 more in the airdrop. */
export async function deployLaunch({ ethers }: NetworkConnection) {
  const [owner, ...others] = await ethers.getSigners();
  const users = others.slice(0, 6);

  const token = await ethers.deployContract("LaunchToken", [owner]);
  const sale = await ethers.deployContract("TokenSale", [owner, token, PRICE, CAP, WALLET_LIMIT]);
  const airdrop = await ethers.deployContract("Airdrop", [owner, token]);
  const pass = await ethers.deployContract("LaunchPass", [owner]);

  await token.setMinter(owner, true);
  await token.setMinter(sale, true);
  await token.mint(airdrop, tokens(10_000));
  for (const user of users) await token.mint(user, tokens(100));
  await airdrop.allocate(
    users,
    users.map(() => tokens(50)),
  );
  await sale.setOpen(true);
  await pass.setMintOpen(true);

  return { owner, users, token, sale, airdrop, pass };
}

/** What `amount` tokens cost in the sale. */
export const payment = (amount: bigint) => ({ value: (amount * PRICE) / 10n ** 18n });

import { Wallet } from "ethers";

import type { Address, Hex } from "../../../../src/internal/model/location.ts";

const COUNT = 40;
const BALANCE = 10_000n * 10n ** 18n;

export interface TestAccount {
  readonly address: Address;
  readonly wallet: Wallet;
}

/** Accounts whose keys are known, as blob and set-code transactions must be signed outside of the node. */
export const TEST_ACCOUNTS: readonly TestAccount[] = Array.from({ length: COUNT }, (_, i) => {
  const wallet = new Wallet(keyOf(i));
  return { address: wallet.address.toLowerCase() as Address, wallet }; // ethers gives 0x-hex
});

/** As Hardhat's configuration wants them. */
export const ACCOUNTS_SETTING = TEST_ACCOUNTS.map((_, i) => ({
  privateKey: keyOf(i),
  balance: BALANCE.toString(),
}));

export function walletOf(address: Address): Wallet {
  const account = TEST_ACCOUNTS.find((candidate) => candidate.address === address);
  if (account === undefined) throw new Error(`The key of ${address} is not known`);
  return account.wallet;
}

function keyOf(i: number): Hex {
  return `0x${(0xfa22 + i).toString(16).padStart(64, "0")}`;
}

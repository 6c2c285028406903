import type { Address, Hex } from "../../../src/internal/model/location.ts";
import type { PreState, PreStateAccount } from "../../../src/internal/model/scenario.ts";
import { toWord } from "../../../src/internal/primitives/hex.ts";
import type { AccountsFixture } from "./fixture-format.ts";

/** A number: hex with 0x, decimal, or nothing for 0. */
export function parseNumber(text: string): bigint {
  return text === "" || text === "0x" ? 0n : BigInt(text);
}

/** Bytes with or without 0x. Some are megabytes, so they are not looked at one by one. */
export function parseBytes(text: string): Hex {
  const digits = text.startsWith("0x") ? text.slice(2) : text;
  return `0x${digits.toLowerCase()}`;
}

export function toQuantity(value: bigint): Hex {
  return `0x${value.toString(16)}`;
}

export function parseAccounts(accounts: AccountsFixture): PreState {
  return new Map(
    Object.entries(accounts).map(([address, account]): [Address, PreStateAccount] => [
      parseBytes(address),
      {
        balance: parseNumber(account.balance),
        nonce: parseNumber(account.nonce),
        code: parseBytes(account.code),
        storage: new Map(
          Object.entries(account.storage).map(([slot, value]) => [
            toWord(parseNumber(slot)),
            parseNumber(value),
          ]),
        ),
      },
    ]),
  );
}

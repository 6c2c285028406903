import type { Address as EthereumJsAddress } from "@ethereumjs/util";

import type { Frame } from "./frame.ts";

/** EIP-2929: what it costs to reach an account; nothing before it. */
export function priceOfAccess({ table, evm }: Frame, address: EthereumJsAddress): number {
  const prices = table.prices.accountAccess;
  if (prices === undefined) return 0;
  return evm.journal.isWarmedAddress(address.bytes) ? prices.warm : prices.cold;
}

/** Undone when the frame is reverted. `price` is what reaching it costs. */
export function warm({ table, evm }: Frame, address: EthereumJsAddress, price: number): void {
  if (price === table.prices.accountAccess?.cold) evm.journal.addWarmedAddress(address.bytes);
}

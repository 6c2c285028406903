import { parseEther } from "ethers";

/** Of tokens with 18 decimals, and of ETH. */
export const ether = (amount: number) => parseEther(String(amount));

/** Of tokens with 6 decimals. */
export const dollars = (amount: number) => BigInt(amount) * 10n ** 6n;

export const HOUR = 60n * 60n;
export const DAY = 24n * HOUR;
export const YEAR = 365n * DAY;

/** Signatures in these tests stay valid. */
export const FOREVER = 2n ** 64n;

import type { BlockRecord } from "./recording.ts";
import type { BlockEnvironment } from "./scenario.ts";

/** The recorded environment of a block as numbers. */
export function blockEnvironment(
  block: Omit<BlockRecord, "kind" | "connection">,
): BlockEnvironment {
  return {
    number: BigInt(block.number),
    timestamp: BigInt(block.timestamp),
    coinbase: block.coinbase,
    gasLimit: BigInt(block.gasLimit),
    ...(block.baseFeePerGas === undefined ? {} : { baseFeePerGas: BigInt(block.baseFeePerGas) }),
    difficulty: BigInt(block.difficulty),
    prevRandao: block.mixHash,
    ...(block.excessBlobGas === undefined ? {} : { excessBlobGas: BigInt(block.excessBlobGas) }),
  };
}

const FIELDS = [
  "number",
  "timestamp",
  "coinbase",
  "gasLimit",
  "baseFeePerGas",
  "difficulty",
  "prevRandao",
  "excessBlobGas",
] as const satisfies readonly (keyof BlockEnvironment)[];

/** Where two environments differ. */
export function environmentDifferences(
  a: BlockEnvironment,
  b: BlockEnvironment,
): (typeof FIELDS)[number][] {
  return FIELDS.filter((field) => a[field] !== b[field]);
}

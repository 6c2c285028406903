import { readFile } from "node:fs/promises";
import { gunzipSync } from "node:zlib";

import type { Address, Hex } from "../../src/internal/model/location.ts";
import type { RecordedTransactionFields } from "../../src/internal/model/recording.ts";
import type { Scenario } from "../../src/internal/model/scenario.ts";
import { toWord } from "../../src/internal/primitives/hex.ts";

/**
 * The scenario of a block file. The one place that knows the format: to be replaced by the reader of
 * src/internal when there is one, which checks what it reads.
 */
export async function loadBlock(path: string): Promise<Scenario> {
  const bytes = await readFile(path);
  const text = (path.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString();
  const file = JSON.parse(text) as BlockFile; // in the shape of the files
  const { env, txs, pre, codes, blockHashes } = file;
  const block = {
    number: BigInt(file.number),
    timestamp: BigInt(env.timestamp),
    coinbase: env.coinbase,
    gasLimit: BigInt(env.gasLimit),
    ...(env.baseFeePerGas === undefined ? {} : { baseFeePerGas: BigInt(env.baseFeePerGas) }),
    difficulty: BigInt(env.difficulty),
    prevRandao: env.mixHash,
    ...(env.excessBlobGas === undefined ? {} : { excessBlobGas: BigInt(env.excessBlobGas) }),
  };
  return {
    id: "replay-1",
    kind: "replay",
    title: `block ${file.number}`,
    chain: {
      chainId: 1n,
      chainType: "l1",
      hardfork: file.hardfork === "paris" ? "merge" : file.hardfork,
      allowUnlimitedContractSize: false,
    },
    transactions: txs.map(({ to, nonce, gas, data, hash, ...fields }, id) => ({
      id,
      hash,
      fields: {
        ...fields,
        ...(to === null ? {} : { to }),
        nonce: `0x${nonce.toString(16)}`,
        gas: `0x${gas.toString(16)}`,
        input: data,
      },
      block,
    })),
    preState: new Map(
      Object.entries(pre).map(([address, { balance, nonce, codeHash, storage }]) => [
        address as Address,
        {
          balance: BigInt(balance),
          nonce: BigInt(nonce),
          code: codeHash === undefined ? "0x" : (codes[codeHash] ?? "0x"),
          storage: new Map(
            Object.entries(storage).map(([slot, value]) => [toWord(BigInt(slot)), BigInt(value)]),
          ),
        },
      ]),
    ),
    blockHashes: new Map(
      Object.entries(blockHashes).map(([number, hash]) => [BigInt(number), hash]),
    ),
  };
}

interface BlockFile {
  readonly number: number;
  readonly hardfork: string;
  readonly env: {
    readonly coinbase: Address;
    readonly timestamp: number;
    readonly gasLimit: number;
    readonly difficulty: Hex;
    readonly mixHash: Hex;
    readonly baseFeePerGas?: Hex;
    readonly excessBlobGas?: Hex;
  };
  readonly txs: readonly (Omit<RecordedTransactionFields, "to" | "nonce" | "gas" | "input"> & {
    readonly hash: Hex;
    readonly to: Address | null;
    readonly nonce: number;
    readonly gas: number;
    readonly data: Hex;
  })[];
  readonly pre: Readonly<
    Record<
      Address,
      {
        readonly balance: Hex;
        readonly nonce: number;
        readonly codeHash?: Hex;
        readonly storage: Readonly<Record<Hex, Hex>>;
      }
    >
  >;
  readonly codes: Readonly<Record<Hex, Hex>>;
  readonly blockHashes: Readonly<Record<string, Hex>>;
}

import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";

import type { Ask } from "../../../src/internal/chain/ask.ts";
import type { BlockFile } from "../../../src/internal/block-files/narrow-block-file.ts";
import type { Address, Hex } from "../../../src/internal/model/location.ts";
import {
  bytesToHex,
  hexToBytes,
  toQuantity,
  toWord,
} from "../../../src/internal/primitives/hex.ts";
import { keccak256 } from "../../../src/internal/primitives/keccak.ts";
import { readBlockFile } from "../../../src/internal/block-files/read-block-file.ts";
import { writeSystemContracts } from "../../../src/internal/block-files/write-system-contracts.ts";

type Json = Record<string, unknown>;

export interface FileEndpoint {
  readonly file: BlockFile;
  readonly ask: Ask;
  /** Methods that were asked for, with how often. */
  readonly asked: Map<string, number>;
}

/** An endpoint of a chain of which a block file has all that there is; it lacks some methods. */
export async function fileEndpoint(
  path: string,
  lacking: readonly string[],
): Promise<FileEndpoint> {
  const file = await readBlockFile(path);
  const raw = JSON.parse(gunzipSync(readFileSync(path)).toString()) as Json; // it was read before
  const asked = new Map<string, number>();
  return {
    file,
    asked,
    ask: (method, params) => {
      asked.set(method, (asked.get(method) ?? 0) + 1);
      if (lacking.includes(method)) {
        return Promise.reject(Object.assign(new Error("Method not found"), { code: -32601 }));
      }
      return Promise.resolve(answer(file, raw, method, params));
    },
  };
}

function answer(file: BlockFile, raw: Json, method: string, params: readonly unknown[]): unknown {
  const [first, second, third] = params;
  switch (method) {
    case "eth_getBlockByNumber":
      return BigInt(String(first)) === file.number
        ? rpcBlock(file, raw)
        : { hash: file.blockHashes.get(String(BigInt(String(first)))) };
    case "eth_getBlockByHash":
      return rpcBlock(file, raw);
    case "eth_getBlockReceipts":
      // What is in a file has no receipts, as before Byzantium.
      return file.txs.map(({ hash }) => ({ transactionHash: hash }));
    case "debug_traceBlockByNumber":
      return file.txs.map(({ hash }, index) => ({
        txHash: hash,
        result: index === 0 ? trace(file) : {},
      }));
    case "eth_getProof": {
      const { balance, nonce, code } = accountOf(file, first, third);
      const codeHash = bytesToHex(keccak256(hexToBytes(code)));
      return { balance: toQuantity(balance), nonce: toQuantity(nonce), codeHash };
    }
    case "eth_getBalance":
      return toQuantity(accountOf(file, first, second).balance);
    case "eth_getTransactionCount":
      return toQuantity(accountOf(file, first, second).nonce);
    case "eth_getCode":
      return accountOf(file, first, second).code;
    case "eth_getStorageAt":
      return toWord(accountOf(file, first, third).storage.get(second as Hex) ?? 0n);
    default:
      throw new Error(`Not foreseen: ${method}`);
  }
}

function rpcBlock(file: BlockFile, raw: Json): Json {
  const env = raw.env as Json; // it was narrowed
  const quantities = ["timestamp", "gasLimit", "difficulty", "baseFeePerGas", "excessBlobGas"];
  const others = Object.fromEntries(
    quantities.flatMap((name) => (env[name] === undefined ? [] : [[name, hexOf(env[name])]])),
  );
  return {
    ...env,
    ...others,
    number: toQuantity(file.number),
    hash: file.hash,
    miner: env.coinbase,
    blobGasUsed: env.blobGasUsed === undefined ? undefined : hexOf(env.blobGasUsed),
    gasUsed: toQuantity(file.expected.gasUsed),
    receiptsRoot: file.expected.receiptsRoot,
    transactions: (raw.txs as Json[]).map(({ data, ...transaction }) => ({
      ...transaction,
      ...Object.fromEntries(
        [
          "type",
          "nonce",
          "gas",
          "value",
          "gasPrice",
          "maxFeePerGas",
          "maxPriorityFeePerGas",
          "maxFeePerBlobGas",
        ]
          .filter((name) => transaction[name] !== undefined)
          .map((name) => [name, hexOf(transaction[name])]),
      ),
      input: data,
    })),
  };
}

function hexOf(value: unknown): Hex {
  return toQuantity(BigInt(value as string | number));
}

function trace(file: BlockFile): Json {
  return Object.fromEntries(
    [...file.pre].map(([address, { balance, nonce, codeHash, storage }]) => [
      address,
      {
        balance: toQuantity(balance),
        nonce: Number(nonce),
        ...(codeHash === undefined ? {} : { code: file.codes.get(codeHash) }),
        storage: Object.fromEntries([...storage].map(([slot, value]) => [slot, toWord(value)])),
      },
    ]),
  );
}

/** In the state before the block, or in that after it, of which only what it writes in the beginning is known. */
function accountOf(file: BlockFile, address: unknown, block: unknown) {
  const before = new Map(
    [...file.pre].map(([one, { codeHash, ...account }]) => [
      one,
      { ...account, code: (codeHash === undefined ? undefined : file.codes.get(codeHash)) ?? "0x" },
    ]),
  );
  const state = BigInt(String(block)) === file.number ? writeSystemContracts(before, file) : before;
  const none = { balance: 0n, nonce: 0n, code: "0x" as const, storage: new Map<Hex, bigint>() };
  return state.get(String(address).toLowerCase() as Address) ?? none;
}

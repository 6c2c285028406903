import { isSince } from "../model/fork-order.ts";
import type { Hex } from "../model/location.ts";
import type { RecordedReceipt, RecordedTransactionFields } from "../model/recording.ts";
import type { PreState, PreStateAccount } from "../model/scenario.ts";
import { bytesToHex, hexToBytes, toQuantity } from "../primitives/hex.ts";
import { keccak256 } from "../primitives/keccak.ts";
import type { ChainBlock } from "./narrow-chain.ts";

export interface BlockParts {
  readonly block: ChainBlock;
  /** In the order of the transactions; absent where receipts have no status. */
  readonly receipts: readonly (RecordedReceipt | undefined)[];
  readonly state: PreState;
  readonly blockHashes: ReadonlyMap<bigint, Hex>;
  readonly chainId: bigint;
  readonly hardfork: string;
  readonly allowUnlimitedContractSize: boolean;
}

/** A block as a block file has it: what `replay FILE` reads. */
export function toBlockFile(parts: BlockParts): Record<string, unknown> {
  const { block, receipts, state, chainId, hardfork } = parts;
  const { environment, gasUsed, receiptsRoot } = block;
  const codes = new Map<Hex, Hex>();
  for (const { code } of state.values()) if (code !== "0x") codes.set(hashOf(code), code);
  return {
    number: environment.number,
    hash: environment.hash,
    hardfork,
    chainId: Number(chainId),
    ...(parts.allowUnlimitedContractSize ? { allowUnlimitedContractSize: true } : {}),
    env: environmentOf(parts),
    txs: block.transactions.map(({ hash, fields }, index) => ({
      hash,
      ...transactionOf(fields),
      ...receiptOf(receipts[index]),
    })),
    // Before Spurious Dragon it matters whether an account without anything is there: what is asked about is mostly not.
    pre: Object.fromEntries(
      [...state]
        .filter(([, account]) => !isEmpty(account))
        .map(([address, account]) => [address, accountOf(account)]),
    ),
    codes: Object.fromEntries([...codes].sort(([a], [b]) => (a < b ? -1 : 1))),
    blockHashes: Object.fromEntries(parts.blockHashes),
    expected: { gasUsed, receiptsRoot },
  };
}

function environmentOf({ block, state, hardfork }: BlockParts): Record<string, unknown> {
  const { environment, blobGasUsed, parentBeaconBlockRoot } = block;
  const { coinbase, timestamp, gasLimit, difficulty, mixHash, parentHash } = environment;
  const { baseFeePerGas, excessBlobGas } = environment;
  const isWritten =
    isSince(hardfork, "cancun") && notesBeaconRoot(state, BigInt(environment.timestamp));
  return {
    coinbase,
    timestamp,
    gasLimit,
    difficulty,
    mixHash,
    parentHash,
    ...(baseFeePerGas === undefined ? {} : { baseFeePerGas }),
    ...(excessBlobGas === undefined ? {} : { excessBlobGas }),
    ...(blobGasUsed === undefined ? {} : { blobGasUsed }),
    ...(parentBeaconBlockRoot === undefined || !isWritten ? {} : { parentBeaconBlockRoot }),
  };
}

const BEACON_ROOTS = "0x000f3df6d732807ef1319fb7b8bb8522d0beac02";
const WINDOW = 8191n;

/** Whether the block wrote its parent's beacon root, as far as somebody looked: local nodes do not. */
function notesBeaconRoot(state: PreState, timestamp: bigint): boolean {
  const slot = (timestamp % WINDOW).toString(16).padStart(64, "0");
  const noted = state.get(BEACON_ROOTS)?.storage.get(`0x${slot}`);
  return noted === undefined || noted === timestamp;
}

function transactionOf(fields: RecordedTransactionFields): Record<string, unknown> {
  const { to, input, ...others } = fields;
  return { ...others, to: to ?? null, data: input };
}

function receiptOf(receipt: RecordedReceipt | undefined): Record<string, unknown> {
  return receipt === undefined ? {} : { receipt };
}

function isEmpty({ balance, nonce, code, storage }: PreStateAccount): boolean {
  const holdsNothing = [...storage.values()].every((value) => value === 0n);
  return balance === 0n && nonce === 0n && code === "0x" && holdsNothing;
}

function accountOf({ balance, nonce, code, storage }: PreStateAccount) {
  return {
    balance: toQuantity(balance),
    nonce: Number(nonce),
    ...(code === "0x" ? {} : { codeHash: hashOf(code) }),
    storage: Object.fromEntries([...storage].map(([slot, value]) => [slot, toQuantity(value)])),
  };
}

function hashOf(code: Hex): Hex {
  return bytesToHex(keccak256(hexToBytes(code)));
}

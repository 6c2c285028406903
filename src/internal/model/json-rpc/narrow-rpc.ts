import type { Address, Hex } from "../location.ts";
import type {
  BlockRecord,
  RecordedAuthorization,
  RecordedLog,
  RecordedReceipt,
  RecordedTransactionFields,
} from "../recording.ts";

/** Narrows JSON-RPC answers. Each function throws on an answer of another form than its own. */

export interface RpcBlock {
  readonly environment: Omit<BlockRecord, "kind" | "connection">;
  readonly transactions: readonly RpcTransaction[];
}

export interface RpcTransaction {
  readonly hash: Hex;
  readonly fields: RecordedTransactionFields;
}

/** An account as `prestateTracer` gives it. */
export interface TracedAccount {
  readonly balance: Hex;
  readonly nonce: number;
  readonly code?: Hex;
  readonly storage?: Record<Hex, Hex>;
}

export type Fields = Readonly<Record<string, unknown>>;

/** A block asked for with its whole transactions; undefined when there is no such block. */
export function narrowBlock(answer: unknown): RpcBlock | undefined {
  if (answer === null) return undefined;
  const block = fieldsOf(answer);
  const transactions = list(block, "transactions").map(narrowTransaction);
  return {
    environment: {
      number: hex(block, "number"),
      hash: hex(block, "hash"),
      parentHash: hex(block, "parentHash"),
      timestamp: hex(block, "timestamp"),
      coinbase: lowerCase(hex(block, "miner")),
      gasLimit: hex(block, "gasLimit"),
      ...optionalHex(block, "baseFeePerGas"),
      difficulty: hex(block, "difficulty"),
      mixHash: hex(block, "mixHash"),
      ...optionalHex(block, "excessBlobGas"),
      transactionCount: transactions.length,
    },
    transactions,
  };
}

/** The block that mined a transaction; undefined when it is pending or not known. */
export function narrowBlockNumberOf(answer: unknown): bigint | undefined {
  if (answer === null) return undefined;
  const number = fieldsOf(answer).blockNumber;
  return number === null || number === undefined ? undefined : narrowQuantity(number);
}

/** The number of a block. */
export function narrowNumber(answer: unknown): bigint {
  return narrowQuantity(fieldsOf(answer).number);
}

export function narrowQuantity(answer: unknown): bigint {
  return BigInt(asHex(answer, "a quantity"));
}

export function narrowReceipt(answer: unknown): RecordedReceipt {
  const receipt = fieldsOf(answer);
  const created = receipt.contractAddress;
  return {
    status: hex(receipt, "status") === "0x1" ? 1 : 0,
    gasUsed: hex(receipt, "gasUsed"),
    ...(typeof created === "string" ? { createdAddress: lowerCase(asHex(created)) } : {}),
    logs: list(receipt, "logs").map(narrowLog),
  };
}

export function narrowPrestate(answer: unknown): [Address, TracedAccount][] {
  return Object.entries(fieldsOf(answer)).map(([address, account]) => [
    lowerCase(asHex(address)),
    narrowAccount(fieldsOf(account)),
  ]);
}

function narrowAccount(account: Fields): TracedAccount {
  const { balance, nonce, code, storage } = account;
  return {
    balance: balance === undefined ? "0x0" : asHex(balance, "balance"),
    nonce: nonce === undefined ? 0 : Number(nonce),
    ...(code === undefined || code === "0x" ? {} : { code: asHex(code, "code") }),
    ...(storage === undefined ? {} : { storage: narrowStorage(fieldsOf(storage)) }),
  };
}

function narrowStorage(storage: Fields): Record<Hex, Hex> {
  const slots = Object.entries(storage).map(
    ([slot, value]) => [asHex(slot), asHex(value)] as const,
  );
  return Object.fromEntries(slots);
}

function narrowTransaction(answer: unknown): RpcTransaction {
  const transaction = fieldsOf(answer);
  const type = Number(optionalHex(transaction, "type").type ?? "0x0");
  const to = transaction.to;
  return {
    hash: hex(transaction, "hash"),
    fields: {
      type,
      from: lowerCase(hex(transaction, "from")),
      ...(typeof to === "string" ? { to: lowerCase(asHex(to)) } : {}),
      nonce: hex(transaction, "nonce"),
      gas: hex(transaction, "gas"),
      value: hex(transaction, "value"),
      input: hex(transaction, "input"),
      ...narrowFees(transaction, type),
      ...narrowAccessList(transaction, type),
      ...narrowBlobs(transaction, type),
      ...(type === 4 ? { authorizationList: narrowAuthorizations(transaction) } : {}),
    },
  };
}

/** `gasPrice` of types 2 to 4 is the effective price, which the receipt of another block would change. */
function narrowFees(transaction: Fields, type: number): Partial<RecordedTransactionFields> {
  if (type < 2) return optionalHex(transaction, "gasPrice");
  return {
    ...optionalHex(transaction, "maxFeePerGas"),
    ...optionalHex(transaction, "maxPriorityFeePerGas"),
  };
}

function narrowAccessList(transaction: Fields, type: number): Partial<RecordedTransactionFields> {
  if (type === 0 || !Array.isArray(transaction.accessList)) return {};
  const accessList = list(transaction, "accessList").map((answer) => {
    const entry = fieldsOf(answer);
    return {
      address: lowerCase(hex(entry, "address")),
      storageKeys: list(entry, "storageKeys").map((key) => asHex(key)),
    };
  });
  return { accessList };
}

function narrowBlobs(transaction: Fields, type: number): Partial<RecordedTransactionFields> {
  if (type !== 3) return {};
  return {
    ...optionalHex(transaction, "maxFeePerBlobGas"),
    blobVersionedHashes: list(transaction, "blobVersionedHashes").map((hash) => asHex(hash)),
  };
}

function narrowAuthorizations(transaction: Fields): RecordedAuthorization[] {
  return list(transaction, "authorizationList").map((answer) => {
    const authorization = fieldsOf(answer);
    return {
      chainId: hex(authorization, "chainId"),
      address: lowerCase(hex(authorization, "address")),
      nonce: hex(authorization, "nonce"),
      yParity: hex(authorization, "yParity"),
      r: hex(authorization, "r"),
      s: hex(authorization, "s"),
    };
  });
}

function narrowLog(answer: unknown): RecordedLog {
  const log = fieldsOf(answer);
  return {
    address: lowerCase(hex(log, "address")),
    topics: list(log, "topics").map((topic) => asHex(topic)),
    data: hex(log, "data"),
  };
}

export function fieldsOf(answer: unknown): Fields {
  if (typeof answer !== "object" || answer === null) throw new Error("Expected an object");
  // Every object that came from JSON can be read by string keys.
  return answer as Fields;
}

export function list(fields: Fields, key: string): unknown[] {
  const value = fields[key];
  if (!Array.isArray(value)) throw new Error(`Expected a list: ${key}`);
  return value;
}

export function hex(fields: Fields, key: string): Hex {
  return asHex(fields[key], key);
}

export function optionalHex<K extends string>(fields: Fields, key: K): Partial<Record<K, Hex>> {
  const value = fields[key];
  if (value === undefined || value === null) return {};
  // A computed key widens to string; there is only this one.
  return { [key]: asHex(value, key) } as Partial<Record<K, Hex>>;
}

export function asHex(value: unknown, what = "hex"): Hex {
  if (!isHex(value)) throw new Error(`Expected ${what}: ${String(value).slice(0, 40)}`);
  return value;
}

export function isHex(value: unknown): value is Hex {
  return typeof value === "string" && value.startsWith("0x");
}

export function lowerCase(value: string): Hex {
  return `0x${value.slice(2).toLowerCase()}`;
}

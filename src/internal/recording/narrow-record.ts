import { RECORDING_VERSION, type RecordingRecord } from "../model/recording.ts";

/**
 * Narrows one line of a recording. Throws an error that says what is wrong with it: a recording may
 * have been cut short, edited, or written by another version.
 */
export function narrowRecord(line: string): RecordingRecord {
  const record: unknown = JSON.parse(line);
  if (!isObject(record)) throw new Error("not a record");
  const kind = record.kind;
  const check = typeof kind === "string" ? CHECKS.get(kind) : undefined;
  if (check === undefined) throw new Error(`unknown kind of record: ${String(kind)}`);
  const wrong = check(record);
  if (wrong !== undefined) throw new Error(`wrong field in a ${String(kind)} record: ${wrong}`);
  // `check` has just looked at every field of this kind of record.
  return record as unknown as RecordingRecord;
}

/** Names what is wrong with a value; undefined: nothing. */
type Check = (value: unknown) => string | undefined;

type Fields = Readonly<Record<string, unknown>>;

function that(what: string, holds: (value: unknown) => boolean): Check {
  return (value) => (holds(value) ? undefined : what);
}

function fields(checks: Readonly<Record<string, Check>>): Check {
  const entries = Object.entries(checks);
  return (value) => {
    if (!isObject(value)) return "object";
    for (const [key, check] of entries) {
      const wrong = check(value[key]);
      if (wrong !== undefined) return `${key} (${wrong} expected)`;
    }
    return undefined;
  };
}

function optional(check: Check): Check {
  return (value) => (value === undefined ? undefined : check(value));
}

function list(check: Check): Check {
  return (value) => {
    if (!Array.isArray(value)) return "list";
    for (const item of value) {
      const wrong = check(item);
      if (wrong !== undefined) return wrong;
    }
    return undefined;
  };
}

function map(key: Check, check: Check): Check {
  return (value) => {
    if (!isObject(value)) return "object";
    for (const [name, item] of Object.entries(value)) {
      const wrong = key(name) ?? check(item);
      if (wrong !== undefined) return wrong;
    }
    return undefined;
  };
}

const text = that("text", (value) => typeof value === "string");
const count = that("count", (value) => Number.isSafeInteger(value) && Number(value) >= 0);
const truth = that("boolean", (value) => typeof value === "boolean");
const quantity = that("quantity", (value) => matches(value, /^0x[0-9a-f]+$/));
const data = that("hex", (value) => matches(value, /^0x(?:[0-9a-f]{2})*$/));
const address = that("address", (value) => matches(value, /^0x[0-9a-f]{40}$/));
const word = that("32 bytes", (value) => matches(value, /^0x[0-9a-f]{64}$/));
const status = that("0 or 1", (value) => value === 0 || value === 1);

function oneOf(...values: readonly unknown[]): Check {
  return that(values.join(" or "), (value) => values.includes(value));
}

const block = fields({
  connection: count,
  number: quantity,
  hash: word,
  parentHash: word,
  timestamp: quantity,
  coinbase: address,
  gasLimit: quantity,
  baseFeePerGas: optional(quantity),
  difficulty: quantity,
  mixHash: word,
  excessBlobGas: optional(quantity),
  transactionCount: count,
});

const witness = map(
  address,
  fields({
    balance: quantity,
    nonce: count,
    code: optional(count),
    storage: optional(map(word, word)),
  }),
);

const transactionFields = fields({
  type: count,
  from: address,
  to: optional(address),
  nonce: quantity,
  gas: quantity,
  value: quantity,
  input: data,
  gasPrice: optional(quantity),
  maxFeePerGas: optional(quantity),
  maxPriorityFeePerGas: optional(quantity),
  accessList: optional(list(fields({ address, storageKeys: list(word) }))),
  maxFeePerBlobGas: optional(quantity),
  blobVersionedHashes: optional(list(word)),
  authorizationList: optional(
    list(
      fields({
        chainId: quantity,
        address,
        nonce: quantity,
        yParity: quantity,
        r: quantity,
        s: quantity,
      }),
    ),
  ),
});

const receipt = fields({
  status,
  gasUsed: quantity,
  createdAddress: optional(address),
  logs: list(fields({ address, topics: list(word), data })),
});

const transaction = fields({
  connection: count,
  hash: word,
  blockNumber: quantity,
  blockHash: word,
  index: count,
  fields: transactionFields,
  receipt,
  witness: optional(witness),
  witnessMissing: optional(text),
  test: optional(count),
  phase: oneOf("setup", "body"),
  batch: optional(fields({ id: count, title: text })),
});

const CHECKS = new Map<string, Check>([
  ["header", fields({ version: oneOf(RECORDING_VERSION), run: text })],
  [
    "connection",
    fields({
      id: count,
      network: text,
      chainType: text,
      hardfork: text,
      chainId: quantity,
      allowUnlimitedContractSize: truth,
    }),
  ],
  ["test", fields({ id: count, file: text, title: text })],
  ["code", fields({ id: count, code: data })],
  ["block", block],
  ["transaction", transaction],
  [
    "boundary",
    fields({
      connection: count,
      reason: oneOf("snapshot", "revert", "reset", "state-edit"),
      test: optional(count),
      method: text,
    }),
  ],
  ["call", fields({ connection: count, code: count, selector: data })],
  ["discard", fields({ connection: count })],
  ["note", fields({ message: text })],
  ["end", fields({ stopped: optional(oneOf(true)) })],
]);

function matches(value: unknown, pattern: RegExp): boolean {
  return typeof value === "string" && pattern.test(value);
}

function isObject(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

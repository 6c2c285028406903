import type { Hex } from "../../src/internal/model/location.ts";
import type {
  BoundaryRecord,
  RecordingRecord,
  TransactionRecord,
} from "../../src/internal/model/recording.ts";

export const ALICE = address("a1");
export const BOB = address("b0");
export const TOKEN = address("70");

/** Writes recordings as a process would: one call a thing that happens. */
export class Script {
  readonly records: RecordingRecord[] = [{ kind: "header", version: 1, run: "r" }];
  #connection = 0;
  #block = 0;
  #test: number | undefined;
  #tests = 0;
  #phase: "setup" | "body" = "setup";

  connection(id = this.#connection): this {
    this.#connection = id;
    const known = this.records.some((r) => r.kind === "connection" && r.id === id);
    if (!known) {
      this.records.push({
        kind: "connection",
        id,
        network: "default",
        chainType: "l1",
        hardfork: "osaka",
        chainId: "0x7a69",
        allowUnlimitedContractSize: false,
      });
    }
    return this;
  }

  test(title: string, file = "test/a.ts"): this {
    this.#test = this.#tests++;
    this.#phase = "setup";
    this.records.push({ kind: "test", id: this.#test, file, title });
    return this;
  }

  body(): this {
    this.#phase = "body";
    return this;
  }

  outside(): this {
    this.#test = undefined;
    this.#phase = "setup";
    return this;
  }

  boundary(reason: BoundaryRecord["reason"]): this {
    this.records.push({
      kind: "boundary",
      connection: this.#connection,
      reason,
      ...(this.#test === undefined || this.#phase === "setup" ? {} : { test: this.#test }),
      method: reason,
    });
    return this;
  }

  /** One block that holds the given transactions. */
  mine(...sent: Partial<TransactionRecord>[]): this {
    const number = ++this.#block;
    this.records.push({
      kind: "block",
      connection: this.#connection,
      number: hex(number),
      hash: hash(number),
      parentHash: hash(number - 1),
      timestamp: hex(1_000 + number),
      coinbase: address("c0"),
      gasLimit: "0x1c9c380",
      baseFeePerGas: "0x7",
      difficulty: "0x0",
      mixHash: hash(77),
      transactionCount: sent.length,
    });
    for (const [index, fields] of sent.entries()) {
      this.records.push({
        kind: "transaction",
        connection: this.#connection,
        hash: hash(1_000_000 + this.records.length),
        blockNumber: hex(number),
        blockHash: hash(number),
        index,
        fields: call(ALICE),
        receipt: { status: 1, gasUsed: "0x5208", logs: [] },
        witness: {},
        ...(this.#test === undefined ? {} : { test: this.#test }),
        phase: this.#phase,
        ...fields,
      });
    }
    return this;
  }
}

export function call(from: Hex) {
  return {
    type: 2,
    from,
    to: TOKEN,
    nonce: "0x0",
    gas: "0x5208",
    value: "0x0",
    input: "0x",
  } as const;
}

export function create(from: Hex) {
  return { type: 2, from, nonce: "0x0", gas: "0x5208", value: "0x0", input: "0x60" } as const;
}

export function hex(n: number): Hex {
  return `0x${n.toString(16)}`;
}

export function hash(n: number): Hex {
  return `0x${n.toString(16).padStart(64, "0")}`;
}

export function address(end: string): Hex {
  return `0x${end.padStart(40, "0")}`;
}

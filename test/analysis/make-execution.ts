import type { AccessSet, Attribution, Read, Write } from "../../src/internal/model/access-set.ts";
import type { ScenarioExecution } from "../../src/internal/model/execution.ts";
import type { Address, Hex, LocationKey } from "../../src/internal/model/location.ts";
import type { Outcome, PreStateAccount, Scenario } from "../../src/internal/model/scenario.ts";
import { toWord } from "../../src/internal/primitives/hex.ts";

/** One transaction in short. `skipped`: it has no result. */
export interface Sketch {
  readonly from: Address;
  readonly gas?: number;
  readonly reads?: readonly Read[];
  readonly writes?: readonly Write[];
  readonly netZeroWrites?: readonly LocationKey[];
  readonly skipped?: boolean;
  /** Who calls the code that writes, if it is not the sender. */
  readonly caller?: Address;
  readonly to?: Address;
  readonly input?: Hex;
  readonly value?: Hex;
}

export interface SketchOptions {
  readonly balances?: Readonly<Record<Address, bigint>>;
  readonly id?: string;
  readonly kind?: Scenario["kind"];
  readonly title?: string;
  readonly file?: string;
  /** `id` of the first transaction; the others count up from it. */
  readonly firstId?: number;
}

/** A scenario that was executed without a difference, from sketches of its transactions. */
export function makeExecution(
  sketches: readonly Sketch[],
  options: SketchOptions = {},
): ScenarioExecution {
  return {
    scenario: {
      id: options.id ?? "test-1",
      kind: options.kind ?? "test",
      title: options.title ?? "a test",
      ...(options.file === undefined ? {} : { file: options.file }),
      chain: {
        chainId: 31337n,
        chainType: "l1",
        hardfork: "osaka",
        allowUnlimitedContractSize: false,
      },
      transactions: sketches.map((sketch, index) =>
        makeTransaction(sketch, index, (options.firstId ?? 0) + index),
      ),
      preState: new Map(
        Object.entries(options.balances ?? {}).map(([address, balance]) => [
          address as Address,
          account(balance),
        ]),
      ),
      blockHashes: new Map(),
    },
    transactions: sketches.map((sketch) =>
      sketch.skipped === true
        ? { verification: { kind: "skipped", cause: "unsupported", reason: "no witness" } }
        : {
            verification: { kind: "matched" },
            result: {
              outcome: outcomeOf(sketch),
              accesses: accessesOf(sketch),
              attribution: attributionOf(sketch),
            },
          },
    ),
    parallel: { kind: "parallel", workers: 2, executions: sketches.length, reexecutions: 0 },
    codes: new Map(),
  };
}

function attributionOf({ caller, writes = [] }: Sketch): Attribution {
  const preimages = new Map<Hex, Hex>();
  if (caller === undefined) return { frames: [], sites: [], preimages };
  const own = { depth: 1, address: address(0xcc), codeAddress: address(0xcc) };
  return {
    frames: [{ ...own, caller, codeHash: "0x", isCreate: false, input: "0x" }],
    sites: writes.map(({ location, value }) => ({
      location,
      kind: "write",
      frame: 0,
      pc: 0,
      before: 0n,
      after: value,
    })),
    preimages,
  };
}

export function address(number: number): Address {
  return `0x${number.toString(16).padStart(40, "0")}`;
}

/** Storage slot `slot` of the contract at address 0xcc. */
export function slot(number: number): LocationKey {
  return `storage:${address(0xcc)}:${toWord(BigInt(number))}`;
}

export function balance(number: number): LocationKey {
  return `balance:${address(number)}`;
}

export function exact(location: LocationKey, value = 0n): Read {
  return { location, kind: "exact", value };
}

export function atLeast(location: LocationKey, value: bigint): Read {
  return { location, kind: "at-least", value };
}

export function set(location: LocationKey, value = 1n): Write {
  return { location, kind: "set", value };
}

export function add(location: LocationKey, value: bigint): Write {
  return { location, kind: "add", value };
}

/** What `x++` does to slot `x`. */
export function bump(...locations: readonly LocationKey[]): Pick<Sketch, "reads" | "writes"> {
  return { reads: locations.map((one) => exact(one)), writes: locations.map((one) => set(one)) };
}

/** The same with the values: those slots hold `value` before. */
export function bumpFrom(
  value: bigint,
  ...locations: readonly LocationKey[]
): Pick<Sketch, "reads" | "writes"> {
  return {
    reads: locations.map((one) => exact(one, value)),
    writes: locations.map((one) => set(one, value + 1n)),
  };
}

function accessesOf({ reads = [], writes = [], netZeroWrites }: Sketch): AccessSet {
  return { reads, writes, ...(netZeroWrites === undefined ? {} : { netZeroWrites }) };
}

function makeTransaction(
  sketch: Sketch,
  index: number,
  id: number,
): Scenario["transactions"][number] {
  return {
    id,
    hash: toWord(BigInt(index + 1)),
    fields: {
      type: 2,
      from: sketch.from,
      ...(sketch.to === undefined ? {} : { to: sketch.to }),
      nonce: "0x0",
      gas: "0xffffff",
      value: sketch.value ?? "0x0",
      input: sketch.input ?? "0x",
    },
    block: {
      number: BigInt(index + 1),
      timestamp: 1n,
      coinbase: address(0xc0),
      gasLimit: 60_000_000n,
      difficulty: 0n,
      prevRandao: toWord(0n),
    },
    expected: outcomeOf(sketch),
    before: new Map(),
  };
}

function outcomeOf({ gas }: Sketch): Outcome {
  return { status: 1, gasUsed: BigInt(gas ?? 100), logs: [] };
}

function account(value: bigint): PreStateAccount {
  return { balance: value, nonce: 0n, code: "0x", storage: new Map() };
}

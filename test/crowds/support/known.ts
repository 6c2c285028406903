import { concat, keccak256 } from "ethers";

import type { Disguise } from "../../../src/internal/crowds/clone-call.ts";
import type { Identity } from "../../../src/internal/crowds/find-identities.ts";
import { type KnownCall, knowCall } from "../../../src/internal/crowds/known-call.ts";
import type { CloneableCall } from "../../../src/internal/crowds/study-call.ts";
import type { Frame, Read, Write } from "../../../src/internal/model/access-set.ts";
import type { CrowdCall } from "../../../src/internal/model/crowd.ts";
import type { TransactionResult } from "../../../src/internal/model/execution.ts";
import { type Address, type Hex, storageKey } from "../../../src/internal/model/location.ts";
import type { RecordedTransactionFields } from "../../../src/internal/model/recording.ts";
import type { PreState, PreStateAccount } from "../../../src/internal/model/scenario.ts";
import { toWord } from "../../../src/internal/primitives/hex.ts";
import { makeExecution } from "../../analysis/make-execution.ts";

/** `a1a1…`: told apart at a glance, and an address at whole bytes only. */
export function addressOf(byte: string): Address {
  return `0x${byte.repeat(20)}`;
}

export const ALICE = addressOf("a1");
export const BOB = addressOf("b0");
export const TOKEN = addressOf("70");

/** An argument: a number or an address as the word that it is in call data. */
export function word(value: bigint | number | Hex): Hex {
  return toWord(BigInt(value));
}

export function inputOf(selector: string, ...words: readonly (bigint | number | Hex)[]): Hex {
  return `0x${selector}${words.map((one) => word(one).slice(2)).join("")}`;
}

/** Inputs of keccak256 as the executor sees them, and what they hash to. */
export class Hashes {
  readonly preimages = new Map<Hex, Hex>();

  hash(...parts: readonly Hex[]): bigint {
    const input = concat(parts) as Hex; // ethers joins to 0x-hex
    const hash = keccak256(input) as Hex; // as above
    this.preimages.set(hash, input);
    return BigInt(hash);
  }

  /** Where the entry of a mapping stands. */
  entry(mapping: bigint | number, key: bigint | number | Hex): bigint {
    return this.hash(word(key), word(mapping));
  }
}

export interface CallSketch {
  readonly hashes?: Hashes;
  readonly fields?: Partial<RecordedTransactionFields>;
  readonly accounts?: Readonly<Record<Address, Partial<PreStateAccount>>>;
  /** Storage of the called contract that the call touches, with the values before. */
  readonly touched?: readonly (readonly [slot: bigint, value: bigint])[];
  readonly reads?: readonly Read[];
  readonly writes?: readonly Write[];
  readonly frames?: readonly Partial<Frame>[];
}

/** A call of ALICE's to TOKEN that was run alone. */
export function knownCall(sketch: CallSketch = {}): KnownCall {
  const { fields, touched = [] } = sketch;
  const to = fields?.to ?? TOKEN;
  const before = preStateOf({
    [ALICE]: { balance: 10n ** 18n },
    [to]: { code: "0x6000", storage: storageOf(touched) },
    ...sketch.accounts,
  });
  return knowCall(crowdCall(fields, before), before, resultOf(sketch, to));
}

export function crowdCall(
  fields: Partial<RecordedTransactionFields> = {},
  before: PreState = new Map(),
): CrowdCall {
  const input = fields.input ?? "0xaabbccdd";
  const { scenario } = makeExecution([{ from: ALICE, to: TOKEN, input }]);
  const [transaction] = scenario.transactions;
  if (transaction === undefined) throw new Error("A scenario has a transaction");
  return {
    transaction: { ...transaction, fields: { ...transaction.fields, ...fields }, before },
    origin: scenario,
    occurrences: 1,
  };
}

export function resultOf(sketch: CallSketch = {}, to: Address = TOKEN): TransactionResult {
  const { hashes, touched = [], reads = [], writes = [], frames = [{}] } = sketch;
  return {
    outcome: { status: 1, gasUsed: 50_000n, logs: [] },
    accesses: { reads, writes },
    attribution: {
      frames: frames.map((frame) => ({
        depth: 0,
        caller: ALICE,
        address: to,
        codeAddress: to,
        codeHash: word(1),
        isCreate: false,
        input: sketch.fields?.input ?? "0xaabbccdd",
        ...frame,
      })),
      sites: touched.map(([slot, value]) => ({
        location: storageKey(to, toWord(slot)),
        kind: "read",
        frame: 0,
        pc: 0,
        before: value,
        after: value,
      })),
      preimages: hashes?.preimages ?? new Map<Hex, Hex>(),
    },
  };
}

export function preStateOf(
  accounts: Readonly<Record<Address, Partial<PreStateAccount>>>,
): PreState {
  return new Map(
    Object.entries(accounts).map(([address, account]) => [
      address as Address, // the keys of the record are addresses
      { balance: 0n, nonce: 0n, code: "0x", storage: new Map(), ...account },
    ]),
  );
}

export function storageOf(
  slots: readonly (readonly [slot: bigint, value: bigint])[],
): ReadonlyMap<Hex, bigint> {
  return new Map(slots.map(([slot, value]) => [toWord(slot), value]));
}

export const STRONGEST: Disguise = {
  substitution: { arguments: true, values: true },
  varied: [],
  companions: [],
};

/** Of a mapping of TOKEN; `places`: which arguments. */
export function identity(
  name: bigint | number | Hex,
  places: readonly number[],
  mapping: bigint | number | string = 0,
): Identity {
  const mappings = [`${TOKEN} ${mapping}`];
  const offsets = places.map(offsetOf);
  return { word: word(name), offsets, encoding: [], mappings, holdsSender: false };
}

/** Where an argument stands in call data, if all are words. */
export function offsetOf(place: number): number {
  return 4 + 32 * place;
}

export function cloneable(
  known: KnownCall,
  { own = [], varied = [] }: { own?: readonly Identity[]; varied?: readonly Identity[] } = {},
): CloneableCall {
  const same: Disguise = { ...STRONGEST, varied: own };
  return {
    kind: "cloneable",
    known,
    same,
    ...(varied.length === 0 ? {} : { spread: { ...same, varied: [...own, ...varied] } }),
    pots: [],
    plainPots: [],
  };
}

import type { Circumstance, SharingQuestion } from "../model/experiment.ts";
import type { PreState } from "../model/scenario.ts";
import { toWord } from "../primitives/hex.ts";
import type { RunOnState } from "./compare-results.ts";
import { fieldOf, maskOf, withField } from "./slot-bytes.ts";
import { valueAt, withSlot } from "./state-values.ts";

/** Of either kind: a transaction that reads more than that is rare, and each costs some runs. */
const MOST = 6;

export interface OtherCircumstance {
  readonly given: Circumstance;
  readonly state: PreState;
}

/**
 * States on which a transaction may take another course than it did, one value of each another one: what was
 * nothing is one, what was something is nothing, as flags and limits are. First the fields of the slot that are
 * none of `used`, then the other slots that the transaction read.
 */
export function otherCircumstances(
  { location, fields }: SharingQuestion,
  run: RunOnState,
  used: bigint,
): readonly OtherCircumstance[] {
  const slot = valueAt(run.state, location);
  const beside = (fields ?? [])
    .filter((field) => (maskOf(field) & used) === 0n)
    .map((field) => ({
      key: location,
      value: withField(slot, field, opposite(fieldOf(slot, field))),
    }));
  const elsewhere = run.result.accesses.reads
    .filter((read) => read.location.startsWith("storage:") && read.location !== location)
    .map((read) => ({ key: read.location, value: opposite(valueAt(run.state, read.location)) }));
  return [...beside.slice(0, MOST), ...elsewhere.slice(0, MOST)].map(({ key, value }) => ({
    given: { location: key, value: toWord(value) },
    state: withSlot(run.state, key, value),
  }));
}

function opposite(value: bigint): bigint {
  return value === 0n ? 1n : 0n;
}

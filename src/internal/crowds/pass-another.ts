import type { Execute } from "../model/execution.ts";
import type { Address, Hex } from "../model/location.ts";
import type { ScenarioTransaction } from "../model/scenario.ts";
import { toQuantity } from "../primitives/hex.ts";
import { argumentWords } from "./argument-words.ts";
import { moreGas, replaceAt, wholeDisguise } from "./clone-call.ts";
import { copyState } from "./copy-state.ts";
import { CrowdState } from "./crowd-state.ts";
import { changesOf } from "./effect-of.ts";
import { knowPlaces } from "./find-places.ts";
import { passedAddress } from "./fresh-words.ts";
import { functionDeviation } from "./is-faithful.ts";
import { addressWord, type KnownCall, knowCall } from "./known-call.ts";
import { runAlone } from "./run-alone.ts";

/** Of more arguments it is not tried out. */
const MAX_PLACES = 8;

/**
 * A call that names its own sender, as a mint to oneself does, with another account in those places where it does the
 * same for that one: what it does for oneself does not show what happens when two name the same. Undefined if there
 * is no such place.
 */
export async function passAnother(
  known: KnownCall,
  execute: Execute,
): Promise<KnownCall | undefined> {
  const offsets = placesOfSender(known);
  if (offsets.length === 0) return undefined;
  const placed = await knowPlaces(known, [], execute);
  let passed: KnownCall | undefined;
  for (const [i, offset] of offsets.entries()) {
    const other = await passAt(passed ?? placed, offset, passedAddress(i), known, execute);
    if (other !== undefined) passed = other;
  }
  return passed;
}

/** The words of those accounts that a call names. */
export function passedIn({ call, result }: KnownCall): Hex[] {
  const words = argumentWords(call.transaction.fields.input, result.attribution.frames);
  const passed = Array.from({ length: MAX_PLACES }, (_, i) => addressWord(passedAddress(i)));
  return passed.filter((one) => words.some(({ word }) => word === one));
}

function placesOfSender({ call, result }: KnownCall): number[] {
  const { from, input } = call.transaction.fields;
  return argumentWords(input, result.attribution.frames)
    .filter(({ word }) => word === addressWord(from))
    .map(({ offset }) => offset)
    .slice(0, MAX_PLACES);
}

/** With what the sender has there as well, so that there is nothing that another one does not find. */
async function passAt(
  known: KnownCall,
  offset: number,
  account: Address,
  recorded: KnownCall,
  execute: Execute,
): Promise<KnownCall | undefined> {
  const { call, before } = known;
  const { fields } = call.transaction;
  const state = new CrowdState(before);
  const renaming = new Map([[addressWord(fields.from), addressWord(account)]]);
  copyState(known, wholeDisguise(), renaming, state);
  const transaction: ScenarioTransaction = {
    ...call.transaction,
    fields: {
      ...fields,
      gas: toQuantity(moreGas(recorded.call.transaction.fields.gas)),
      input: replaceAt(fields.input, offset, addressWord(account)),
    },
    before: state.preState,
  };
  const other = { ...call, transaction, recorded: recorded.call.transaction };
  const executed = await runAlone(other, state.preState, execute);
  if (executed?.result === undefined) return undefined;
  if (functionDeviation(recorded.result, executed) !== undefined) return undefined;
  if (changesOf(executed.result) < changesOf(recorded.result)) return undefined;
  const passed = knowCall(other, state.preState, executed.result);
  const isKey = passed.touched.some(({ keys }) => {
    return keys.some(({ key }) => key === addressWord(account));
  });
  return isKey ? passed : undefined;
}

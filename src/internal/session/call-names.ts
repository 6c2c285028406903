import { replaceAt } from "../crowds/clone-call.ts";
import type { Identity } from "../crowds/find-identities.ts";
import { type KnownCall, locationOf, type TouchedSlot } from "../crowds/known-call.ts";
import { renameCallData } from "../crowds/rename-bytes.ts";
import { type Field, valueIn, wholeSlot } from "../crowds/stored-field.ts";
import type { FunctionKey } from "../crowds/select-pairs.ts";
import type { CrowdCall } from "../model/crowd.ts";
import type { ScenarioExecution } from "../model/execution.ts";
import type { Hex, LocationKey } from "../model/location.ts";
import type { ScenarioTransaction } from "../model/scenario.ts";
import type { NamedAccess, NamedCall } from "../model/slot-name.ts";
import type { Namer } from "../slot-naming/create-namer.ts";

interface Place {
  readonly execution: ScenarioExecution;
  readonly index: number;
  readonly name: NamedCall;
}

/** Names of recorded calls, as the executions name them that the calls were chosen from. */
export class CallNames {
  readonly #namer: Namer;
  readonly #places = new Map<ScenarioTransaction, Place>();

  constructor(namer: Namer) {
    this.#namer = namer;
  }

  of(execution: ScenarioExecution, index: number): NamedCall {
    const transaction = execution.scenario.transactions[index];
    if (transaction === undefined) return {};
    const known = this.#places.get(transaction);
    if (known !== undefined) return known.name;
    const attribution = execution.transactions[index]?.result?.attribution;
    const name = this.#namer.nameCall({
      transaction,
      ...(attribution === undefined ? {} : { attribution }),
      codes: execution.codes,
    });
    this.#places.set(transaction, { execution, index, name });
    return name;
  }

  ofCall(call: CrowdCall): NamedCall {
    return this.#placeOf(call)?.name ?? {};
  }

  /** Undefined where contract or function is not known. */
  keyOf(call: CrowdCall): FunctionKey | undefined {
    const { contract, function: name } = this.ofCall(call);
    return contract === undefined || name === undefined ? undefined : { contract, function: name };
  }

  accessOf(call: CrowdCall, location: LocationKey): NamedAccess | undefined {
    const executed = this.#executed(call);
    return executed && this.#namer.nameAccess({ location, ...executed });
  }

  /** The arguments that are others where what is varied has another name, in the order of the function's parameters. */
  argumentsVaried({ call, result }: KnownCall, varied: readonly Identity[]): string[] {
    const codes = this.#placeOf(call)?.execution.codes;
    if (codes === undefined) return [];
    const { transaction } = call;
    const { attribution } = result;
    const { input } = transaction.fields;
    const fields = { ...transaction.fields, input: withOtherNames(input, varied) };
    // Arguments are remembered by frame, and these are others.
    const frames = attribution.frames.map((frame) => ({ ...frame }));
    const others = this.#namer.argumentsOf({
      transaction: { ...transaction, fields },
      attribution: { ...attribution, frames },
      codes,
    });
    const own = this.#namer.argumentsOf({ transaction, attribution, codes });
    const all = own.filter(({ data }, i) => data !== others[i]?.data);
    return [...new Set(all.map(({ name }) => name))];
  }

  /** Whether a slot that it touches is declared as a number of more than a byte, and no `bool`. */
  isNumber({ call, result }: KnownCall, location: LocationKey): boolean {
    const codes = this.#placeOf(call)?.execution.codes;
    if (codes === undefined) return false;
    const { transaction } = call;
    const { attribution } = result;
    const fields = this.#namer.fieldsAt({ location, transaction, attribution, codes });
    return fields.length > 0 && fields.every(({ size }) => size > 1);
  }

  /** Of a slot that it touches, the part that says yes or no: a `bool` beside other fields, or the place in an EnumerableSet. */
  flagIn({ call, result }: KnownCall, slot: TouchedSlot): Field | undefined {
    const codes = this.#placeOf(call)?.execution.codes;
    if (codes === undefined || slot.value === 0n) return undefined;
    const { transaction } = call;
    const { attribution } = result;
    const location = locationOf(slot);
    const fields = this.#namer.fieldsAt({ location, transaction, attribution, codes });
    if (fields.some(({ path }) => PLACE_IN_SET.test(path))) return wholeSlot(slot);
    const packed = fields
      .filter(({ size }) => size === 1 && fields.length > 1)
      .map(({ offset, size }) => ({ byte: offset, bytes: size }));
    return packed.find((field) => valueIn(slot.value, field) === 1n);
  }

  /** Whether it takes words that others cannot make, such as a Merkle proof. */
  takesProof(call: CrowdCall): boolean {
    const executed = this.#executed(call);
    const all = executed === undefined ? [] : this.#namer.argumentsOf(executed);
    return all.some(({ kind, name }) => kind === "fixed-bytes" && name.includes("[*]"));
  }

  /** The call as it was recorded and executed; undefined where it was not. */
  #executed(call: CrowdCall): Parameters<Namer["argumentsOf"]>[0] | undefined {
    const { execution, index } = this.#placeOf(call) ?? {};
    const transaction = execution?.scenario.transactions[index ?? 0];
    const attribution = execution?.transactions[index ?? 0]?.result?.attribution;
    if (execution === undefined || transaction === undefined || attribution === undefined) {
      return undefined;
    }
    return { transaction, attribution, codes: execution.codes };
  }

  #placeOf({ transaction, recorded = transaction }: CrowdCall): Place | undefined {
    return this.#places.get(recorded);
  }
}

/** Of OpenZeppelin's EnumerableSet: the place of a member, from 1. */
const PLACE_IN_SET = /\._(?:positions|indexes)\[/;

/** The call data with another name, whatever it is, wherever a crowd varies one. */
function withOtherNames(input: Hex, varied: readonly Identity[]): Hex {
  const renaming = new Map(
    varied
      .filter(({ isText }) => isText !== true)
      .map(({ word }) => [word, otherThan(word)] as const),
  );
  return varied.reduce(
    (data, { word, offsets }) =>
      offsets.reduce((one, offset) => replaceAt(one, offset, otherThan(word)), data),
    renameCallData(input, renaming),
  );
}

/** As long, with another last byte. */
function otherThan(name: Hex): Hex {
  return `${begin(name)}${name.endsWith("01") ? "02" : "01"}`;
}

function begin(name: Hex): Hex {
  return `0x${name.slice(2, -2)}`;
}

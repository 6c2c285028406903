import { argumentWords } from "../crowds/argument-words.ts";
import type { KnownCall } from "../crowds/known-call.ts";
import type { FunctionKey } from "../crowds/select-pairs.ts";
import type { Frame } from "../model/access-set.ts";
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

  /** The arguments that one of the words is passed as or in, in the order of the function's parameters. */
  argumentsWith({ call, result }: KnownCall, words: readonly Hex[]): string[] {
    const { attribution } = result;
    const codes = this.#placeOf(call)?.execution.codes;
    if (codes === undefined) return [];
    const all = this.#namer.argumentsOf({ transaction: call.transaction, attribution, codes });
    const passed = all.filter(({ kind, data }) => {
      const own = kind === "bytes" ? wordsOfCall(data, attribution.frames) : [data];
      return own.some((word) => words.includes(word));
    });
    return [...new Set(passed.map(({ name }) => name))];
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

/** The arguments of a call that is an argument itself, as those of a multicall are; none if it was not called. */
function wordsOfCall(data: Hex, frames: readonly Frame[]): Hex[] {
  const isCall = frames.some(({ input }) => input.startsWith(data));
  return isCall ? argumentWords(data, frames).map(({ word }) => word) : [];
}

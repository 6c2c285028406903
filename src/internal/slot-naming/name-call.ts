import type { FunctionFragment } from "ethers";
import type { Attribution, Frame } from "../model/access-set.ts";
import type { ContractInfo } from "../model/contract.ts";
import type { Hex } from "../model/location.ts";
import type { ScenarioTransaction } from "../model/scenario.ts";
import type { NamedCall } from "../model/slot-name.ts";
import { abiOf } from "./contract-abi.ts";

/** What a transaction called; through a proxy, what the proxy passed the call on to. */
export function nameCall(
  transaction: ScenarioTransaction,
  attribution: Attribution | undefined,
  contractOf: (frame: Frame) => ContractInfo | undefined,
): NamedCall {
  const { to, input } = transaction.fields;
  const [top] = attribution?.frames ?? [];
  const called = top && contractOf(top);
  if (to === undefined) {
    return { ...(called && { contract: called.name }), function: "constructor" };
  }
  if (attribution === undefined || top === undefined) return {};
  const own = called && namedFunction(called, input);
  if (own !== undefined) return own;
  for (const frame of attribution.frames.filter((frame) => passesOn(top, frame))) {
    const contract = contractOf(frame);
    const passedOn = contract && namedFunction(contract, input);
    if (passedOn !== undefined) return passedOn;
  }
  return called === undefined ? {} : { contract: called.name, ...unnamedFunction(called, input) };
}

/** A delegatecall with the same call data: a proxy at work. */
function passesOn(top: Frame, frame: Frame): boolean {
  return (
    frame !== top &&
    frame.address === top.address &&
    frame.codeAddress !== frame.address &&
    frame.input === top.input
  );
}

function namedFunction(contract: ContractInfo, input: Hex): NamedCall | undefined {
  const { functions } = abiOf(contract);
  const fragment = functions.get(input.slice(0, 10).toLowerCase());
  if (fragment === undefined) return undefined;
  return { contract: contract.name, function: shownName(fragment, [...functions.values()]) };
}

function shownName(fragment: FunctionFragment, all: readonly FunctionFragment[]): string {
  const overloaded = all.filter(({ name }) => name === fragment.name).length > 1;
  return overloaded ? fragment.format("sighash") : fragment.name;
}

function unnamedFunction(contract: ContractInfo, input: Hex): { function?: string } {
  const { hasReceive, hasFallback } = abiOf(contract);
  if (input === "0x" && hasReceive) return { function: "receive" };
  return hasFallback ? { function: "fallback" } : {};
}

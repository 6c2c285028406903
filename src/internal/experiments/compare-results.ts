import type { TransactionResult } from "../model/execution.ts";
import type { LocationKey } from "../model/location.ts";
import { parseLocationKey } from "../model/location.ts";
import type { OutcomePlace, Place, StatePlace } from "../model/experiment.ts";
import type { Outcome, PreState } from "../model/scenario.ts";
import { valueAt, valuesAfter } from "./state-values.ts";

/** One transaction, and the state that it ran on. */
export interface RunOnState {
  readonly state: PreState;
  readonly result: TransactionResult;
}

/**
 * Where a run on another state differs from the baseline, leaving out one location, whose value is
 * another in the two states. Sorted. A run that fails where the other succeeds differs in that only.
 */
export function placesOf(baseline: RunOnState, run: RunOnState, except: LocationKey): Place[] {
  if (baseline.result.outcome.status !== run.result.outcome.status) return [{ into: "status" }];
  const written = statePlaces(baseline, run, except);
  // To write a slot is to read it: what is said once need not be said twice.
  const isNew = (place: Place) =>
    !("location" in place) || !written.some(({ location }) => location === place.location);
  const places = [
    ...outcomePlaces(baseline.result, run.result),
    ...written,
    ...readPlaces(baseline.result, run.result).filter(isNew),
  ];
  return places.length > 0 ? places : callPlaces(baseline.result, run.result);
}

/** Calls of other contracts, the same in both runs, that are passed something else. */
function callPlaces({ attribution }: TransactionResult, run: TransactionResult): Place[] {
  return attribution.frames.flatMap((frame, index): Place[] => {
    const other = run.attribution.frames[index];
    if (other === undefined || frame.address === frame.caller) return [];
    const isSame = other.address === frame.address && other.input === frame.input;
    // What a proxy or a library is passed by delegatecall it is passed for the contract itself.
    const isOwn = frame.codeAddress !== frame.address;
    return index === 0 || isSame || isOwn ? [] : [{ into: "call", frame: index }];
  });
}

/** Where what two runs of a transaction gave differs, both of which succeeded. */
export function outcomePlaces(a: TransactionResult, b: TransactionResult): OutcomePlace[] {
  const places: OutcomePlace[] = [];
  const logs = Math.max(a.outcome.logs.length, b.outcome.logs.length);
  for (let log = 0; log < logs; log++) {
    if (describeLog(a.outcome, log) !== describeLog(b.outcome, log)) {
      places.push({ into: "log", log });
    }
  }
  if (a.returned !== b.returned) places.push({ into: "return" });
  if (a.outcome.createdAddress !== b.outcome.createdAddress) places.push({ into: "created" });
  return places;
}

function describeLog({ logs }: Outcome, index: number): string | undefined {
  const log = logs[index];
  return log && `${log.address} ${log.topics.join(" ")} ${log.data}`;
}

function statePlaces(baseline: RunOnState, run: RunOnState, except: LocationKey): StatePlace[] {
  const a = valuesAfter(baseline.state, [baseline.result.accesses]);
  const b = valuesAfter(run.state, [run.result.accesses]);
  const differing = [...new Set([...a.keys(), ...b.keys()])].filter(
    (key) =>
      key !== except &&
      (a.get(key) ?? valueAt(baseline.state, key)) !== (b.get(key) ?? valueAt(run.state, key)),
  );
  return known(differing, a).sort().map(toStatePlace);
}

function readPlaces({ accesses }: TransactionResult, run: TransactionResult): Place[] {
  const a = placesRead(accesses);
  const b = placesRead(run.accesses);
  const differing = [...new Set([...a, ...b])].filter((key) => a.has(key) !== b.has(key));
  return known(differing, a)
    .sort()
    .map((location) => ({ into: "read", location }));
}

function placesRead({ reads }: TransactionResult["accesses"]): Set<LocationKey> {
  const locations = reads.map(({ location }) => location);
  return new Set(locations.filter((location) => /^(?:storage|code):/.test(location)));
}

/** Those that the baseline knows: the others are found on a state that never was, and have no names. */
function known(
  locations: readonly LocationKey[],
  baseline: { has(location: LocationKey): boolean },
): LocationKey[] {
  const found = locations.filter((location) => baseline.has(location));
  return found.length > 0 ? found : [...locations];
}

/** Each place with what first showed it, in the order of the runs. */
export function firstOfEach<Shown extends Place>(places: readonly Shown[]): Shown[] {
  const first = new Map<string, Shown>();
  for (const place of places) {
    const key = [
      place.into,
      "location" in place ? place.location : "",
      "log" in place ? place.log : "",
      "frame" in place ? place.frame : "",
    ].join(" ");
    if (!first.has(key)) first.set(key, place);
  }
  return [...first.values()];
}

export function toStatePlace(location: LocationKey): StatePlace {
  const { kind } = parseLocationKey(location);
  if (kind === "existence") throw new Error("Existence follows from other locations");
  return { into: kind, location };
}

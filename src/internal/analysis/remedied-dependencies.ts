import type { ContendedLocation, FieldUse } from "../model/analysis.ts";
import type { Dependency } from "../primitives/schedule/dependency-graph.ts";
import type { Address } from "../model/location.ts";
import type { Remedy } from "../model/suggestion.ts";

export interface RemediedPlace {
  readonly place: ContendedLocation;
  /** What is done about it, the first that is about all of it first of all. */
  readonly remedies: readonly Remedy[];
  /** By transaction; undefined where no several fields share it, or it is not known how they are used. */
  readonly usesOf: (transaction: number) => readonly FieldUse[] | undefined;
  readonly senders: readonly Address[];
}

/** Who still waits for whom at a location about which something is done. */
export function remediedDependencies(remedied: RemediedPlace): readonly Dependency[] {
  const { place, remedies, senders } = remedied;
  const whole = remedies.find(isAboutAll);
  if (whole === undefined) return dependenciesByField(remedied);
  return whole.kind === "shard" ? chainsBySender(membersOf(place), whole.shards, senders) : [];
}

/** Transactions that conflict there, ascending. */
export function membersOf({ earlier, later }: ContendedLocation): readonly number[] {
  return [...new Set([...earlier, ...later])].sort((a, b) => a - b);
}

export function chainOf(members: readonly number[]): readonly Dependency[] {
  return members.slice(1).map((later, i) => ({ earlier: members[i] ?? later, later }));
}

function isAboutAll(
  remedy: Remedy,
): remedy is Extract<Remedy, { kind: "remove" | "shard" | "hold" }> {
  switch (remedy.kind) {
    case "remove":
    case "shard":
      return remedy.fields === undefined;
    case "hold":
      return true;
    case "separate":
      return false;
  }
}

/** Those who share a shard follow one another. */
function chainsBySender(
  members: readonly number[],
  shards: number,
  senders: readonly Address[],
): readonly Dependency[] {
  const bySharer = Map.groupBy(
    members,
    (index) => BigInt(senders[index] ?? "0x0") % BigInt(shards),
  );
  return [...bySharer.values()].flatMap(chainOf);
}

/** What becomes of fields that shared a slot: one location for all of them. */
interface Unit {
  /** Undefined: one for all. */
  readonly shards: number | undefined;
  /** Ascending, with whether they write. */
  readonly members: Map<number, boolean>;
}

function dependenciesByField({
  place,
  remedies,
  usesOf,
  senders,
}: RemediedPlace): readonly Dependency[] {
  const units = new Map<string, Unit>();
  for (const index of membersOf(place)) {
    const uses = usesOf(index)?.filter(({ isTouched }) => isTouched);
    if (uses === undefined || uses.length === 0) return place.dependencies;
    // What leaves all as it was has written nonetheless where the engine says so.
    const isKnown = uses.some(isChanged) || !place.earlier.includes(index);
    for (const use of uses) {
      const found = unitOf(use, remedies);
      if (found === undefined) continue;
      const unit = units.get(found.key) ?? { shards: found.shards, members: new Map() };
      units.set(found.key, unit);
      const writes = isChanged(use) || !isKnown || unit.members.get(index) === true;
      unit.members.set(index, writes);
    }
  }
  return [...units.values()].flatMap(({ shards, members }) =>
    shards === undefined
      ? waitingForWriters(members)
      : chainsBySender([...members.keys()], shards, senders),
  );
}

function isChanged({ before, after }: FieldUse): boolean {
  return before !== after;
}

/** Undefined: it is nowhere any more. */
function unitOf(
  { path }: FieldUse,
  remedies: readonly Remedy[],
): { readonly key: string; readonly shards: number | undefined } | undefined {
  for (const [i, remedy] of remedies.entries()) {
    if (remedy.kind !== "remove" && remedy.kind !== "shard") continue;
    if (!remedy.fields?.some((one) => holds(one, path))) continue;
    return remedy.kind === "shard" ? { key: `shard ${i}`, shards: remedy.shards } : undefined;
  }
  const separate = remedies.find(({ kind }) => kind === "separate");
  const slot = separate?.kind === "separate" ? slotOf(path, separate.slots) : 0;
  return { key: `slot ${slot}`, shards: undefined };
}

/** Of a field in none of them, -1. */
export function slotOf(path: string, slots: readonly (readonly string[])[]): number {
  return slots.findIndex((fields) => fields.some((one) => holds(one, path)));
}

function holds(field: string, path: string): boolean {
  return path === field || path.startsWith(`${field}.`);
}

function waitingForWriters(members: Unit["members"]): readonly Dependency[] {
  const dependencies: Dependency[] = [];
  let writer: number | undefined;
  for (const [later, writes] of members) {
    if (writer !== undefined) dependencies.push({ earlier: writer, later });
    if (writes) writer = later;
  }
  return dependencies;
}

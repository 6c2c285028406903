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
  /** By transaction: who calls the code that changes it there. */
  readonly callers: (transaction: number) => Address;
  /** It changes the location, be it to what was there. */
  readonly isWriter: (transaction: number) => boolean;
  /** There is more in it afterwards, as a number. */
  readonly isRaising: (transaction: number) => boolean;
}

/** Who still waits for whom at a location about which something is done. */
export function remediedDependencies(remedied: RemediedPlace): readonly Dependency[] {
  const { place, remedies, callers, isWriter, isRaising } = remedied;
  const whole = remedies.find(isAboutAll);
  if (whole === undefined) return dependenciesByField(remedied);
  if (whole.kind !== "shard") return [];
  const members = new Map(
    membersOf(place).map((index) => [index, { writes: isWriter(index), raises: isRaising(index) }]),
  );
  return dependenciesOfParts(members, whole, callers);
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

/** What a transaction does to a number. */
interface Member {
  readonly writes: boolean;
  readonly raises: boolean;
}

/**
 * Those who share a part follow one another; who sums the parts, deals out to them, or takes out of all, waits for
 * the last one of each, and behind who deals out or takes out of all everybody waits.
 */
function dependenciesOfParts(
  members: ReadonlyMap<number, Member>,
  { shards, isSummed, isDealtOut, isGathered }: Extract<Remedy, { kind: "shard" }>,
  callers: RemediedPlace["callers"],
): readonly Dependency[] {
  const dependencies: Dependency[] = [];
  const last = new Map<bigint, number>();
  for (const [later, { writes, raises }] of members) {
    const isWhole = writes && (raises ? isDealtOut === true : isGathered === true);
    if (isWhole || (isSummed === true && !writes)) {
      for (const earlier of new Set(last.values())) dependencies.push({ earlier, later });
      if (isWhole) for (let part = 0; part < shards; part++) last.set(BigInt(part), later);
      continue;
    }
    const part = BigInt(callers(later)) % BigInt(shards);
    const earlier = last.get(part);
    if (earlier !== undefined) dependencies.push({ earlier, later });
    last.set(part, later);
  }
  return dependencies;
}

/** What becomes of fields that shared a slot: one location for all of them. */
interface Unit {
  /** Undefined: one for all. */
  readonly parts: Extract<Remedy, { kind: "shard" }> | undefined;
  /** Ascending. */
  readonly members: Map<number, Member>;
}

function dependenciesByField({
  place,
  remedies,
  usesOf,
  callers,
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
      const unit: Unit = units.get(found.key) ?? { parts: found.parts, members: new Map() };
      units.set(found.key, unit);
      const own = unit.members.get(index);
      const writes = isChanged(use) || !isKnown || own?.writes === true;
      unit.members.set(index, { writes, raises: use.after > use.before || own?.raises === true });
    }
  }
  return [...units.values()].flatMap(({ parts, members }) =>
    parts === undefined ? waitingForWriters(members) : dependenciesOfParts(members, parts, callers),
  );
}

function isChanged({ before, after }: FieldUse): boolean {
  return before !== after;
}

/** Undefined: it is nowhere any more. */
function unitOf(
  { path }: FieldUse,
  remedies: readonly Remedy[],
): { readonly key: string; readonly parts: Unit["parts"] } | undefined {
  for (const [i, remedy] of remedies.entries()) {
    if (remedy.kind !== "remove" && remedy.kind !== "shard") continue;
    if (!remedy.fields?.some((one) => holds(one, path))) continue;
    return remedy.kind === "shard" ? { key: `shard ${i}`, parts: remedy } : undefined;
  }
  const separate = remedies.find(({ kind }) => kind === "separate");
  const slot = separate?.kind === "separate" ? slotOf(path, separate.slots) : 0;
  return { key: `slot ${slot}`, parts: undefined };
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
  for (const [later, { writes }] of members) {
    if (writer !== undefined) dependencies.push({ earlier: writer, later });
    if (writes) writer = later;
  }
  return dependencies;
}

import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { findConflicts } from "../../src/internal/analysis/find-conflicts.ts";
import { ALL_PROFILES } from "../../src/internal/analysis/profiles/all-profiles.ts";
import { senderDependencies } from "../../src/internal/analysis/sender-dependencies.ts";
import type { Read, Write } from "../../src/internal/model/access-set.ts";
import type { Dependency } from "../../src/internal/primitives/schedule/dependency-graph.ts";
import type { LocationKey } from "../../src/internal/model/location.ts";
import type { ProfileId } from "../../src/internal/model/profile.ts";
import {
  add,
  address,
  balance,
  exact,
  makeExecution,
  set,
  slot,
  type Sketch,
} from "./make-execution.ts";
import { seededRandom } from "./random.ts";
import { reachable } from "./reachable.ts";

const LOCATIONS = [slot(1), slot(2), balance(7)];
const COINBASE = balance(0xc0);
const RUNS = 400;

describe("findConflicts on random transactions whose values fit together", () => {
  for (const { id, ...rules } of ALL_PROFILES) {
    it(`equals the definition of ${id}, pair by pair`, () => {
      let found = 0;
      for (let seed = 1; seed <= RUNS; seed++) {
        const run = randomRun(seed);
        const { conflicts } = findConflicts(makeExecution(run), { id, ...rules });
        const pairs = conflicts.flatMap((one) =>
          one.kind === "location" ? [`${one.earlier}-${one.later} ${one.location}`] : [],
        );
        const expected = LOCATIONS.flatMap((location) => conflictsAt(run, location, id));
        assert.deepEqual(pairs.sort(), expected.map(({ text }) => text).sort(), `seed ${seed}`);
        found += pairs.length;
      }
      assert.ok(id === "access-list" ? found === 0 : found > RUNS);
    });

    it(`keeps the dependencies that all pairs of ${id} follow from`, () => {
      for (let seed = 1; seed <= RUNS; seed++) {
        const execution = makeExecution(randomRun(seed));
        const own = senderDependencies(execution);
        for (const { location, dependencies } of findConflicts(execution, { id, ...rules })
          .contended) {
          const all = conflictsAt(randomRun(seed), location, id);
          assert.deepEqual(
            reachable([...own, ...dependencies]),
            reachable([...own, ...all]),
            `seed ${seed}, ${location}`,
          );
        }
      }
    });
  }
});

interface Pair extends Dependency {
  readonly text: string;
}

/** The definitions, literally. */
function conflictsAt(
  run: readonly Sketch[],
  location: LocationKey,
  id: ProfileId,
): readonly Pair[] {
  return run.flatMap((later, at) =>
    run.slice(0, at).flatMap((earlier, before): Pair[] => {
      if (earlier.from === later.from || id === "access-list") return [];
      const isConflict =
        id === "key-based"
          ? marks(earlier, location) && (marks(later, location) || reads(later, location))
          : changes(earlier, location) &&
            reads(later, location) &&
            (id === "block-stm" || isInTheWay(run, before, at, location));
      return isConflict
        ? [{ earlier: before, later: at, text: `${before}-${at} ${location}` }]
        : [];
    }),
  );
}

/** Since its sender's own last write, no state up to that before `earlier` has the value that `later` reads. */
function isInTheWay(
  run: readonly Sketch[],
  earlier: number,
  later: number,
  location: LocationKey,
): boolean {
  const value = valueBefore(run, later, location);
  let start = 0;
  for (const [index, one] of run.slice(0, later).entries()) {
    if (one.from === run[later]?.from && changes(one, location)) start = index + 1;
  }
  if (earlier < start) return false;
  for (let index = start; index <= earlier; index++) {
    if (valueBefore(run, index, location) === value) return false;
  }
  return true;
}

function valueBefore(run: readonly Sketch[], index: number, location: LocationKey): bigint {
  let value = 0n;
  for (const { writes = [] } of run.slice(0, index)) {
    for (const write of writes) {
      if (write.location !== location) continue;
      value = write.kind === "set" ? write.value : value + write.value;
    }
  }
  return value;
}

function changes({ writes = [] }: Sketch, location: LocationKey): boolean {
  return writes.some((write) => write.location === location);
}

function marks(sketch: Sketch, location: LocationKey): boolean {
  return changes(sketch, location) || (sketch.netZeroWrites ?? []).includes(location);
}

function reads({ reads: all = [] }: Sketch, location: LocationKey): boolean {
  return all.some((read) => read.location === location);
}

/** Few values, so that they come back. Every change of a slot reads it; a balance can be changed without a look. */
function randomRun(seed: number): readonly Sketch[] {
  const random = seededRandom(seed);
  const state = new Map<LocationKey, bigint>();
  return Array.from({ length: 3 + random.below(10) }, (): Sketch => {
    const sketch: { reads: Read[]; writes: Write[]; netZeroWrites: LocationKey[] } = {
      reads: [],
      writes: [],
      netZeroWrites: [],
    };
    for (const location of LOCATIONS) {
      const value = state.get(location) ?? 0n;
      const next = BigInt(random.below(3));
      const isSlot = location.startsWith("storage");
      const writes = random.chance(0.4) && next !== value;
      if (writes ? isSlot || random.chance(0.3) : random.chance(0.4)) {
        sketch.reads.push(exact(location, value));
        if (isSlot && !writes && random.chance(0.4)) sketch.netZeroWrites.push(location);
      }
      if (!writes) continue;
      sketch.writes.push(isSlot ? set(location, next) : add(location, next - value));
      state.set(location, next);
    }
    sketch.writes.push(add(COINBASE, 1n));
    return { from: address(1 + random.below(5)), ...sketch };
  });
}

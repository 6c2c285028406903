import type { ScenarioAnalysis } from "../model/analysis.ts";
import type { ScenarioExecution } from "../model/execution.ts";
import { type Address, type LocationKey, parseLocationKey } from "../model/location.ts";
import type { EngineProfile } from "../model/profile.ts";
import type { PreState } from "../model/scenario.ts";
import { ConflictList } from "./conflict-list.ts";
import { LocationHistory } from "./location-history.ts";
import { BLOCK_STM } from "./profiles/block-stm.ts";
import { type Need, seenAccesses, type SeenAccesses } from "./seen-accesses.ts";
import { valueBefore } from "./value-before.ts";

export type ConflictFindings = Pick<
  ScenarioAnalysis,
  "senders" | "conflicts" | "conflictCounts" | "contended"
>;

/**
 * All pairs of transactions of which the earlier writes a location that the later reads, as far as that
 * counts on the engine, and all pairs of one sender. A location that nobody shares costs one map entry,
 * a shared one its pairs.
 */
export function findConflicts(
  { scenario, transactions }: ScenarioExecution,
  profile: EngineProfile = BLOCK_STM,
): ConflictFindings {
  const finder = new ConflictFinder(scenario.preState, profile);
  for (const [index, { fields, block }] of scenario.transactions.entries()) {
    const accesses = transactions[index]?.result?.accesses;
    if (accesses === undefined) continue;
    finder.add(index, fields.from, seenAccesses(profile, accesses, block.coinbase));
  }
  return finder.findings();
}

/** Takes the transactions of a scenario in their order and meets each with those before it. */
class ConflictFinder {
  readonly #preState: PreState;
  readonly #profile: EngineProfile;
  readonly #histories = new Map<LocationKey, LocationHistory>();
  readonly #bySender = new Map<Address, number[]>();
  readonly #list = new ConflictList();

  constructor(preState: PreState, profile: EngineProfile) {
    this.#preState = preState;
    this.#profile = profile;
  }

  add(transaction: number, sender: Address, { needs, writes }: SeenAccesses): void {
    const own = this.#ownOf(sender);
    if (this.#profile.validation !== "none") {
      this.#meetOwn(transaction, own);
      for (const need of needs.values()) this.#meetWriters(transaction, sender, need);
      this.#list.endTransaction();
    }
    own.push(transaction);
    for (const { location, kind, value } of writes) {
      // A fee of nothing: the value at the end is the one before.
      if (kind === "add" && value === 0n) continue;
      const kindOfNeed = needs.get(location)?.kind ?? "at-least";
      const readsExactly = kindOfNeed !== "at-least";
      this.#history(location).add({ transaction, sender, kind, value, readsExactly });
    }
  }

  findings(): ConflictFindings {
    const contended = [...this.#histories.values()].flatMap(
      (history) => history.contention() ?? [],
    );
    return {
      senders: this.#bySender.size,
      conflicts: this.#list.listed,
      conflictCounts: this.#list.counts,
      contended: contended.sort((a, b) => (a.location < b.location ? -1 : 1)),
    };
  }

  #ownOf(sender: Address): number[] {
    const own = this.#bySender.get(sender) ?? [];
    this.#bySender.set(sender, own);
    return own;
  }

  #meetOwn(later: number, own: readonly number[]): void {
    this.#list.add("sender", own.length, () =>
      own.map((earlier) => ({ kind: "sender", earlier, later, class: "sender" })),
    );
  }

  #meetWriters(later: number, sender: Address, need: Need): void {
    const history = this.#histories.get(need.location);
    if (history === undefined) return;
    const met = history.meet(later, sender, need);
    const { class: name, location } = history;
    this.#list.add(name, met.length, () =>
      met.map((earlier) => ({ kind: "location", earlier, later, class: name, location })),
    );
  }

  #history(location: LocationKey): LocationHistory {
    const known = this.#histories.get(location);
    if (known !== undefined) return known;
    const parsed = parseLocationKey(location);
    const history = new LocationHistory({
      location,
      class: parsed.kind === "existence" ? "balance" : parsed.kind,
      before: valueBefore(this.#preState, parsed),
      byValue: this.#profile.validation === "value",
    });
    this.#histories.set(location, history);
    return history;
  }
}

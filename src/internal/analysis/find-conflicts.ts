import type { AccessSet, Read } from "../model/access-set.ts";
import type { ScenarioAnalysis } from "../model/analysis.ts";
import type { ScenarioExecution } from "../model/execution.ts";
import { type Address, type LocationKey, parseLocationKey } from "../model/location.ts";
import type { PreState } from "../model/scenario.ts";
import { ConflictList } from "./conflict-list.ts";
import { LocationHistory } from "./location-history.ts";

type ConflictFindings = Pick<
  ScenarioAnalysis,
  "senders" | "conflicts" | "conflictCounts" | "contended"
>;

/**
 * All pairs of transactions of which the earlier writes a location that the later reads, and all
 * pairs of one sender. A location that nobody shares costs one map entry, a shared one its pairs.
 */
export function findConflicts({ scenario, transactions }: ScenarioExecution): ConflictFindings {
  const finder = new ConflictFinder(scenario.preState);
  for (const [index, { fields }] of scenario.transactions.entries()) {
    const accesses = transactions[index]?.result?.accesses;
    if (accesses !== undefined) finder.add(index, fields.from, accesses);
  }
  return finder.findings();
}

/** Takes the transactions of a scenario in their order and meets each with those before it. */
class ConflictFinder {
  readonly #preState: PreState;
  readonly #histories = new Map<LocationKey, LocationHistory>();
  readonly #bySender = new Map<Address, number[]>();
  readonly #list = new ConflictList();

  constructor(preState: PreState) {
    this.#preState = preState;
  }

  add(transaction: number, sender: Address, { reads, writes }: AccessSet): void {
    const strongest = strongestReads(reads);
    this.#meetOwn(transaction, sender);
    for (const read of strongest.values()) this.#meetWriters(transaction, sender, read);
    this.#list.endTransaction();
    for (const { location, kind, value } of writes) {
      // A fee of nothing: the value at the end is the one before.
      if (kind === "add" && value === 0n) continue;
      const readsExactly = strongest.get(location)?.kind === "exact";
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

  #meetOwn(later: number, sender: Address): void {
    const own = this.#bySender.get(sender) ?? [];
    this.#list.add("sender", own.length, () =>
      own.map((earlier) => ({ kind: "sender", earlier, later, class: "sender" })),
    );
    own.push(later);
    this.#bySender.set(sender, own);
  }

  #meetWriters(later: number, sender: Address, read: Read): void {
    const history = this.#histories.get(read.location);
    if (history === undefined) return;
    const met = history.meet(later, sender, read);
    const { class: name, location } = history;
    this.#list.add(name, met.length, () =>
      met.map((earlier) => ({ kind: "location", earlier, later, class: name, location })),
    );
  }

  #history(location: LocationKey): LocationHistory {
    const known = this.#histories.get(location);
    if (known !== undefined) return known;
    const { kind, address } = parseLocationKey(location);
    const name = kind === "existence" ? "balance" : kind;
    const balance = this.#preState.get(address)?.balance ?? 0n;
    const history = new LocationHistory(location, name, balance);
    this.#histories.set(location, history);
    return history;
  }
}

/** One read a location: an exact one says all, of the others the greatest need. */
function strongestReads(reads: readonly Read[]): ReadonlyMap<LocationKey, Read> {
  const strongest = new Map<LocationKey, Read>();
  for (const read of reads) {
    const known = strongest.get(read.location);
    if (known?.kind === "exact") continue;
    if (known === undefined || read.kind === "exact" || read.value > known.value) {
      strongest.set(read.location, read);
    }
  }
  return strongest;
}

interface Sleeper {
  readonly until: number;
  readonly wake: () => void;
}

/**
 * Time for lanes that take turns in one thread. One of them is awake at a time: it goes on until it
 * sleeps or ends. Then the one wakes whose time comes first, of several the lowest lane, and it is that
 * time. So the same lanes take the same course each time, however long anything really takes.
 */
export class VirtualClock {
  readonly #sleepers = new Map<number, Sleeper>();
  #now = 0;

  get now(): number {
    return this.#now;
  }

  /** Runs lanes 0 to `lanes - 1`, which all begin at 0, to their ends. Rejects with the first failure of the lowest lane. */
  async run(lanes: number, work: (lane: number) => Promise<void>): Promise<void> {
    const ends = Array.from({ length: lanes }, async (_, lane) => {
      await this.#fallAsleep(lane, 0);
      try {
        await work(lane);
      } finally {
        this.#wakeNext();
      }
    });
    this.#wakeNext();
    for (const end of await Promise.allSettled(ends)) {
      if (end.status === "rejected") throw end.reason;
    }
  }

  /** To be called by the lane that is awake. */
  sleep(lane: number, duration: number): Promise<void> {
    const asleep = this.#fallAsleep(lane, duration);
    this.#wakeNext();
    return asleep;
  }

  #fallAsleep(lane: number, duration: number): Promise<void> {
    return new Promise((wake) => {
      this.#sleepers.set(lane, { until: this.#now + duration, wake });
    });
  }

  #wakeNext(): void {
    let next: readonly [number, Sleeper] | undefined;
    for (const one of this.#sleepers) if (next === undefined || isBefore(one, next)) next = one;
    if (next === undefined) return;
    const [lane, { until, wake }] = next;
    this.#sleepers.delete(lane);
    this.#now = until;
    wake();
  }
}

function isBefore(
  [laneA, a]: readonly [number, Sleeper],
  [laneB, b]: readonly [number, Sleeper],
): boolean {
  return a.until < b.until || (a.until === b.until && laneA < laneB);
}

import type { TransactionRecord } from "../model/recording.ts";
import type { SuiteScenarioKind } from "../model/scenario.ts";
import type { RecordedConnection, RecordedEvent } from "./read-connections.ts";

/** Transactions of one connection that become one scenario. */
export interface Group {
  readonly kind: SuiteScenarioKind | "batch" | "setup";
  readonly title: string;
  readonly file: string | undefined;
  readonly position: number;
  readonly connection: RecordedConnection;
  readonly transactions: readonly TransactionRecord[];
}

/** A transaction of a recording, with its place. */
interface Sent extends RecordedEvent {
  readonly record: TransactionRecord;
  /** Its test took a snapshot later on: it built a fixture. */
  isFixture: boolean;
}

/** Set-up is run only to verify it; parts of this size keep all threads busy. */
const MAX_SETUP_GROUP = 64;

/**
 * Cuts what happened on a connection into groups:
 * - `batch`: what the test API sent together, one transaction too;
 * - `block`: another block with two transactions or more;
 * - `test`: what a test's body sent, in order. A snapshot makes what the body sent before it set-up
 *   (`loadFixture` takes one when the fixture is done), and so are contract creations before the
 *   first call. A revert, a reset or an edit of the state ends the group. A test whose transactions
 *   are just those of one block or batch is that one's group only;
 * - `setup`: everything else.
 */
export function cutIntoGroups(
  connection: RecordedConnection,
  kinds: readonly SuiteScenarioKind[],
): Group[] {
  // A revert may replace what is there, so what cannot be run again splits groups like one.
  const stretches = splitAtBoundaries(connection.events);
  const tests = kinds.includes("test") ? testGroups(stretches, connection) : [];
  const blocks = kinds.includes("block") ? blockGroups(stretches, connection) : [];
  const together = [...blocks, ...batchGroups(stretches, connection)];
  const taken = new Set([...tests, ...together].flatMap(({ transactions }) => transactions));
  const setup = setupGroups(stretches, connection, taken);
  return [...together, ...tests.filter((test) => !isOneOf(test, together)), ...setup];
}

/** A run of transactions without a boundary that ends scenarios. */
type Stretch = readonly Sent[];

function splitAtBoundaries(events: readonly RecordedEvent[]): Stretch[] {
  const stretches: Stretch[] = [];
  let sent: Sent[] = [];
  const close = () => {
    if (sent.length > 0) stretches.push(sent);
    sent = [];
  };
  for (const event of events) {
    const { record } = event;
    if (record.kind === "transaction") {
      if (event.unrunnable !== undefined) close();
      else sent.push({ ...event, record, isFixture: false });
    } else if (record.reason === "snapshot") {
      markFixture(sent, record.test);
    } else {
      close();
    }
  }
  close();
  return stretches;
}

function markFixture(sent: readonly Sent[], test: number | undefined): void {
  for (const event of sent) {
    if (test !== undefined && event.test?.id === test) event.isFixture = true;
  }
}

function testGroups(stretches: readonly Stretch[], connection: RecordedConnection): Group[] {
  const groups: Group[] = [];
  const begun = new Set<number>();
  for (const sent of stretches) {
    for (const body of runsOfOneTest(sent.filter(({ isFixture }) => !isFixture))) {
      const test = body[0]?.test;
      if (test === undefined) continue;
      const calls = begun.has(test.id) ? body : withoutLeadingCreations(body);
      if (calls.length === 0) continue;
      begun.add(test.id);
      groups.push(groupOf("test", test.title, calls, connection));
    }
  }
  return groups;
}

function runsOfOneTest(sent: readonly Sent[]): Sent[][] {
  const runs: Sent[][] = [];
  let previous: number | undefined;
  for (const event of sent) {
    const test = event.record.phase === "body" ? event.test?.id : undefined;
    if (test === undefined) {
      previous = undefined;
      continue;
    }
    if (test === previous) runs.at(-1)?.push(event);
    else runs.push([event]);
    previous = test;
  }
  return runs;
}

function withoutLeadingCreations(body: readonly Sent[]): readonly Sent[] {
  const firstCall = body.findIndex(({ record }) => record.fields.to !== undefined);
  return firstCall === -1 ? [] : body.slice(firstCall);
}

function batchGroups(stretches: readonly Stretch[], connection: RecordedConnection): Group[] {
  return stretches.flatMap((sent) =>
    runsWithOne(sent, ({ record }) => record.batch?.id).flatMap((batch) => {
      const title = batch[0]?.record.batch?.title;
      return title === undefined ? [] : [groupOf("batch", title, batch, connection)];
    }),
  );
}

function blockGroups(stretches: readonly Stretch[], connection: RecordedConnection): Group[] {
  return stretches.flatMap((sent) =>
    runsWithOne(sent, ({ record }) => record.blockHash)
      .filter(
        (block) => block.length > 1 && block.every(({ record }) => record.batch === undefined),
      )
      .map((block) => {
        const title = block.find(({ test }) => test !== undefined)?.test?.title;
        return groupOf("block", title ?? "a block outside of any test", block, connection);
      }),
  );
}

/** Those next to each other that have one key. */
function runsWithOne(sent: readonly Sent[], keyOf: (event: Sent) => unknown): Sent[][] {
  const runs: Sent[][] = [];
  for (const event of sent) {
    const [first] = runs.at(-1) ?? [];
    if (first !== undefined && keyOf(first) === keyOf(event)) runs.at(-1)?.push(event);
    else runs.push([event]);
  }
  return runs;
}

function setupGroups(
  stretches: readonly Stretch[],
  connection: RecordedConnection,
  taken: ReadonlySet<TransactionRecord>,
): Group[] {
  const groups: Group[] = [];
  for (const sent of stretches) {
    let part: Sent[] = [];
    const close = () => {
      if (part.length > 0) groups.push(groupOf("setup", "set-up", part, connection));
      part = [];
    };
    for (const event of sent) {
      if (taken.has(event.record) || part.length === MAX_SETUP_GROUP) close();
      if (!taken.has(event.record)) part.push(event);
    }
    close();
  }
  return groups;
}

function isOneOf(test: Group, others: readonly Group[]): boolean {
  return others.some(
    (other) =>
      other.transactions.length === test.transactions.length &&
      other.transactions.every((record, i) => record === test.transactions[i]),
  );
}

function groupOf(
  kind: Group["kind"],
  title: string,
  sent: readonly Sent[],
  connection: RecordedConnection,
): Group {
  const first = sent[0];
  return {
    kind,
    title,
    file: first?.file,
    position: first?.position ?? 0,
    connection,
    transactions: sent.map(({ record }) => record),
  };
}

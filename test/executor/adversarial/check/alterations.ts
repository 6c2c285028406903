import type {
  PreState,
  Scenario,
  ScenarioTransaction,
} from "../../../../src/internal/model/scenario.ts";
import type { Random } from "../random.ts";

/** Makes a scenario that no chain has mined out of one that a chain has. */
export interface Alteration {
  readonly name: string;
  readonly alter: (scenario: Scenario, random: Random) => Scenario;
}

/** What was several blocks becomes one: also what EDR cannot mine together, such as two blob transactions. */
const asOneBlock: Alteration = {
  name: "as one block",
  alter: (scenario) => {
    const block = scenario.transactions[0]?.block;
    if (block === undefined) return scenario;
    return withTransactions(
      scenario,
      scenario.transactions.map((transaction) => ({ ...transaction, block })),
    );
  },
};

const shuffled: Alteration = {
  name: "in another order",
  alter: (scenario, random) =>
    withTransactions(scenario, bySenderInOrder(random.shuffled(scenario.transactions))),
};

/** Too high, too low, or another's. */
const wrongNonces: Alteration = {
  name: "with wrong nonces",
  alter: (scenario, random) =>
    withTransactions(
      scenario,
      scenario.transactions.map((transaction) => {
        if (!random.chance(0.2)) return transaction;
        const nonce = BigInt(transaction.fields.nonce) + BigInt(random.pick([-1, 1, 2, 7]));
        const fields = { ...transaction.fields, nonce: hex(nonce < 0n ? 9n : nonce) };
        return { ...transaction, fields };
      }),
    ),
};

/** Gaps in the nonces, and calls to contracts that nobody has created. */
const incomplete: Alteration = {
  name: "without some",
  alter: (scenario, random) =>
    withTransactions(
      scenario,
      scenario.transactions.filter(() => random.chance(0.8)),
    ),
};

/** A transaction a second time, whose nonce is used then. */
const repeated: Alteration = {
  name: "with repetitions",
  alter: (scenario, random) =>
    withTransactions(
      scenario,
      scenario.transactions.flatMap((transaction) =>
        random.chance(0.15) ? [transaction, transaction] : [transaction],
      ),
    ),
};

/** Orders that only the nonces forbid: a sender's second transaction before its first. */
const crossed: Alteration = {
  name: "in an order that is not the nonces'",
  alter: (scenario, random) => withTransactions(scenario, random.shuffled(scenario.transactions)),
};

/** Some senders have next to nothing: what they cannot pay is no transaction, unless others pay them first. */
const poor: Alteration = {
  name: "with poor senders",
  alter: (scenario, random) => {
    const senders = new Set(scenario.transactions.map(({ fields }) => fields.from));
    const chosen = new Set([...senders].filter(() => random.chance(0.4)));
    const preState: PreState = new Map(
      [...scenario.preState].map(([address, account]) => [
        address,
        chosen.has(address)
          ? { ...account, balance: BigInt(random.pick([0, 1, 4, 8, 20])) * 10n ** 15n }
          : account,
      ]),
    );
    return { ...scenario, preState };
  },
};

/** Blob gas at prices from nothing to more than is offered. */
const dearBlobs: Alteration = {
  name: "with dear blobs",
  alter: (scenario, random) =>
    withTransactions(
      scenario,
      scenario.transactions.map((transaction) => {
        const { block } = transaction;
        if (block.excessBlobGas === undefined) return transaction;
        const excessBlobGas = BigInt(random.pick([0, 1, 40, 300, 700, 1_500])) * 131_072n;
        return { ...transaction, block: { ...block, excessBlobGas } };
      }),
    ),
};

export const ALTERATIONS: readonly Alteration[] = [
  asOneBlock,
  shuffled,
  wrongNonces,
  incomplete,
  repeated,
  crossed,
  poor,
  dearBlobs,
];

/** What the chain said of them holds no longer. */
function withTransactions(
  scenario: Scenario,
  transactions: readonly ScenarioTransaction[],
): Scenario {
  return {
    ...scenario,
    transactions: transactions.map(({ fields, block, hash }, id) => ({ id, hash, fields, block })),
  };
}

/** Keeps the places of each sender's transactions, but puts its own into the order of their nonces. */
function bySenderInOrder(
  transactions: readonly ScenarioTransaction[],
): readonly ScenarioTransaction[] {
  const waiting = new Map<string, ScenarioTransaction[]>();
  for (const transaction of [...transactions].sort((a, b) => a.id - b.id)) {
    const { from } = transaction.fields;
    waiting.set(from, [...(waiting.get(from) ?? []), transaction]);
  }
  return transactions.flatMap(({ fields }) => waiting.get(fields.from)?.shift() ?? []);
}

function hex(value: bigint): `0x${string}` {
  return `0x${value.toString(16)}`;
}

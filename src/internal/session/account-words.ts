import type { ExecutedTransaction, ScenarioExecution } from "../model/execution.ts";
import { type Address, parseLocationKey } from "../model/location.ts";
import type { ScenarioTransaction } from "../model/scenario.ts";
import type { AccountWords } from "../model/slot-name.ts";

/**
 * The words for accounts of a scenario. `isChanged`: of the scenario with another value somewhere, which may come to
 * accounts that are none.
 */
export type WordsOf = (execution: ScenarioExecution, isChanged?: boolean) => AccountWords;

/** Numbers below are no accounts. */
const FIRST_ACCOUNT = 1n << 64n;
const ACCOUNT_BITS = 160;
/** Hex digits of a word. */
const WORD = 64;

/**
 * Words for accounts that were made up for a crowd: no transaction of the suite has their addresses, so that these
 * would say nothing to a reader.
 *
 * @param executions All that was recorded, the set-up too.
 */
export function accountWords(executions: readonly ScenarioExecution[]): WordsOf {
  let known: ReadonlySet<Address> | undefined;
  const isOfSuite = (address: Address): boolean => {
    known ??= accountsIn(executions);
    return known.has(address);
  };
  return (execution, isChanged = false) => {
    const { scenario } = execution;
    const { kind, transactions } = scenario;
    if (!isChanged && kind !== "crowd" && kind !== "experiment") return {};
    const users = new Set(transactions.map(({ fields }) => fields.from));
    const inCode = constantsIn(execution);
    return {
      stranger: (address) => {
        if (isOfSuite(address)) return undefined;
        if (users.has(address)) return "another user";
        if (inCode(address)) return undefined;
        const code = scenario.preState.get(address)?.code ?? "0x";
        return code === "0x" ? "another account" : "another contract";
      },
    };
  };
}

/** Whether a contract names the account, as one to which fees go. */
function constantsIn({ scenario, codes }: ScenarioExecution): (address: Address) => boolean {
  const found = new Map<Address, boolean>();
  return (address) => {
    const pushed = pushOf(address);
    const isFound =
      found.get(address) ??
      ([...codes.values()].some((code) => holds(code, pushed)) ||
        [...scenario.preState.values()].some(({ code }) => holds(code, pushed)));
    found.set(address, isFound);
    return isFound;
  };
}

/** How code has it: `0x…dEaD` is pushed as its last two bytes. What fills all of an address may stand there otherwise, too. */
function pushOf(address: Address): string {
  const digits = address.slice(2).replace(/^(?:00)+/, "");
  const size = digits.length / 2;
  return size === ACCOUNT_BITS / 8 ? digits : `${(PUSH0 + size).toString(16)}${digits}`;
}

const PUSH0 = 0x5f;

/** At a whole byte. */
function holds(code: string, digits: string): boolean {
  let at = code.indexOf(digits);
  while (at % 2 === 1) at = code.indexOf(digits, at + 1);
  return at >= 0;
}

/** All that sent, were called, touched, passed, or stood in a slot. */
function accountsIn(executions: readonly ScenarioExecution[]): ReadonlySet<Address> {
  const accounts = new Set<Address>();
  for (const { scenario, transactions } of executions) {
    for (const [i, transaction] of scenario.transactions.entries()) {
      addSent(accounts, transaction);
      addTouched(accounts, transactions[i]);
    }
  }
  return accounts;
}

function addSent(accounts: Set<Address>, { fields }: ScenarioTransaction): void {
  accounts.add(fields.from);
  if (fields.to !== undefined) accounts.add(fields.to);
  // Those that are passed to a function stand at the end of a word behind the selector.
  for (let end = 10 + WORD; end <= fields.input.length; end += WORD) {
    accounts.add(`0x${fields.input.slice(end - ACCOUNT_BITS / 4, end)}`);
  }
}

function addTouched(accounts: Set<Address>, executed: ExecutedTransaction | undefined): void {
  const { reads = [], writes = [] } = executed?.result?.accesses ?? {};
  for (const { location, value } of [...reads, ...writes]) {
    const { kind, address } = parseLocationKey(location);
    accounts.add(address);
    if (kind !== "storage" || value < FIRST_ACCOUNT) continue;
    const digits = BigInt.asUintN(ACCOUNT_BITS, value).toString(16);
    accounts.add(`0x${digits.padStart(ACCOUNT_BITS / 4, "0")}`);
  }
}

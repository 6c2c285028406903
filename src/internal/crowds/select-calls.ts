import type { CrowdCall } from "../model/crowd.ts";
import type { ScenarioExecution, TransactionResult } from "../model/execution.ts";
import type { Address } from "../model/location.ts";
import type { ScenarioTransaction } from "../model/scenario.ts";
import type { NamedCall } from "../model/slot-name.ts";
import { remember } from "../primitives/remember.ts";

/** What a transaction of one of the executions called. */
export type CalledBy = (execution: ScenarioExecution, transaction: number) => NamedCall;

/** Who called a function, by the deployment. */
type Senders = Map<Address, Set<Address>>;

interface Path {
  call: Pick<CrowdCall, "transaction" | "origin">;
  result: TransactionResult;
  readonly gas: number;
  readonly functionKey: string;
  readonly transactions: ScenarioTransaction[];
}

/**
 * The distinct calls of a run: contract, function and path through the code, the most expensive and most
 * called first. Left out are creations, calls that failed, which change nothing, and what runs no code.
 * Of what only set-up calls, the code is not known yet, so that a function counts as one path.
 */
export function selectCalls(
  executions: readonly ScenarioExecution[],
  calledBy: CalledBy,
): CrowdCall[] {
  const paths = new Map<string, Path>();
  const fromTests = new Set<string>();
  const sendersOf = new Map<string, Senders>();
  const inTests = (execution: ScenarioExecution) => execution.scenario.kind !== "setup";
  for (const execution of [
    ...executions.filter(inTests),
    ...executions.filter((one) => !inTests(one)),
  ]) {
    for (const [index, transaction] of execution.scenario.transactions.entries()) {
      const result = execution.transactions[index]?.result;
      const { from, to, input } = transaction.fields;
      if (to === undefined || result === undefined || result.outcome.status === 0) continue;
      if (!runsCode(execution, index)) continue;
      const functionKey = functionKeyOf(calledBy(execution, index), to, input);
      if (inTests(execution)) fromTests.add(functionKey);
      else if (fromTests.has(functionKey)) continue;
      const deployments = remember(sendersOf, functionKey, (): Senders => new Map());
      remember(deployments, to, () => new Set<Address>()).add(from);
      const key = `${functionKey} ${pathOf(result)}`;
      const path = paths.get(key);
      if (path !== undefined) {
        path.transactions.push(transaction);
        if (showsMore({ transaction, result }, path)) {
          path.call = { transaction, origin: execution.scenario };
          path.result = result;
        }
      } else {
        const call = { transaction, origin: execution.scenario };
        const gas = Number(result.outcome.gasUsed);
        paths.set(key, { call, result, gas, functionKey, transactions: [transaction] });
      }
    }
  }
  return [...paths.values()]
    .sort((a, b) => b.gas * b.transactions.length - a.gas * a.transactions.length)
    .map(({ call, transactions, functionKey }) => {
      const other = ofAnother(call.transaction, transactions);
      const occurrences = transactions.length;
      const senders = most(sendersOf.get(functionKey));
      return { ...call, occurrences, senders, ...(other === undefined ? {} : { other }) };
    });
}

/** Of the deployments of a contract, that which most accounts called. */
function most(senders: Senders | undefined): number {
  return Math.max(1, ...[...(senders?.values() ?? [])].map(({ size }) => size));
}

/**
 * Who adds nothing, as a zero, does not show where those meet who add something; nor does who passes itself show what
 * passing somebody else does.
 */
function showsMore(
  {
    transaction,
    result,
  }: { readonly transaction: ScenarioTransaction; readonly result: TransactionResult },
  known: Path,
): boolean {
  const changes = changesAnything(result);
  if (changes !== changesAnything(known.result)) return changes;
  return passesItself(known.call.transaction) && !passesItself(transaction);
}

function changesAnything({ accesses }: TransactionResult): boolean {
  return accesses.writes.some(({ location }) => location.startsWith("storage:"));
}

function ofAnother(
  { fields: { from, to } }: ScenarioTransaction,
  transactions: readonly ScenarioTransaction[],
): ScenarioTransaction | undefined {
  return transactions.find(({ fields }) => fields.to === to && fields.from !== from);
}

function passesItself({ fields: { from, input } }: ScenarioTransaction): boolean {
  return input.includes(from.slice(2));
}

function runsCode({ scenario }: ScenarioExecution, index: number): boolean {
  const { before, fields } = scenario.transactions[index] ?? {};
  const account = fields?.to === undefined ? undefined : before?.get(fields.to);
  return account !== undefined && account.code !== "0x";
}

function functionKeyOf({ contract, function: name }: NamedCall, to: string, input: string): string {
  return contract === undefined ? `${to} ${input.slice(0, 10)}` : `${contract} ${name ?? ""}`;
}

/** Where it touched the state, and in which frames. */
function pathOf({ attribution }: TransactionResult): string {
  const frames = attribution.frames.map(({ depth, input }) => `${depth}:${input.slice(0, 10)}`);
  const sites = new Set(attribution.sites.map(({ frame, pc, kind }) => `${frame}:${pc}:${kind}`));
  return `${frames.join(" ")} | ${[...sites].sort().join(" ")}`;
}

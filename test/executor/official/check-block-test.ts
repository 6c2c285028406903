import type { Executor } from "../../../src/internal/executor/executor.ts";
import type {
  ExecutedTransaction,
  ScenarioExecution,
} from "../../../src/internal/model/execution.ts";
import type { Hex } from "../../../src/internal/model/location.ts";
import type { Scenario, ScenarioTransaction } from "../../../src/internal/model/scenario.ts";
import { toWord } from "../../../src/internal/primitives/hex.ts";
import type { BlockTest, OfficialBlock } from "./block-tests.ts";
import { deliver, type Helper, withHelpers } from "./helper-transactions.ts";
import { type Receipt, receiptsRoot } from "./receipts-root.ts";
import { failed, type Verdict, workOf } from "./verdict.ts";
import { hashOf, WorldState } from "./world-state.ts";

/**
 * Runs all blocks of each chain as one scenario, so that they run concurrently although each builds
 * on the one before it. The rewards between them are transactions too.
 */
export async function checkBlockTest(test: BlockTest, executor: Executor): Promise<Verdict> {
  const executions: ScenarioExecution[] = [];
  for (const chain of test.chains) {
    const run = new ChainRun(test);
    for (const blocks of cutByFork(chain)) {
      const difference = await run.advance(blocks, executor);
      if (difference !== undefined) return failed(difference);
    }
    executions.push(...run.executions);
  }
  const transactions = test.chains.flat().flatMap((block) => block.transactions).length;
  return { kind: "passed", work: workOf(transactions, executions) };
}

/** A scenario has one hardfork. */
function cutByFork(chain: readonly OfficialBlock[]): OfficialBlock[][] {
  const parts: OfficialBlock[][] = [];
  for (const block of chain) {
    const last = parts.at(-1);
    if (last?.[0]?.fork === block.fork) last.push(block);
    else parts.push([block]);
  }
  return parts;
}

class ChainRun {
  readonly executions: ScenarioExecution[] = [];
  readonly #test: BlockTest;
  readonly #world: WorldState;
  readonly #codes = new Map<bigint, Hex>();
  readonly #blockHashes = new Map<bigint, Hex>();

  constructor(test: BlockTest) {
    this.#test = test;
    this.#world = new WorldState(test.pre, false);
    for (const { code } of [...test.pre.values(), ...test.post.values()]) {
      this.#codes.set(hashOf(code), code);
    }
  }

  /** Runs the next blocks; tells the first difference from what their headers say. */
  async advance(blocks: readonly OfficialBlock[], executor: Executor): Promise<string | undefined> {
    for (const { environment, hash, parentHash } of blocks) {
      this.#blockHashes.set(environment.number - 1n, parentHash);
      this.#blockHashes.set(environment.number, hash);
    }
    const [execution] = await executor.execute([this.#stage(blocks)]);
    if (execution === undefined) return "the executor gave nothing";
    this.executions.push(execution);
    const { parallel, transactions } = execution;
    if (parallel.kind !== "parallel" && transactions.length > 1) {
      return `not run in parallel: ${parallel.reason}`;
    }
    let next = 0;
    for (const block of blocks) {
      const end = next + block.transactions.length + block.rewards.length;
      const difference = await this.#checkBlock(block, transactions.slice(next, end));
      next = end;
      if (difference !== undefined) return `block ${block.environment.number}: ${difference}`;
    }
    return undefined;
  }

  #stage(blocks: readonly OfficialBlock[]): Scenario {
    const helpers: Helper[] = [];
    const transactions: ScenarioTransaction[] = [];
    for (const { environment: block, transactions: own, rewards } of blocks) {
      for (const fields of own) {
        const id = transactions.length;
        transactions.push({ id, hash: toWord(BigInt(id)), fields, block });
      }
      for (const [address, amount] of rewards) {
        const helper = deliver(transactions.length, address, amount, block);
        transactions.push(helper.transaction);
        helpers.push(helper);
      }
    }
    return {
      id: "replay-1",
      kind: "replay",
      title: this.#test.id,
      chain: {
        chainId: 1n,
        chainType: "l1",
        hardfork: blocks[0]?.fork ?? "",
        allowUnlimitedContractSize: false,
      },
      transactions,
      preState: withHelpers(this.#world.toPreState(this.#codes), helpers),
      blockHashes: this.#blockHashes,
    };
  }

  async #checkBlock(
    block: OfficialBlock,
    executed: readonly ExecutedTransaction[],
  ): Promise<string | undefined> {
    const odd = executed.findIndex(({ verification }) => verification.kind !== "matched");
    if (odd >= 0) return `transaction ${odd}: ${JSON.stringify(executed[odd]?.verification)}`;
    const receipts: Receipt[] = [];
    for (const { result } of executed.slice(0, block.transactions.length)) {
      if (result === undefined) return "a transaction was not run";
      this.#world.apply(result.accesses.writes);
      receipts.push({ outcome: result.outcome, stateRoot: await this.#world.root() });
    }
    for (const [address, amount] of block.rewards) this.#world.credit(address, amount);
    const gasUsed = receipts.reduce((sum, { outcome }) => sum + outcome.gasUsed, 0n);
    return (
      differs("gas used", gasUsed, block.gasUsed) ??
      differs("receipts root", await receiptsRoot(receipts), block.receiptsRoot) ??
      differs("state root", await this.#world.root(), block.stateRoot)
    );
  }
}

function differs<T>(what: string, actual: T, expected: T): string | undefined {
  if (actual === expected) return undefined;
  return `${what}: official ${String(expected)}, executor ${String(actual)}`;
}

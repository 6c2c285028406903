import assert from "node:assert/strict";

import { analyseScenario } from "../../../src/internal/analysis/analyse-scenario.ts";
import { BLOCK_STM } from "../../../src/internal/analysis/profiles/block-stm.ts";
import {
  type CrowdStudy,
  type CrowdStudyOptions,
  type ExecutedCrowd,
  studyCrowds,
} from "../../../src/internal/crowds/study-crowds.ts";
import { Executor } from "../../../src/internal/executor/executor.ts";
import type { CrowdCall, CrowdTarget, UnclonedCall } from "../../../src/internal/model/crowd.ts";
import type { Execute, ScenarioExecution } from "../../../src/internal/model/execution.ts";
import { type Hex, type LocationKey, storageKey } from "../../../src/internal/model/location.ts";
import { EdrChain } from "../../executor/support/edr-chain.ts";
import { type CompiledContract, encode } from "../../executor/support/solidity.ts";
import { Hashes, word } from "./known.ts";

/** Started once for all tests of a file; it keeps no process alive. */
const executor = new Executor({ threads: 2 });

export const execute: Execute = (scenarios) => executor.execute(scenarios);

/** Clones of each crowd: enough for every pair of neighbours, and few to count. */
export const USERS = 4;

/** A fresh chain on which calls are made and recorded. */
export class CrowdLab {
  readonly chain: EdrChain;

  static async create(override: object = {}): Promise<CrowdLab> {
    return new CrowdLab(await EdrChain.create("osaka", override));
  }

  private constructor(chain: EdrChain) {
    this.chain = chain;
  }

  user(i: number): Hex {
    return this.chain.account(i);
  }

  async deploy(contract: CompiledContract, ...args: readonly unknown[]): Promise<Deployed> {
    const encoded = contract.interface.encodeDeploy(args).slice(2);
    const address = await this.chain.deploy(`${contract.bytecode}${encoded}`);
    return new Deployed(this.chain, contract, address);
  }
}

export class Deployed {
  readonly address: Hex;
  readonly #chain: EdrChain;
  readonly #contract: CompiledContract;

  constructor(chain: EdrChain, contract: CompiledContract, address: Hex) {
    this.#chain = chain;
    this.#contract = contract;
    this.address = address;
  }

  /** Calls a function, and has it recorded as a suite would; `extra`: further fields of the transaction. */
  async call(
    user: number | Hex,
    name: string,
    args: readonly unknown[] = [],
    extra: Record<string, unknown> = {},
  ): Promise<CrowdCall> {
    const from = typeof user === "number" ? this.#chain.account(user) : user;
    const data = encode(this.#contract, name, args);
    const origin = await this.#chain.sequence([{ from, to: this.address, data, ...extra }]);
    const [transaction] = origin.transactions;
    assert(transaction?.expected?.status === 1, `${name} failed`);
    return { transaction, origin, occurrences: 1 };
  }

  slot(number: number | bigint): LocationKey {
    return storageKey(this.address, word(number));
  }

  /** Of a mapping, or of one in an entry of another. */
  entry(mapping: number, ...keys: readonly (Hex | bigint | number)[]): LocationKey {
    const hashes = new Hashes();
    const slot = keys.reduce((at: bigint, key) => hashes.entry(at, key), BigInt(mapping));
    return this.slot(slot);
  }
}

const OPTIONS: CrowdStudyOptions = {
  users: USERS,
  firstId: 1_000,
  isOver: () => false,
  onProgress: () => undefined,
};

/** All clones must match: their parallel run the sequential one. */
export async function study(
  calls: readonly CrowdCall[],
  options: Partial<CrowdStudyOptions> = {},
): Promise<CrowdStudy> {
  const studied = await studyCrowds(calls, execute, { ...OPTIONS, ...options });
  for (const { execution } of studied.crowds) checkMatched(execution);
  return studied;
}

export function checkMatched({ scenario, transactions, parallel }: ScenarioExecution): void {
  assert.equal(transactions.length, scenario.transactions.length);
  for (const { verification } of transactions) assert.deepEqual(verification, { kind: "matched" });
  assert.equal(parallel.kind, "parallel");
}

/** What the study of one call made of it, which others can make. */
export class Cloned {
  readonly #study: CrowdStudy;

  static async of(call: CrowdCall): Promise<Cloned> {
    const studied = await study([call]);
    assert.deepEqual(
      studied.uncloned.map(({ cause, reason }) => `${cause}: ${reason}`),
      [],
    );
    return new Cloned(studied);
  }

  private constructor(studied: CrowdStudy) {
    this.#study = studied;
  }

  get call() {
    const [call] = this.#study.cloneable;
    assert(call !== undefined);
    return call;
  }

  get hasSpread(): boolean {
    return this.#find("spread") !== undefined;
  }

  crowd(target: CrowdTarget): ExecutedCrowd {
    const found = this.#find(target);
    assert(found !== undefined, `there is no crowd at ${target}`);
    return found;
  }

  statuses(target: CrowdTarget): (0 | 1 | undefined)[] {
    const { transactions } = this.crowd(target).execution;
    return transactions.map(({ result }) => result?.outcome.status);
  }

  /** Where the clones meet, with the number of pairs; sorted by location. */
  conflicts(target: CrowdTarget): Record<LocationKey, number> {
    return conflictsOf(this.crowd(target).execution);
  }

  #find(target: CrowdTarget): ExecutedCrowd | undefined {
    return this.#study.crowds.find(({ crowd }) => crowd.target === target);
  }
}

export function conflictsOf(execution: ScenarioExecution): Record<LocationKey, number> {
  const { contended } = analyseScenario(execution, BLOCK_STM);
  return Object.fromEntries(contended.map(({ location, conflicts }) => [location, conflicts]));
}

/** Of a call that others cannot make: why. */
export async function whyNot(call: CrowdCall): Promise<Omit<UnclonedCall, "call">> {
  const { uncloned, cloneable, crowds } = await study([call]);
  assert.deepEqual([cloneable.length, crowds.length], [0, 0]);
  const [found, ...others] = uncloned;
  assert(found !== undefined && others.length === 0);
  const { cause, reason, location } = found;
  return { cause, reason, ...(location === undefined ? {} : { location }) };
}

export const ALL_SUCCEED = Array<1>(USERS).fill(1);

/** Every pair of clones. */
export const ALL_PAIRS = (USERS * (USERS - 1)) / 2;

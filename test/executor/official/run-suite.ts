import { basename, dirname } from "node:path/posix";

import type { Executor } from "../../../src/internal/executor/executor.ts";
import { startExecutor } from "../support/start-executor.ts";
import { EdrChain } from "../support/edr-chain.ts";
import { readBlockTests } from "./block-tests.ts";
import { checkBlockTest } from "./check-block-test.ts";
import { checkInEdr } from "./check-in-edr.ts";
import { checkStateTest } from "./check-state-test.ts";
import { readPackage } from "./package-archive.ts";
import type { Choice, Sampled } from "./sample.ts";
import { skipBlockTest, skipInput, skipStateTest } from "./skip-reason.ts";
import { readStateTests, type StateTest } from "./state-tests.ts";
import { type Suite, SUITES } from "./suites.ts";
import { Tally } from "./tally.ts";
import { failed, type Verdict } from "./verdict.ts";

/** Started once for all tests; they keep no process alive. */
const executors = [2, 3, 4].map((threads) => startExecutor({ threads }));

/** The chosen tests of a suite, against what they say must come out. Each runs on 2, 3 or 4 threads. */
export async function runSuite(suite: Suite, choose: Choice): Promise<Tally> {
  const tally = new Tally(suite.folder);
  switch (suite.kind) {
    case "state": {
      await runAll(
        choose(await stateTestsOf(suite)),
        tally,
        ({ fork }) => fork,
        skipStateTest,
        checkStateTest,
      );
      break;
    }
    case "blocks": {
      const files = await filesOf(suite);
      const tests = files.flatMap(([file, json]) => readBlockTests(suite, file, json));
      const forkOf = ({ chains }: (typeof tests)[number]) =>
        [...new Set(chains.flat().map(({ fork }) => fork))].join(" to ") || "no valid block";
      await runAll(choose(tests), tally, forkOf, skipBlockTest, checkBlockTest);
    }
  }
  tally.print();
  return tally;
}

/** The chosen inputs of all state tests under the rules of a later fork, against EDR. */
export async function runInEdr(fork: string, choose: Choice): Promise<Tally> {
  const chain = await EdrChain.create(fork, {
    // Official tests have transactions with more gas than any block of a chain.
    blockGasLimit: 2n ** 63n - 1n,
    transactionGasCap: false,
    initialBaseFeePerGas: 0n,
  });
  const tally = new Tally("inputs of StateTests, results of EDR");
  const suites = SUITES.filter(({ kind }) => kind === "state");
  const tests = (await Promise.all(suites.map(stateTestsOf))).flat();
  const check = (test: StateTest, executor: Executor) => checkInEdr(test, chain, executor);
  await runAll(
    choose(tests),
    tally,
    () => fork,
    (test) => skipInput(test, fork),
    check,
  );
  tally.print();
  return tally;
}

async function runAll<T extends Sampled>(
  tests: readonly T[],
  tally: Tally,
  forkOf: (test: T) => string,
  skip: (test: T) => string | undefined,
  check: (test: T, executor: Executor) => Promise<Verdict>,
): Promise<void> {
  for (const [i, test] of tests.entries()) {
    const executor = executors[i % executors.length];
    if (executor === undefined) throw new Error("There is no executor");
    const reason = skip(test);
    const verdict: Verdict =
      reason === undefined
        ? await check(test, executor).catch((error: unknown) => failed(String(error)))
        : { kind: "skipped", reason };
    tally.add(forkOf(test), `${test.id} (${executor.threads} threads)`, verdict);
  }
}

const stateTests = new Map<Suite, Promise<StateTest[]>>();

/** Parsed once, as each later fork runs them too. */
export function stateTestsOf(suite: Suite): Promise<StateTest[]> {
  const known = stateTests.get(suite);
  if (known !== undefined) return known;
  const read = filesOf(suite).then((files) =>
    files.flatMap(([file, json]) => readStateTests(suite, file, json)),
  );
  stateTests.set(suite, read);
  return read;
}

const ROOT = "package/tests/";

const read = readPackage((path) =>
  /^package\/tests\/(State|Blockchain)Tests\/.*\.json$/.test(path),
);

/** The files that lie in the suite's folder itself, by name. */
async function filesOf({ folder }: Suite): Promise<[string, string][]> {
  return [...(await read)]
    .filter(([path]) => dirname(path) === ROOT + folder)
    .map(([path, json]) => [basename(path, ".json"), json]);
}

/** What users write compiles, and has the types that the README says; the compiler is what tests it. */
import { describe, it } from "node:test";

import { expectTypeOf } from "expect-type";
import type { HardhatUserConfig } from "hardhat/config";
import type { NetworkConnection } from "hardhat/types/network";

import type * as assertions from "../src/assert.ts";
import type {} from "../src/chai.ts";
import type {} from "../src/index.ts";
import type {
  ParallelCrowdOptions,
  ParallelEvm,
  ParallelReceipt,
  ParallelReport,
  ParallelRun,
  ParallelRunOptions,
  SentTransaction,
} from "../src/types.ts";

describe("public types", () => {
  it("put the test API on every connection", () => {
    expectTypeOf<NetworkConnection>().toHaveProperty("parallelEvm").toEqualTypeOf<ParallelEvm>();
    expectTypeOf<NetworkConnection<"op">["parallelEvm"]>().toEqualTypeOf<ParallelEvm>();
  });

  it("describe a run", () => {
    expectTypeOf<ParallelEvm["run"]>().returns.resolves.toEqualTypeOf<ParallelRun>();
    expectTypeOf<ParallelEvm["run"]>().parameter(0).toEqualTypeOf<() => unknown>();
    expectTypeOf<ParallelEvm["run"]>().parameter(1).toEqualTypeOf<ParallelRunOptions | undefined>();
    expectTypeOf<ParallelEvm["crowd"]>().returns.resolves.toEqualTypeOf<ParallelRun>();
    expectTypeOf<ParallelEvm["crowd"]>()
      .parameter(0)
      .toEqualTypeOf<SentTransaction | (() => unknown)>();
    expectTypeOf<ParallelEvm["report"]>().returns.resolves.toEqualTypeOf<ParallelReport>();
    expectTypeOf<ParallelCrowdOptions["vary"]>().toEqualTypeOf<
      "sender" | "arguments" | undefined
    >();
    expectTypeOf<ParallelRun["receipts"]>().toEqualTypeOf<readonly ParallelReceipt[]>();
    expectTypeOf<ParallelReceipt["status"]>().toEqualTypeOf<"success" | "reverted">();
    expectTypeOf<ParallelRun["speedupOn"]>().toEqualTypeOf<(threads: number) => number>();
  });

  it("take transactions as ethers and viem give them", () => {
    expectTypeOf<`0x${string}`>().toExtend<SentTransaction>();
    expectTypeOf<Promise<`0x${string}`>>().toExtend<SentTransaction>();
    expectTypeOf<Promise<{ hash: string; wait(): void }>>().toExtend<SentTransaction>();
    expectTypeOf<{ transactionHash: `0x${string}` }>().toExtend<SentTransaction>();
    expectTypeOf<number>().not.toExtend<SentTransaction>();
  });

  it("have the matchers", () => {
    expectTypeOf<Chai.Assertion["conflictFree"]>().toExtend<PromiseLike<void>>();
    expectTypeOf<Chai.Assertion["orderIndependent"]>().toExtend<Chai.Assertion>();
    expectTypeOf<Chai.Assertion["conflictOn"]>().parameters.toEqualTypeOf<
      [contract: string, path?: string]
    >();
    expectTypeOf<Chai.Assertion["reachSpeedup"]>().parameters.toEqualTypeOf<
      [atLeast: number, options?: { readonly threads?: number }]
    >();
    expectTypeOf<typeof assertions.assertConflictOn>().toEqualTypeOf<
      (run: ParallelRun, contract: string, path?: string) => void
    >();
  });

  it("have the config", () => {
    expectTypeOf<HardhatUserConfig>().toHaveProperty("parallelEvm");
    expectTypeOf<{
      parallelEvm: { threads: 4; profile: "key-based" };
    }>().toExtend<HardhatUserConfig>();
    expectTypeOf<{ parallelEvm: { threads: "4" } }>().not.toExtend<HardhatUserConfig>();
  });
});

/** What users write compiles, and has the types that the README says; the compiler is what tests it. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";

import { expectTypeOf } from "expect-type";
import type { HardhatUserConfig } from "hardhat/config";
import type { NetworkConnection } from "hardhat/types/network";

import type * as assertions from "../src/assert.ts";
import type {} from "../src/chai.ts";
import type {} from "../src/index.ts";
import { ROOT } from "./support/run-hardhat.ts";
import type {
  ParallelCrowdOptions,
  ParallelEvm,
  ParallelReceipt,
  ParallelReport,
  ParallelRun,
  ParallelRunOptions,
  ReportConflict,
  ReportHotspot,
  ReportOrder,
  ReportTransaction,
  SentTransaction,
  Speedup,
} from "../src/types.ts";

/** What reports are made from, and files of them. */
const NOT_IN_REPORTS = ["report-input.ts", "report-format.ts"];

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
    expectTypeOf<ParallelRun["transactions"]>().toEqualTypeOf<readonly ReportTransaction[]>();
    expectTypeOf<ParallelRun["conflicts"]>().toEqualTypeOf<readonly ReportConflict[]>();
    expectTypeOf<ParallelRun["hotspots"]>().toEqualTypeOf<readonly ReportHotspot[]>();
    expectTypeOf<ParallelRun["orders"]>().toEqualTypeOf<readonly ReportOrder[]>();
    expectTypeOf<ParallelRun["speedup"]>().toEqualTypeOf<Speedup>();
    expectTypeOf<ParallelRun["receipts"]>().toEqualTypeOf<readonly ParallelReceipt[]>();
    expectTypeOf<ParallelReceipt["status"]>().toEqualTypeOf<"success" | "reverted">();
    expectTypeOf<ParallelRun["speedupOn"]>().toEqualTypeOf<(threads: number) => number>();
  });

  it("are all there of reports and replays", () => {
    const read = (path: string) => readFileSync(join(ROOT, "src", path), "utf8");
    const exported = read("types.ts");
    for (const file of readdirSync(join(ROOT, "src/internal/model"))) {
      if (!/^re(?:port|play)/.test(file) || NOT_IN_REPORTS.includes(file)) continue;
      const names = read(`internal/model/${file}`).matchAll(/^export (?:interface|type) (\w+)/gm);
      for (const [, name = ""] of names) {
        if (name !== "ReplayedFile") assert.match(exported, new RegExp(`\\b${name}\\b`), file);
      }
    }
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

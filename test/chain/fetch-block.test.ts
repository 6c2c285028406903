import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";

import { blockScenario } from "../../src/internal/block-files/block-scenario.ts";
import { narrowBlockFile } from "../../src/internal/block-files/narrow-block-file.ts";
import type { Ask } from "../../src/internal/chain/ask.ts";
import { BlockCache } from "../../src/internal/chain/block-cache.ts";
import { ChainReader } from "../../src/internal/chain/fetch-block.ts";
import { patientAsk } from "../../src/internal/chain/patient-ask.ts";
import { Executor } from "../../src/internal/executor/executor.ts";
import { hardforkOfBlock } from "../../src/internal/executor/hardfork-of-block.ts";
import { witnessBlock } from "../../src/internal/executor/witness-block.ts";
import type { Address } from "../../src/internal/model/location.ts";
import { checkBlock } from "../../src/internal/session/check-block.ts";
import { needsBlocks, sharedBlock } from "../support/shared-blocks.ts";
import { fileEndpoint, type FileEndpoint } from "./support/file-endpoint.ts";

const CLOCK = { now: () => performance.now(), sleep: () => Promise.resolve() };

const TRACES = ["debug_traceBlockByNumber", "debug_traceTransaction"];

/** Real blocks, from an endpoint that knows no more of the state than their files do. */
describe("ChainReader", needsBlocks, () => {
  let folder: string;
  let executor: Executor;
  let labs = 0;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "fetch-block-"));
    executor = new Executor({ threads: 1, execution: "hybrid" });
  });

  after(async () => {
    await executor.end();
    rmSync(folder, { recursive: true });
  });

  function readerOf({ ask }: Pick<FileEndpoint, "ask">, id = labs++) {
    const patience = { requestMs: 9_000, totalMs: 90_000, attempts: 2, random: () => 0 };
    return new ChainReader({
      network: "mainnet",
      chainId: 1n,
      ask: patientAsk(ask, { ...patience, clock: CLOCK }),
      cache: new BlockCache(join(folder, `${id}`), 1n),
      hardforkOf: (number, timestamp) => hardforkOfBlock(1n, number, timestamp) ?? "none",
      execute: witnessBlock,
      totalMs: 90_000,
    });
  }

  async function fetched(reader: ChainReader, number: bigint) {
    const { content, fromCache } = await reader.fetchBlock(
      number,
      () => true,
      () => undefined,
    );
    const narrowed = narrowBlockFile(JSON.parse(JSON.stringify(content)));
    assert("file" in narrowed, "wrong" in narrowed ? narrowed.wrong : "");
    return { file: narrowed.file, fromCache };
  }

  for (const number of [3_356_896, 19_932_148]) {
    for (const [how, lacking] of [
      ["by a trace of the block", ["eth_getProof"]],
      ["by proofs, as execution asks", TRACES],
      ["by balance, nonce, code and slots, as execution asks", [...TRACES, "eth_getProof"]],
    ] as const) {
      it(`fetches block ${number} ${how}`, async () => {
        const endpoint = await fileEndpoint(sharedBlock(number), lacking);
        const id = labs++;
        const readAccounts: Address[] = [];
        const ask: Ask = (method, params) => {
          // It is an address.
          if (method === "eth_getBalance") readAccounts.push(params[0] as Address);
          return endpoint.ask(method, params);
        };
        const { file } = await fetched(readerOf({ ask }, id), BigInt(number));
        assert.equal(file.hardfork, endpoint.file.hardfork);
        const [execution] = await executor.execute([blockScenario(file, "replay-1")]);
        assert(execution !== undefined);
        const check = await checkBlock(file, execution);
        assert(check.kind === "checked", "reason" in check ? check.reason : "");
        assert.deepEqual(check.differences, []);
        // Nothing that is not asked for, and nothing else than there is.
        for (const [address, { balance, nonce, storage }] of file.pre) {
          const known = endpoint.file.pre.get(address);
          assert.equal(balance, known?.balance ?? 0n, address);
          assert.equal(nonce, known?.nonce ?? 0n, address);
          for (const [slot, value] of storage) {
            if (address.startsWith("0x000f3df6")) continue; // it writes there first
            assert.equal(value, known?.storage.get(slot) ?? 0n, `${address} ${slot}`);
          }
        }
        if (how.includes("trace")) {
          assert.equal(endpoint.asked.get("debug_traceBlockByNumber"), 1);
          // Accounts that do not exist are in no trace.
          const read = readAccounts.filter((address) => endpoint.file.pre.has(address));
          assert.deepEqual(read, []);
        }
        endpoint.asked.clear();
        assert.equal((await fetched(readerOf(endpoint, id), BigInt(number))).fromCache, true);
        assert.deepEqual([...endpoint.asked], [["eth_getBlockByNumber", 1]]);
      });
    }
  }

  it("asks for the hashes of blocks that BLOCKHASH is asked for", async () => {
    const endpoint = await fileEndpoint(sharedBlock(4_864_590), TRACES);
    assert(endpoint.file.blockHashes.size > 0 && !endpoint.file.blockHashes.has("4864589"));
    const { file } = await fetched(readerOf(endpoint), 4_864_590n);
    assert.deepEqual(file.blockHashes, endpoint.file.blockHashes);
  });

  it("does not take traces or receipts of another block", async () => {
    const { ask } = await fileEndpoint(sharedBlock(19_932_148), []);
    const wrong = async (method: string, params: readonly unknown[]) => {
      const answer = await ask(method, params);
      const isWrong = method === "debug_traceBlockByNumber";
      return isWrong ? (answer as object[]).toReversed() : answer;
    };
    const reader = readerOf({ ask: wrong });
    await fetched(reader, 19_932_148n);
    assert.match(reader.optional.notes.join(), /traces of this block's transactions/);
  });

  for (const [what, code, change] of [
    ["a transaction of another chain", "PE044", { transactions: [{ type: "0x7e" }] }],
    ["an answer of another form", "PE045", { gasLimit: 30_000_000 }],
  ] as const) {
    it(`tells of ${what}: ${code}`, async () => {
      const { ask } = await fileEndpoint(sharedBlock(19_932_148), []);
      const changed = async (method: string, params: readonly unknown[]) => {
        const answer = await ask(method, params);
        return method === "eth_getBlockByHash" ? { ...(answer as object), ...change } : answer;
      };
      await assert.rejects(fetched(readerOf({ ask: changed }), 19_932_148n), { code });
    });
  }
});

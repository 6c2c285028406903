import assert from "node:assert/strict";
import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";

import { BlockCache } from "../../src/internal/chain/block-cache.ts";
import { word } from "../block-files/tiny-block.ts";

describe("the cache of blocks", () => {
  let root: string;
  let folders = 0;

  before(() => {
    root = mkdtempSync(join(tmpdir(), "block-cache-"));
  });

  after(() => {
    rmSync(root, { recursive: true });
  });

  const HASH = word(7);

  function lab() {
    const folder = join(root, `${folders++}`);
    const asked: string[] = [];
    /** As a process of its own would see it. */
    const open = () => {
      const cache = new BlockCache(folder, 5n);
      const ask = cache.keeping(HASH, (method) => {
        asked.push(method);
        return Promise.resolve({ method });
      });
      return { cache, ask };
    };
    return { folder: join(folder, "chain-5"), open, asked };
  }

  it("keeps each answer when it arrives, by method and parameters", async () => {
    const { open, asked } = lab();
    await open().ask("a", [1]);
    const later = open();
    assert.deepEqual(await later.ask("a", [1]), { method: "a" });
    assert.deepEqual(asked, ["a"]);
    await later.ask("a", [2]);
    await later.ask("b", [1]);
    assert.deepEqual(asked, ["a", "a", "b"]);
    assert(later.cache.size() > 0);
  });

  it("loses the answer that was being written, and no other", async () => {
    const { folder, open, asked } = lab();
    await open().ask("a", []);
    await open().ask("b", []);
    const [name = ""] = readdirSync(folder);
    const file = join(folder, name);
    truncateSync(file, readFileSync(file).length - 5);
    await open().ask("c", []);
    appendFileSync(file, "\n[1,2]\nnonsense\n");
    const { ask } = open();
    for (const method of ["a", "b", "c"]) await ask(method, []);
    assert.deepEqual(asked, ["a", "b", "c", "b"]);
  });

  it("replaces the answers by the whole block", async () => {
    const { folder, open } = lab();
    const { cache, ask } = open();
    await ask("a", []);
    cache.write(HASH, { number: 1 });
    assert.deepEqual(readdirSync(folder), [`${HASH}.json.gz`]);
    assert.deepEqual(open().cache.read(HASH), { number: 1 });
    assert.equal(open().cache.read(word(8)), undefined);
    writeFileSync(join(folder, `${HASH}.json.gz`), "damaged");
    assert.equal(open().cache.read(HASH), undefined);
  });

  it("tells that it cannot be written, and does without", async () => {
    const file = join(root, "file");
    writeFileSync(file, "");
    const cache = new BlockCache(file, 5n);
    const ask = cache.keeping(HASH, () => Promise.resolve(1));
    assert.equal(await ask("a", []), 1);
    cache.write(HASH, {});
    assert.notEqual(cache.failure, undefined);
    assert.equal(cache.size(), 0);
  });
});

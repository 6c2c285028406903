import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { gzipSync } from "node:zlib";

import { readBlockFile } from "../../src/internal/block-files/read-block-file.ts";
import { ParallelEvmError } from "../../src/internal/primitives/plugin-error.ts";
import { needsBlocks, sharedBlock } from "../support/shared-blocks.ts";
import { tinyBlock } from "./tiny-block.ts";

const TEXT = JSON.stringify(tinyBlock());

describe("readBlockFile", () => {
  let folder: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "block-files-"));
  });

  after(() => {
    rmSync(folder, { recursive: true });
  });

  function fileOf(name: string, content: string | Uint8Array): string {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  }

  async function assertFails(path: string, code: string, says: RegExp): Promise<void> {
    await assert.rejects(readBlockFile(path), (error) => {
      assert(error instanceof ParallelEvmError);
      assert.equal(error.code, code);
      assert(error.message.includes(path), error.message);
      assert.match(error.message, says);
      return true;
    });
  }

  it("reads JSON and packed JSON, whatever the packed file is called", async () => {
    const paths = [
      fileOf("plain.json", TEXT),
      fileOf("marked.json", `\ufeff${TEXT}`),
      fileOf("packed.json.gz", gzipSync(TEXT)),
      fileOf("packed.json", gzipSync(TEXT)),
    ];
    for (const path of paths) assert.equal((await readBlockFile(path)).txs.length, 4);
  });

  it("says that a file is missing, or a folder", async () => {
    await assertFails(join(folder, "none.json"), "PE004", /there is no such file/);
    await assertFails(folder, "PE004", /it is a folder/);
    await assertFails(join(fileOf("file", ""), "below.json"), "PE004", /ENOTDIR/);
  });

  it("says that a file is no gzip data, or not all of it", async () => {
    const packed = gzipSync(TEXT);
    const half = packed.subarray(0, packed.length / 2);
    const damaged = Buffer.from(packed);
    damaged.fill(0xff, 20, 40);
    await assertFails(fileOf("text.json.gz", TEXT), "PE005", /it is not gzip data/);
    await assertFails(fileOf("empty.json.gz", ""), "PE005", /it is not gzip data/);
    await assertFails(fileOf("half.json.gz", half), "PE005", /it ends too early/);
    await assertFails(fileOf("damaged.json.gz", damaged), "PE005", /cannot be unpacked/);
  });

  it("does not unpack without end", async () => {
    const zeros = Buffer.concat(Array<Buffer>(257).fill(gzipSync(Buffer.alloc(1024 * 1024))));
    await assertFails(fileOf("bomb.json.gz", zeros), "PE005", /larger than 256 MB/);
  });

  it("says that a file is no JSON", async () => {
    await assertFails(fileOf("cut.json", TEXT.slice(0, 500)), "PE006", /is not JSON/);
    await assertFails(fileOf("empty.json", ""), "PE006", /Unexpected end/);
    await assertFails(fileOf("bytes.json", Uint8Array.of(0x22, 0xff, 0x22)), "PE006", /UTF-8/);
    await assertFails(fileOf("page.json", "<html>"), "PE006", /is not JSON/);
  });

  it("says what is wrong in JSON of another form", async () => {
    await assertFails(fileOf("report.json", '{"schemaVersion":1}'), "PE007", /number: Missing/);
    const path = fileOf("number.json", JSON.stringify(tinyBlock({ number: "17" })));
    await assertFails(path, "PE007", /number: Expected a whole number/);
  });

  it("reads blocks of mainnet", needsBlocks, async () => {
    const frontier = await readBlockFile(sharedBlock(116_525));
    assert.equal(frontier.hardfork, "chainstart");
    assert.equal(frontier.txs.filter(({ to }) => to === null).length, 4);
    const cancun = await readBlockFile(sharedBlock(19_932_148));
    assert.equal(cancun.env.excessBlobGas, 0n);
    assert.equal(cancun.expected.gasUsed, 14_378_808n);
    assert.equal(cancun.txs.length, 227);
  });
});

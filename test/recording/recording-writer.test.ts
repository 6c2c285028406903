import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { setTimeout } from "node:timers/promises";

import { RecordingWriter } from "../../src/internal/recording/recording-writer.ts";

const base = mkdtempSync(join(tmpdir(), "parallel-evm-"));

after(() => {
  rmSync(base, { recursive: true, force: true });
});

let folders = 0;

function newFolder(): string {
  folders += 1;
  return join(base, String(folders), "recording");
}

describe("RecordingWriter", () => {
  it("makes nothing before the first record", () => {
    const folder = newFolder();
    new RecordingWriter({ folder, run: "r", removeOlder: true }).flush();
    assert.equal(existsSync(folder), false);
  });

  it("writes a header, then the records in order", () => {
    const folder = newFolder();
    const writer = new RecordingWriter({ folder, run: "r", removeOlder: true });
    writer.write({ kind: "note", message: "one" });
    writer.write({ kind: "note", message: "two" });
    writer.flush();
    assert.deepEqual(linesIn(folder), [
      { kind: "header", version: 1, run: "r" },
      { kind: "note", message: "one" },
      { kind: "note", message: "two" },
    ]);
  });

  it("writes by itself after a while", async () => {
    const folder = newFolder();
    const writer = new RecordingWriter({ folder, run: "r", removeOlder: true });
    writer.write({ kind: "note", message: "one" });
    const deadline = Date.now() + 5000;
    while (readdirSync(folder).length === 0 && Date.now() < deadline) await setTimeout(20);
    assert.equal(linesIn(folder).length, 2);
  });

  it("writes a code once, before its first use", () => {
    const folder = newFolder();
    const writer = new RecordingWriter({ folder, run: "r", removeOlder: true });
    assert.deepEqual(
      [writer.codeId("0x01"), writer.codeId("0x02"), writer.codeId("0x01")],
      [0, 1, 0],
    );
    writer.flush();
    assert.deepEqual(linesIn(folder).slice(1), [
      { kind: "code", id: 0, code: "0x01" },
      { kind: "code", id: 1, code: "0x02" },
    ]);
  });

  it("removes older runs and nothing else, if it began the run", () => {
    const folder = newFolder();
    new RecordingWriter({ folder, run: "new", removeOlder: true }).prepare();
    for (const name of ["old-7-1.jsonl", "new-8-1.jsonl", "mine.txt"]) {
      writeFileSync(join(folder, name), "");
    }
    new RecordingWriter({ folder, run: "new", removeOlder: false }).prepare();
    assert.equal(readdirSync(folder).length, 3);
    new RecordingWriter({ folder, run: "new", removeOlder: true }).prepare();
    assert.deepEqual(readdirSync(folder).sort(), ["mine.txt", "new-8-1.jsonl"]);
  });

  it("keeps the records when the folder cannot be written", () => {
    const file = join(base, "file");
    writeFileSync(file, "");
    const writer = new RecordingWriter({
      folder: join(file, "recording"),
      run: "r",
      removeOlder: true,
    });
    writer.write({ kind: "note", message: "one" });
    writer.flush();
    assert.ok(writer.failure instanceof Error);
    const lines = writer.unwritten?.lines ?? [];
    assert.equal(lines.length, 2);
    assert.match(lines[1] ?? "", /one/);
  });

  it("keeps what it can no longer append", () => {
    const folder = newFolder();
    const writer = new RecordingWriter({ folder, run: "r", removeOlder: true });
    writer.write({ kind: "note", message: "one" });
    writer.flush();
    rmSync(folder, { recursive: true });
    writer.write({ kind: "note", message: "two" });
    writer.flush();
    assert.ok(writer.failure instanceof Error);
    assert.deepEqual(writer.unwritten?.lines.map(parse), [{ kind: "note", message: "two" }]);
  });
});

function linesIn(folder: string): unknown[] {
  const [name = ""] = readdirSync(folder);
  return readFileSync(join(folder, name), "utf8").trimEnd().split("\n").map(parse);
}

function parse(line: string): unknown {
  const value: unknown = JSON.parse(line);
  return value;
}

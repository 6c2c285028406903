import assert from "node:assert/strict";
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";

import type { RecordingRecord } from "../../src/internal/model/recording.ts";
import {
  parseRecording,
  readRecordings,
  type Recording,
} from "../../src/internal/recording/read-recordings.ts";

const folder = mkdtempSync(join(tmpdir(), "parallel-evm-"));

after(() => {
  rmSync(folder, { recursive: true, force: true });
});

const WORD = `0x${"ab".repeat(32)}` as const;
const ADDRESS = `0x${"cd".repeat(20)}` as const;
const HEADER: RecordingRecord = { kind: "header", version: 1, run: "run" };
const TRANSACTION: RecordingRecord = {
  kind: "transaction",
  connection: 0,
  hash: WORD,
  blockNumber: "0x1",
  blockHash: WORD,
  index: 0,
  fields: { type: 0, from: ADDRESS, nonce: "0x0", gas: "0x1", value: "0x0", input: "0x" },
  receipt: { status: 1, gasUsed: "0x1", logs: [{ address: ADDRESS, topics: [WORD], data: "0x" }] },
  witness: { [ADDRESS]: { balance: "0x0", nonce: 0, code: 1, storage: { [WORD]: WORD } } },
  phase: "setup",
};

describe("parseRecording", () => {
  it("reads what was written", async () => {
    const records = [HEADER, TRANSACTION];
    const parsed = await parseRecording(
      "file",
      records.map((record) => JSON.stringify(record)),
    );
    assert.deepEqual(parsed.records, records);
  });

  it("names and skips what it cannot read", async () => {
    const cut = JSON.stringify(TRANSACTION).slice(0, 60);
    const { records } = await parseRecording("file.jsonl", [
      JSON.stringify(HEADER),
      cut,
      "",
      '{"kind":"dance"}',
      JSON.stringify({ ...TRANSACTION, witness: { [ADDRESS]: { balance: 3, nonce: 0 } } }),
      JSON.stringify(TRANSACTION),
      "null",
    ]);
    assert.deepEqual(records.slice(0, 2), [HEADER, TRANSACTION]);
    const notes = records.slice(2).map((record) => (record.kind === "note" ? record.message : ""));
    assert.equal(notes.length, 4);
    assert.match(notes[0] ?? "", /file\.jsonl:2: /);
    assert.match(notes[1] ?? "", /file\.jsonl:4: unknown kind of record: dance/);
    assert.match(notes[2] ?? "", /file\.jsonl:5: .*witness .*balance .*quantity/);
    assert.match(notes[3] ?? "", /^1 more/);
  });

  it("skips a recording of another version", async () => {
    const { records } = await parseRecording("file", ['{"kind":"header","version":2,"run":"x"}']);
    assert.deepEqual(
      records.map(({ kind }) => kind),
      ["note"],
    );
  });
});

describe("readRecordings", () => {
  writeFileSync(join(folder, "old-1-1.jsonl"), `${JSON.stringify(HEADER)}\n`);
  writeFileSync(join(folder, "new-2-1.jsonl"), `${JSON.stringify(HEADER)}\n`);
  writeFileSync(join(folder, "new-3-1.jsonl"), `${JSON.stringify(HEADER)}\r\n`);
  writeFileSync(join(folder, "notes.txt"), "no recording");
  utimesSync(join(folder, "old-1-1.jsonl"), new Date(1000), new Date(1000));

  it("reads all files of a run", async () => {
    assert.deepEqual(await namesOf(readRecordings(folder, "old")), ["old-1-1.jsonl"]);
    assert.deepEqual(await namesOf(readRecordings(folder, "new")), [
      "new-2-1.jsonl",
      "new-3-1.jsonl",
    ]);
    assert.deepEqual(await namesOf(readRecordings(folder, "ne")), []);
  });

  it("reads the newest run when none is named", async () => {
    assert.deepEqual(await namesOf(readRecordings(folder)), ["new-2-1.jsonl", "new-3-1.jsonl"]);
  });

  it("ends a record at the end of its line only, not at a separator in a title", async () => {
    const message = "a\u2028b\u2029c\u0085d\u000be";
    const records: RecordingRecord[] = [HEADER, { kind: "note", message }];
    const lines = records.map((record) => `${JSON.stringify(record)}\n`);
    assert(lines[1]?.includes("\u2028"), "the separator is written as it is");
    writeFileSync(join(folder, "hard-1-1.jsonl"), lines.join(""));
    utimesSync(join(folder, "hard-1-1.jsonl"), new Date(1000), new Date(1000));
    for await (const read of readRecordings(folder, "hard"))
      assert.deepEqual(read.records, records);
  });

  it("finds nothing where there is nothing", async () => {
    assert.deepEqual(await namesOf(readRecordings(join(folder, "missing"))), []);
  });
});

async function namesOf(recordings: AsyncIterable<Recording>): Promise<string[]> {
  const names: string[] = [];
  for await (const { name, records } of recordings) {
    assert.deepEqual(records, [HEADER]);
    names.push(name);
  }
  return names;
}

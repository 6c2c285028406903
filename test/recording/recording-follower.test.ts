import assert from "node:assert/strict";
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, it } from "node:test";

import type { RecordingRecord } from "../../src/internal/model/recording.ts";
import { recordingFileName } from "../../src/internal/recording/recording-file.ts";
import { RecordingFollower } from "../../src/internal/recording/recording-follower.ts";
import { readRecordings } from "../../src/internal/recording/read-recordings.ts";

const RUN = "1000-77";

describe("RecordingFollower", () => {
  let folder: string;
  let follower: RecordingFollower;
  let seen: [string, RecordingRecord][];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "follow-"));
    follower = new RecordingFollower(folder, RUN);
    seen = [];
  });

  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const read = () => {
    follower.read((file, record) => seen.push([file, record]));
  };

  /** What whoever reads the folder afterwards is given. */
  async function readAfterwards() {
    const all = new Map<string, readonly RecordingRecord[]>();
    for await (const { name, records } of readRecordings(folder, RUN)) all.set(name, records);
    return all;
  }

  it("gives each line once, wherever what was written of it so far breaks off", async () => {
    const file = recordingFileName(RUN, 77, 1);
    const lines = [
      { kind: "header", version: 1, run: RUN },
      { kind: "test", id: 0, file: "test/a.ts", title: "mints 1 € – 🪙, and\u2028more" },
      { kind: "nonsense" },
      { kind: "test", id: 1, file: "test/a.ts", title: "burns" },
    ];
    const bytes = Buffer.from(lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
    for (let end = 0; end < bytes.length; end += 7) {
      appendFileSync(join(folder, file), bytes.subarray(end, end + 7));
      read();
    }
    read();
    assert.deepEqual(
      seen.map(([name, record]) => [name, record.kind]),
      ["header", "test", "test"].map((kind) => [file, kind]),
    );
    const recordings = follower.recordings();
    assert.deepEqual(recordings, await readAfterwards());
    assert.equal(recordings.get(file)?.[1], seen[1]?.[1], "another object");
    assert.deepEqual(recordings.get(file)?.at(-1), {
      kind: "note",
      message: `A line of the recording was skipped: ${file}:3: unknown kind of record: nonsense`,
    });
  });

  it("follows all files of the run, and no other, as they come", async () => {
    read();
    const files = [recordingFileName(RUN, 77, 1), recordingFileName(RUN, 78, 1)];
    for (const [id, name] of files.entries()) {
      writeFileSync(join(folder, name), `${JSON.stringify({ kind: "note", message: `${id}` })}\n`);
      writeFileSync(join(folder, recordingFileName("999-7", 7, id)), '{"kind":"note"}\n');
      read();
    }
    assert.deepEqual(
      seen.map(([name]) => name),
      files,
    );
    assert.deepEqual(follower.recordings(), await readAfterwards());
  });

  it("reads a last line that was cut, and says nothing of files that it may not read", async () => {
    const file = recordingFileName(RUN, 77, 1);
    writeFileSync(join(folder, file), '{"kind":"note","message":"whole"}\n{"kind":"note","mess');
    read();
    assert.equal(seen.length, 1);
    assert.deepEqual(follower.recordings(), await readAfterwards());
    rmSync(folder, { recursive: true });
    read();
    assert.equal(seen.length, 1);
  });
});

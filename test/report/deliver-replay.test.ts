import assert from "node:assert/strict";
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";

import { deliverReplay, printReplayedFile } from "../../src/internal/report/deliver-replay.ts";
import { makeBlock, makeReplay } from "./replay/make-replay.ts";

describe("deliverReplay", () => {
  let folder: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "replay-"));
  });

  after(() => {
    rmSync(folder, { recursive: true });
  });

  async function deliver(json?: string): Promise<string> {
    let text = "";
    const output = {
      write: (more: string) => {
        text += more;
      },
    };
    const delivery = { output, environment: {}, top: 3, ...(json === undefined ? {} : { json }) };
    await deliverReplay(makeReplay(), delivery).catch((error: unknown) => {
      assert(error instanceof Error);
      text += error.message;
    });
    return text;
  }

  it("writes the same as data, whole, into folders that it makes", async () => {
    const json = join(folder, "new", "replay.json");
    assert((await deliver(json)).includes(json));
    assert.equal(readFileSync(json, "utf8"), `${JSON.stringify(makeReplay(), null, 2)}\n`);
    assert.deepEqual(readdirSync(join(folder, "new")), ["replay.json"]);
    await deliver(json);
  });

  it("writes to what a link points at, and leaves the link", async () => {
    const target = join(folder, "target.json");
    writeFileSync(target, "");
    symlinkSync(target, join(folder, "link.json"));
    await deliver(join(folder, "link.json"));
    assert.deepEqual(JSON.parse(readFileSync(target, "utf8")), makeReplay());
  });

  it("prints all the same when it cannot write: PE012", async () => {
    const text = await deliver(folder);
    assert.match(text, /All blocks/);
    assert.match(text, /PE012/);
    assert.doesNotMatch(text, /The same as data/);
  });

  it("prints nothing in the end of one file without notes", async () => {
    let writes = 0;
    const output = { write: () => writes++ };
    const delivery = { output, environment: {}, top: 3 };
    const files = [{ file: "a.json", block: makeBlock() }];
    await deliverReplay(makeReplay(files, []), delivery);
    assert.equal(writes, 0);
    for (const file of files) printReplayedFile(file, delivery);
    assert.equal(writes, 1);
  });
});

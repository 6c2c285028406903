import assert from "node:assert/strict";
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";

import { makeFolder } from "../../src/internal/primitives/make-folder.ts";

describe("makeFolder", () => {
  let folder: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "make-folder-"));
  });

  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it("makes a folder with all above it, and leaves one that is there", () => {
    const path = join(folder, "a", "b", "c");
    makeFolder(path);
    assert(statSync(path).isDirectory());
    makeFolder(path);
  });

  it("throws below a file", () => {
    const file = join(folder, "file");
    writeFileSync(file, "");
    assert.throws(() => {
      makeFolder(join(file, "below"));
    }, /ENOTDIR/);
  });

  it("throws, and does not hang, where nothing can be made", { skip: !existsSync("/proc") }, () => {
    assert.throws(() => {
      makeFolder("/proc/nope/recording");
    }, /ENOENT|EACCES|EPERM/);
  });
});

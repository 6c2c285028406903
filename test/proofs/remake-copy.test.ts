import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, it } from "node:test";

import { remakeCopy } from "../../src/internal/proofs/remake-copy.ts";

describe("remakeCopy", () => {
  let temporary: string;
  let project: { root: string; leftOut: string[] };
  let folder: string;

  beforeEach(() => {
    temporary = mkdtempSync(join(tmpdir(), "remake-copy-"));
    const root = join(temporary, "workspace/project");
    for (const path of ["contracts", "artifacts"]) mkdirSync(join(root, path), { recursive: true });
    writeFileSync(join(root, "contracts/A.sol"), "contract A {}\n");
    writeFileSync(join(root, "artifacts/A.json"), "of the project");
    project = { root, leftOut: [join(root, "artifacts")] };
    folder = join(temporary, "copies");
  });

  afterEach(() => {
    rmSync(temporary, { recursive: true });
  });

  it("keeps what was compiled, at its place, and nothing else of an earlier copy", () => {
    const copy = remakeCopy(project, folder, []);
    writeFileSync(join(copy, "contracts/A.sol"), "contract A { uint256 changed; }\n");
    writeFileSync(join(copy, "left-by-a-test.txt"), "");
    mkdirSync(join(copy, "artifacts/deep"), { recursive: true });
    writeFileSync(join(copy, "artifacts/deep/A.json"), "of the copy");

    const kept = [join(copy, "artifacts"), join(copy, "cache")];
    assert.equal(remakeCopy(project, folder, kept), copy);
    assert.equal(readFileSync(join(copy, "contracts/A.sol"), "utf8"), "contract A {}\n");
    assert(!existsSync(join(copy, "left-by-a-test.txt")));
    assert.equal(readFileSync(join(copy, "artifacts/deep/A.json"), "utf8"), "of the copy");
    assert(!existsSync(join(copy, "cache")));
    assert.equal(readFileSync(join(project.root, "artifacts/A.json"), "utf8"), "of the project");

    remakeCopy(project, folder, []);
    assert(!existsSync(join(copy, "artifacts")));
  });
});

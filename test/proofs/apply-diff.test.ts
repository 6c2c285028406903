import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterEach, beforeEach, describe, it } from "node:test";

import { applyDiff, checkDiff } from "../../src/internal/proofs/apply-diff.ts";
import { unifiedDiff } from "../../src/internal/suggestions/patches/unified-diff.ts";

const BEFORE = "one\ntwo\nthree\nfour\nfive\nsix\nseven\neight\nnine\n";
const AFTER = "one\ntwo\nthree\nFOUR\nfive\nsix\nseven\neight\nnine\n";

describe("applyDiff", () => {
  let root: string;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "apply-diff-"));
    mkdirSync(join(root, "contracts"));
  });

  afterEach(() => {
    rmSync(root, { recursive: true });
  });

  const file = (name = "A.sol") => join(root, "contracts", name);
  const has = (text: string, name?: string) => {
    assert.equal(readFileSync(file(name), "utf8"), text);
  };

  function diffOf(before: string, after: string, name = "A.sol"): string {
    const path = `contracts/${name}`;
    const edit = { file: path, start: 0, end: Buffer.byteLength(before), text: after };
    return unifiedDiff([edit], [{ path, content: before, ast: undefined }]);
  }

  it("changes the files that the diff names", () => {
    writeFileSync(file(), BEFORE);
    writeFileSync(file("B.sol"), "b\n");
    applyDiff(diffOf(BEFORE, AFTER) + diffOf("b\n", "c\n", "B.sol"), root, "it");
    has(AFTER);
    has("c\n", "B.sol");
  });

  it("keeps line ends and a missing last one", () => {
    for (const end of ["\r\n", "\n"]) {
      const [before, after] = [`é${end}two${end}three`, `é${end}2${end}three`];
      writeFileSync(file(), before);
      applyDiff(diffOf(before, after), root, "it");
      has(after);
    }
  });

  for (const [what, content] of [
    ["a line of it has changed", BEFORE.replace("four", "fore")],
    ["a line around it has changed", BEFORE.replace("two", "deux")],
    ["it would fit further down only", `zero\n${BEFORE}`],
    ["the line ends are others", BEFORE.replaceAll("\n", "\r\n")],
    ["the file is empty", ""],
  ] as const) {
    it(`refuses when ${what}`, () => {
      writeFileSync(file(), content);
      writeFileSync(file("B.sol"), "b\n");
      const diff = diffOf("b\n", "c\n", "B.sol") + diffOf(BEFORE, AFTER);
      for (const use of [applyDiff, checkDiff]) {
        assert.throws(() => {
          use(diff, root, "cap at Sale.sold");
        }, /PE017.*cap at Sale\.sold.*contracts\/A\.sol/s);
      }
      has(content);
      has("b\n", "B.sol");
    });
  }

  it("refuses what lies outside of the project, by its path or by a link", () => {
    const outside = mkdtempSync(join(tmpdir(), "apply-diff-outside-"));
    writeFileSync(join(outside, "A.sol"), BEFORE);
    rmSync(join(root, "contracts"), { recursive: true });
    symlinkSync(outside, join(root, "contracts"));
    const diff = diffOf(BEFORE, AFTER);
    for (const one of [diff, diff.replaceAll("contracts/A.sol", `../${basename(outside)}/A.sol`)]) {
      assert.throws(() => {
        applyDiff(one, root, "it");
      }, /PE021/);
    }
    assert.equal(readFileSync(join(outside, "A.sol"), "utf8"), BEFORE);
    rmSync(outside, { recursive: true });
  });

  it("refuses when the file is gone", () => {
    assert.throws(() => {
      checkDiff(diffOf(BEFORE, AFTER), root, "it");
    }, /PE017/);
  });
});

import assert from "node:assert/strict";
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, it } from "node:test";

import { copyProject } from "../../src/internal/proofs/copy-project.ts";
import { removeFolder } from "../../src/internal/proofs/in-temporary-folder.ts";

describe("copyProject", () => {
  let folder: string;
  /** The repository; the project is packages/app in it. */
  let repository: string;
  let root: string;
  let copy: string;

  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), "copy-project-")));
    repository = join(folder, "repository");
    root = join(repository, "packages/app");
    write("repository/.git/HEAD", "ref");
    write("repository/tsconfig.base.json", "{}");
    write("repository/shared/util.ts", "shared");
    write("repository/packages/other/package.json", `{ "name": "other" }`);
    write("repository/packages/app/package.json", `{ "name": "app" }`);
    write("repository/packages/app/hardhat.config.ts", "config");
    write("repository/packages/app/contracts/deep/A.sol", "contract");
    write("repository/packages/app/artifacts/A.json", "old");
    write("repository/packages/app/test/artifacts/kept.ts", "kept");
    write("repository/packages/app/lib/inner/package.json", `{ "name": "inner" }`);
    write("repository/packages/app/lib/inner/.git", "gitdir: elsewhere");
    write("repository/packages/app/node_modules/own/index.js", "module.exports = 'own';");
    write("repository/packages/app/node_modules/@scope/pack/index.js", "module.exports = 's';");
    write("repository/packages/app/node_modules/.cache/tool", "cached");
    write("repository/node_modules/hoisted/index.js", "module.exports = 'hoisted';");
    link("../packages/app", "repository/node_modules/app");
    link("../packages/other", "repository/node_modules/other");
    link("../lib/inner", "repository/packages/app/node_modules/inner");
    link("contracts/deep", "repository/packages/app/short");
    link("../other", "repository/packages/app/beside");
    link(join(root, "contracts"), "repository/packages/app/whole");
    link("nowhere", "repository/packages/app/broken");
    mkdirSync(join(folder, "temporary"));
    copy = copyProject({ root, leftOut: [join(root, "artifacts")] }, join(folder, "temporary/1"));
  });

  afterEach(() => {
    removeFolder(folder);
  });

  function write(path: string, text: string): void {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }

  function link(target: string, path: string): void {
    symlinkSync(target, join(folder, path));
  }

  const inCopy = (path: string) => realpathSync(join(copy, path));

  it("copies files, without what is made anew and what git has", () => {
    assert(copy.startsWith(join(folder, "temporary/1")));
    assert.equal(readFileSync(join(copy, "contracts/deep/A.sol"), "utf8"), "contract");
    assert(existsSync(join(copy, "test/artifacts/kept.ts")));
    for (const path of ["artifacts", ".git", "lib/inner/.git", "../../.git"]) {
      assert(!existsSync(join(copy, path)), path);
    }
    writeFileSync(join(copy, "contracts/deep/A.sol"), "changed");
    assert.equal(readFileSync(join(root, "contracts/deep/A.sol"), "utf8"), "contract");
  });

  it("finds packages where the project finds them", () => {
    const { resolve } = createRequire(join(copy, "hardhat.config.ts"));
    assert.equal(resolve("own"), join(root, "node_modules/own/index.js"));
    assert.equal(resolve("@scope/pack"), join(root, "node_modules/@scope/pack/index.js"));
    assert.equal(resolve("hoisted"), join(repository, "node_modules/hoisted/index.js"));
    assert.equal(resolve("other/package.json"), join(repository, "packages/other/package.json"));
    assert(!existsSync(join(copy, "node_modules/.cache")));
  });

  it("is itself what links to the project lead to", () => {
    const { resolve } = createRequire(join(copy, "hardhat.config.ts"));
    assert.equal(resolve("inner/package.json"), join(copy, "lib/inner/package.json"));
    assert.equal(resolve("app/package.json"), join(copy, "package.json"));
    assert.equal(inCopy("short/A.sol"), join(copy, "contracts/deep/A.sol"));
    assert.equal(inCopy("whole/deep/A.sol"), join(copy, "contracts/deep/A.sol"));
  });

  it("reaches what lies outside of the project", () => {
    assert.equal(inCopy("../../shared/util.ts"), join(repository, "shared/util.ts"));
    assert.equal(inCopy("../../tsconfig.base.json"), join(repository, "tsconfig.base.json"));
    assert.equal(inCopy("../other/package.json"), join(repository, "packages/other/package.json"));
    assert.equal(inCopy("beside/package.json"), join(repository, "packages/other/package.json"));
    assert(lstatSync(join(copy, "broken")).isSymbolicLink());
  });

  it("goes away without what it leads to", () => {
    removeFolder(join(folder, "temporary"));
    assert(!existsSync(copy));
    assert.equal(readFileSync(join(repository, "shared/util.ts"), "utf8"), "shared");
    assert(existsSync(join(root, "node_modules/own/index.js")));
    assert(existsSync(join(root, "contracts/deep/A.sol")));
    rmSync(join(root, "broken"));
  });
});

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";

const SCRIPT = fileURLToPath(new URL("support/check-environment.mjs", import.meta.url));

describe("check-environment", () => {
  let folder: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "check-environment-"));
    cpSync(SCRIPT, join(folder, "check.mjs"));
  });

  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  function run(script: string, version?: string) {
    const pretend = `Object.defineProperty(process.versions, "node", { value: ${JSON.stringify(version)} });`;
    const args = version === undefined ? [] : ["--import", `data:text/javascript,${pretend}`];
    return spawnSync(process.execPath, [...args, script], { encoding: "utf8" });
  }

  it("passes where all is there", () => {
    assert.equal(run(SCRIPT).status, 0);
  });

  it("says what to run when Node.js is too old", () => {
    const { status, stderr } = run(SCRIPT, "20.20.2");
    assert.equal(status, 1);
    assert.match(stderr, /Node\.js 20\.20\.2 is too old/);
    assert.match(stderr, /npx -y -p node@24 -c 'npm install'/);
  });

  it("says what to run when the native package is missing", () => {
    const { status, stderr } = run(join(folder, "check.mjs"));
    assert.equal(status, 1);
    assert.match(stderr, /@nomicfoundation\/edr cannot be loaded/);
    assert.match(stderr, /npx -y -p node@24 -c 'npm install'/);
  });
});

import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";

import { folderArtifacts } from "../../src/internal/session/folder-artifacts.ts";
import { loadContracts } from "../../src/internal/session/load-contracts.ts";

describe("loadContracts", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "contracts-"));
    mkdirSync(join(folder, "build-info"));
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  /** A build of these files, each with a contract of its name, at a time in seconds. */
  function build(id: string, time: number, files: Readonly<Record<string, string>>): void {
    const named = Object.entries(files).map(
      ([name, content]) => [`project/contracts/${name}.sol`, name, content] as const,
    );
    const info = {
      solcVersion: "0.8.28",
      input: { sources: Object.fromEntries(named.map(([path, , content]) => [path, { content }])) },
    };
    const output = {
      output: {
        sources: Object.fromEntries(named.map(([path], i) => [path, { id: i, ast: {} }])),
        contracts: Object.fromEntries(
          named.map(([path, name, content]) => [
            path,
            { [name]: { evm: { bytecode: { object: Buffer.from(content).toString("hex") } } } },
          ]),
        ),
      },
    };
    const path = (end: string) => join(folder, "build-info", `${id}${end}`);
    writeFileSync(path(".json"), JSON.stringify(info));
    writeFileSync(path(".output.json"), JSON.stringify(output));
    utimesSync(path(".json"), time, time);
  }

  async function loaded(): Promise<Record<string, string[]>> {
    const { contracts, problems } = await loadContracts(folderArtifacts(folder));
    assert.deepEqual(problems, []);
    const codes: Record<string, string[]> = {};
    for (const { name, creation } of contracts) {
      (codes[name.replace(/^.*:/, "")] ??= []).push(
        Buffer.from(creation.object, "hex").toString("utf8"),
      );
    }
    return codes;
  }

  it("leaves out what was compiled again since, as what it imports has changed", async () => {
    // By their names the old one comes last.
    build("z-old", 100, { A: "a", UsesA: "uses a", B: "b", Shared: "shared" });
    build("m-beside", 100, { C: "c", Shared: "shared" });
    build("a-new", 200, { A: "a, changed", UsesA: "uses a", Shared: "shared" });
    assert.deepEqual(await loaded(), {
      A: ["a, changed"],
      UsesA: ["uses a"],
      B: ["b"],
      C: ["c"],
      Shared: ["shared"],
    });
  });
});

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";

import { inTemporaryFolder } from "../../src/internal/proofs/in-temporary-folder.ts";

const MODULE = new URL("../../src/internal/proofs/in-temporary-folder.ts", import.meta.url).href;

describe("inTemporaryFolder", () => {
  it("gives a folder that is gone afterwards, whatever happens", async () => {
    let folder = "";
    const result = await inTemporaryFolder("some", (path) => {
      folder = path;
      writeFileSync(join(path, "file"), "");
      return Promise.resolve(3);
    });
    assert.equal(result, 3);
    assert(!existsSync(folder));
    const failing = inTemporaryFolder("some", (path) => {
      folder = path;
      return Promise.reject(new Error("no"));
    });
    await assert.rejects(failing, /no/);
    assert(!existsSync(folder));
    assert.equal(process.listenerCount("SIGTERM"), 0);
  });

  for (const [signal, exitCode] of [
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const) {
    it(
      `aborts, tidies up and ends at ${signal}`,
      { skip: process.platform === "win32" },
      async () => {
        const code = `
        import { inTemporaryFolder } from ${JSON.stringify(MODULE)};
        await inTemporaryFolder("some", (folder, signal) => {
          signal.addEventListener("abort", () => console.log("aborted"));
          console.log(folder);
          return new Promise((resolve) => setTimeout(resolve, 60_000));
        });`;
        const child = spawn(process.execPath, ["--input-type=module", "-e", code], {
          stdio: ["ignore", "pipe", "inherit"],
        });
        let output = "";
        child.stdout.setEncoding("utf8").on("data", (text: string) => {
          output += text;
          if (output.includes("\n") && !output.includes("aborted")) child.kill(signal);
        });
        const ended = await new Promise((resolve) => child.on("close", resolve));
        const [folder = "", aborted] = output.split("\n");
        assert.equal(ended, exitCode);
        assert.match(folder, /some-/);
        assert(!existsSync(folder));
        assert.equal(aborted, "aborted");
      },
    );
  }
});

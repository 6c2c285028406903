// Runs all tests, or the files that it is given. Starting a process for each file takes longer than most of them do:
// those that leave their process as it was share one. What is slow has one of its own, two at a time. Plain JavaScript:
// it is what starts the tests.
import { spawn } from "node:child_process";
import { availableParallelism } from "node:os";
import { globSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** Folders whose tests only call functions: no environment, no processes, no threads. */
const SHARED = [["suggestions"], ["analysis", "budgets", "crowds", "experiments", "slot-naming"]];

/** A test that takes longer hangs. */
const LIMIT = "--test-timeout=600000";

const ENVIRONMENT = {
  ...process.env,
  // What one process has compiled, the next need not.
  NODE_COMPILE_CACHE: join(ROOT, "node_modules/.cache/tests"),
};

const asked = process.argv.slice(2);
process.exitCode = asked.length > 0 ? await run([LIMIT, ...asked]) : await runAll();

async function runAll() {
  const codes = await Promise.all(
    SHARED.map((folders, i) =>
      // Two at once would write into each other's lines.
      run(
        [LIMIT, "--test-isolation=none", ...folders.flatMap(testsIn)],
        i > 0 ? "pipe" : "inherit",
      ),
    ),
  );
  const shared = SHARED.flat();
  const others = testsIn("").filter((file) => !shared.some((one) => isIn(one, file)));
  const atOnce = Math.max(2, Math.floor(availableParallelism() / 2));
  codes.push(await run([LIMIT, `--test-concurrency=${atOnce}`, ...others]));
  return Math.max(...codes);
}

function testsIn(folder) {
  return globSync(join("test", folder, "**/*.test.ts"), { cwd: ROOT }).sort();
}

function isIn(folder, file) {
  return dirname(file).startsWith(join("test", folder));
}

/** What goes through a pipe is shown when it is over. */
function run(args, output = "inherit") {
  const child = spawn(process.execPath, ["--test", ...args], {
    cwd: ROOT,
    stdio: ["inherit", output, "inherit"],
    env: ENVIRONMENT,
  });
  const parts = [];
  child.stdout?.on("data", (part) => parts.push(part));
  return new Promise((resolve) => {
    child.on("close", (code) => {
      process.stdout.write(Buffer.concat(parts));
      resolve(code ?? 1);
    });
  });
}

import { type ChildProcess, spawn, spawnSync } from "node:child_process";

export interface Command {
  /** Of Node: a script and what follows it. */
  readonly args: readonly string[];
  readonly folder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly deadlineMs: number;
  /** Ends it, with all that it has started. */
  readonly signal: AbortSignal;
}

export interface CommandResult {
  /** Null when a signal ended it. */
  readonly exitCode: number | null;
  readonly timedOut: boolean;
  /** The end of what it wrote to both streams. */
  readonly output: string;
}

/** Characters of the output that are kept. */
const KEPT = 1_000_000;

/** What it started may hold its streams open after it has ended. */
const STREAMS_MS = 2_000;

/** Runs Node. At the deadline it is killed, with all processes that it has started. */
export async function runCommand(command: Command): Promise<CommandResult> {
  const { args, folder, environment, deadlineMs, signal } = command;
  signal.throwIfAborted();
  const child = spawn(process.execPath, args, {
    cwd: folder,
    env: environment,
    stdio: ["ignore", "pipe", "pipe"],
    // A group of its own, so that all of it can be killed.
    detached: process.platform !== "win32",
    windowsHide: true,
  });
  let output = "";
  const collect = (text: string) => {
    output = (output + text).slice(-KEPT);
  };
  child.stdout.setEncoding("utf8").on("data", collect);
  child.stderr.setEncoding("utf8").on("data", collect);
  let timedOut = false;
  const end = () => {
    killTree(child);
  };
  const timer = setTimeout(() => {
    timedOut = true;
    end();
  }, deadlineMs);
  signal.addEventListener("abort", end);
  try {
    const exitCode = await ended(child, end);
    return { exitCode, timedOut, output };
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", end);
  }
}

/** Rejects when it could not be started. */
function ended(child: ChildProcess, killRest: () => void): Promise<number | null> {
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
    child.on("exit", (code) => {
      setTimeout(() => {
        killRest();
        child.stdout?.destroy();
        child.stderr?.destroy();
        resolve(code);
      }, STREAMS_MS).unref();
    });
  });
}

function killTree({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  if (process.platform === "win32") {
    spawnSync("taskkill", ["/pid", String(pid), "/T", "/F"], { stdio: "ignore" });
    return;
  }
  try {
    process.kill(-pid, "SIGKILL"); // the group
  } catch {
    // It has ended.
  }
}

import { spawn } from "node:child_process";
import { join } from "node:path";

import { ROOT } from "./run-hardhat.ts";

const DEADLINE_MS = 60_000;

export interface StartedHardhat {
  /** Resolves to what it has written when it has written that. */
  readonly says: (text: string | RegExp) => Promise<string>;
  /** By the signal that a terminal sends on Ctrl-C; resolves to all that it wrote. */
  readonly stop: (signal?: NodeJS.Signals) => Promise<string>;
}

/** Hardhat's command line in a project, in a process of its own that goes on. */
export function startHardhat(project: string, args: readonly string[]): StartedHardhat {
  const cli = join(ROOT, "node_modules/hardhat/dist/src/cli.js");
  const child = spawn(process.execPath, [cli, ...args], {
    cwd: project,
    env: { ...process.env, NODE_TEST_CONTEXT: undefined, NO_COLOR: "1" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  let isOver = false;
  const waiting = new Set<() => void>();
  const tell = () => {
    for (const look of waiting) look();
  };
  const collect = (text: string) => {
    output += text;
    tell();
  };
  child.stdout.setEncoding("utf8").on("data", collect);
  child.stderr.setEncoding("utf8").on("data", collect);
  const ended = new Promise<void>((resolve) => {
    child.once("close", () => {
      isOver = true;
      tell();
      resolve();
    });
  });
  return {
    says: async (text) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          child.kill("SIGKILL");
        }, DEADLINE_MS);
        const look = () => {
          const isThere = typeof text === "string" ? output.includes(text) : text.test(output);
          if (!isThere && !isOver) return;
          clearTimeout(timer);
          waiting.delete(look);
          if (isThere) resolve(output);
          else reject(new Error(`It ended without saying ${String(text)}:\n${output}`));
        };
        waiting.add(look);
        look();
      }),
    stop: async (signal = "SIGINT") => {
      child.kill(signal);
      const timer = setTimeout(() => child.kill("SIGKILL"), DEADLINE_MS);
      await ended;
      clearTimeout(timer);
      return output;
    },
  };
}

export interface StartedNode {
  readonly url: string;
  /** Rejects with the code and the message of a JSON-RPC error. */
  readonly ask: <Result = unknown>(method: string, params?: readonly unknown[]) => Promise<Result>;
  readonly stop: StartedHardhat["stop"];
}

const ADDRESS = /http:\/\/127\.0\.0\.1:\d+/;

/** `hardhat node` of a project on a free port. */
export async function startNode(
  project: string,
  options: readonly string[] = [],
): Promise<StartedNode> {
  const where = ["--hostname", "127.0.0.1", "--port", "0"];
  const { says, stop } = startHardhat(project, ["node", ...where, ...options]);
  const url = ADDRESS.exec(await says(ADDRESS))?.[0] ?? "";
  return { url, stop, ask: (method, params = []) => ask(url, method, params) };
}

async function ask<Result>(
  url: string,
  method: string,
  params: readonly unknown[],
): Promise<Result> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ jsonrpc: "2.0", id: 1, method, params }),
    signal: AbortSignal.timeout(DEADLINE_MS),
  });
  const answer = (await response.json()) as {
    result: Result;
    error?: { code: number; message: string };
  };
  if (answer.error !== undefined) throw new Error(`${answer.error.code} ${answer.error.message}`);
  return answer.result;
}

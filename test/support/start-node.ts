import { spawn } from "node:child_process";
import { join } from "node:path";

import { ROOT } from "./run-hardhat.ts";

export interface StartedNode {
  readonly url: string;
  /** Rejects with the code and the message of a JSON-RPC error. */
  ask(method: string, params?: readonly unknown[]): Promise<unknown>;
  /** By the signal that a terminal sends on Ctrl-C; resolves to what it wrote. */
  stop(): Promise<string>;
}

const DEADLINE_MS = 60_000;

/** `hardhat node` of a project, in a process of its own, on a free port. */
export async function startNode(
  project: string,
  options: readonly string[] = [],
): Promise<StartedNode> {
  const cli = join(ROOT, "node_modules/hardhat/dist/src/cli.js");
  const child = spawn(
    process.execPath,
    [cli, "node", "--hostname", "127.0.0.1", "--port", "0", ...options],
    {
      cwd: project,
      env: { ...process.env, NODE_TEST_CONTEXT: undefined, NO_COLOR: "1" },
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  const ended = new Promise<void>((resolve) =>
    child.once("close", () => {
      resolve();
    }),
  );
  let output = "";
  const url = await new Promise<string>((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill("SIGKILL");
      reject(new Error(`The node did not start:\n${output}`));
    }, DEADLINE_MS);
    const collect = (text: string) => {
      output += text;
      const address = /http:\/\/127\.0\.0\.1:\d+/.exec(output)?.[0];
      if (address === undefined) return;
      clearTimeout(timer);
      resolve(address);
    };
    child.stdout.setEncoding("utf8").on("data", collect);
    child.stderr.setEncoding("utf8").on("data", collect);
    void ended.then(() => {
      clearTimeout(timer);
      reject(new Error(`The node ended:\n${output}`));
    });
  });
  return {
    url,
    ask: (method, params = []) => ask(url, method, params),
    stop: async () => {
      child.kill("SIGINT");
      const timer = setTimeout(() => child.kill("SIGKILL"), DEADLINE_MS);
      await ended;
      clearTimeout(timer);
      return output;
    },
  };
}

async function ask(url: string, method: string, params: readonly unknown[]): Promise<unknown> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ jsonrpc: "2.0", id: 1, method, params }),
    signal: AbortSignal.timeout(DEADLINE_MS),
  });
  const answer = (await response.json()) as {
    result?: unknown;
    error?: { code: number; message: string };
  };
  if (answer.error !== undefined) throw new Error(`${answer.error.code} ${answer.error.message}`);
  return answer.result;
}

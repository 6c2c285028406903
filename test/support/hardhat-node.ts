import { spawn } from "node:child_process";
import { join } from "node:path";

import { ROOT } from "./run-hardhat.ts";

/** In seconds a node is there, or something is wrong. */
const DEADLINE_MS = 60_000;

export interface HardhatNode {
  readonly url: string;
  /** One JSON-RPC request; throws what the node answers in an error. */
  rpc<Result>(method: string, ...params: unknown[]): Promise<Result>;
  stop(): Promise<void>;
}

/** Starts `hardhat node` of a project in another process, on a port that is free. */
export async function startNode(
  project: string,
  args: readonly string[] = [],
): Promise<HardhatNode> {
  const cli = join(ROOT, "node_modules/hardhat/dist/src/cli.js");
  const all = [cli, "node", "--hostname", "127.0.0.1", "--port", "0", ...args];
  const child = spawn(process.execPath, all, {
    cwd: project,
    env: { ...process.env, NODE_TEST_CONTEXT: undefined, NO_COLOR: "1" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const closed = new Promise<void>((resolve) =>
    child.on("close", () => {
      resolve();
    }),
  );
  let output = "";
  const url = await new Promise<string>((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new Error(`no node: ${output}`));
    }, DEADLINE_MS);
    const collect = (text: string) => {
      output += text;
      const [, found] = /server at (http:\/\/\S+?)\/?\s/.exec(output) ?? [];
      if (found === undefined) return;
      clearTimeout(timer);
      resolve(found);
    };
    child.stdout.setEncoding("utf8").on("data", collect);
    child.stderr.setEncoding("utf8").on("data", collect);
    void closed.then(() => {
      reject(new Error(`the node has ended: ${output}`));
    });
  });
  return {
    url,
    rpc: (method, ...params) => rpc(url, method, params),
    async stop() {
      child.kill("SIGKILL");
      await closed;
    },
  };
}

async function rpc<Result>(url: string, method: string, params: unknown[]): Promise<Result> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ jsonrpc: "2.0", id: 1, method, params }),
    signal: AbortSignal.timeout(DEADLINE_MS),
  });
  const answer = (await response.json()) as { result: Result; error?: { message: string } };
  if (answer.error !== undefined) throw new Error(`${method}: ${answer.error.message}`);
  return answer.result;
}

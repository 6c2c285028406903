import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

export interface RpcRequest {
  readonly id: number;
  readonly method: string;
  readonly params: readonly unknown[];
}

/** What the provider does in place of what the node behind it would. */
export type Trouble =
  | { readonly kind: "status"; readonly status: number; readonly headers?: Record<string, string> }
  | { readonly kind: "error"; readonly code: number; readonly message: string }
  | { readonly kind: "nothing" }
  | { readonly kind: "result"; readonly result: unknown }
  | { readonly kind: "silence" };

/** Decides for each request; `asked`: how often the same one came before. */
export type Rule = (request: RpcRequest, asked: number) => Trouble | undefined;

export interface MockProvider {
  readonly url: string;
  /** Method and parameters of each request, in their order, whatever became of it. */
  readonly requests: string[];
  /** Of those that were answered by the node. */
  readonly answered: string[];
  /** Arrays of requests, which it refuses. */
  batches: number;
  rule: Rule;
  stop(): Promise<void>;
}

/** A provider of a node with limits: it is asked over HTTP, and does what its rule says. */
export async function startProvider(node: string): Promise<MockProvider> {
  const provider: Omit<MockProvider, "url" | "stop"> = {
    requests: [],
    answered: [],
    batches: 0,
    rule: () => undefined,
  };
  const server = createServer((incoming, response) => {
    void (async () => {
      const text = await bodyOf(incoming);
      const request = JSON.parse(text) as RpcRequest; // its only client is Hardhat
      const fail = (code: number, message: string) => {
        response.end(JSON.stringify({ jsonrpc: "2.0", id: request.id, error: { code, message } }));
      };
      if (Array.isArray(request)) {
        provider.batches++;
        fail(-32600, "Batches are not allowed");
        return;
      }
      const key = `${request.method} ${JSON.stringify(request.params)}`;
      const asked = provider.requests.filter((one) => one === key).length;
      provider.requests.push(key);
      const trouble = provider.rule(request, asked);
      switch (trouble?.kind) {
        case "silence":
          return;
        case "nothing":
          response.end(JSON.stringify({ jsonrpc: "2.0", id: request.id, result: null }));
          return;
        case "result": {
          const { result } = trouble;
          response.end(JSON.stringify({ jsonrpc: "2.0", id: request.id, result }));
          return;
        }
        case "status":
          response.writeHead(trouble.status, trouble.headers).end("no");
          return;
        case "error":
          fail(trouble.code, trouble.message);
          return;
        case undefined: {
          const headers = { "Content-Type": "application/json" };
          const answer = await fetch(node, { method: "POST", headers, body: text });
          provider.answered.push(key);
          response.writeHead(answer.status, headers).end(await answer.text());
        }
      }
    })().catch((error: unknown) => {
      response.writeHead(500).end(String(error));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo; // it listens on a port
  return Object.assign(provider, {
    url: `http://127.0.0.1:${port}`,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  });
}

async function bodyOf(incoming: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of incoming) text += String(chunk);
  return text;
}

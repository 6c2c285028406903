import type { JsonRpcRequest, JsonRpcResponse } from "hardhat/types/providers";

type Send = (request: JsonRpcRequest) => Promise<JsonRpcResponse>;

/**
 * Requests of the recorder's own. They go through the `next` of a request of the user's that is over:
 * Hardhat's chain of handlers has reached its end then, so that `next` leads straight to the node
 * and no other plugin sees them. (Were the chain to run again, handlers behind this plugin's would
 * see them, and nothing else would change.)
 */
export class OwnRequests {
  #send: Send | undefined;

  /** `send` calls the `next` that gives `response`, and is used when that has settled. */
  goThrough(response: Promise<unknown>, send: Send): void {
    if (this.#send !== undefined) return;
    const settled = () => {
      this.#send ??= send;
    };
    void response.then(settled, settled);
  }

  /** Resolves to the result; rejects when the request fails, or no request of the user's is over. */
  async ask(method: string, params: readonly unknown[]): Promise<unknown> {
    if (this.#send === undefined) throw new Error("The connection has not answered anything yet");
    const response = await this.#send({ jsonrpc: "2.0", id: 1, method, params: [...params] });
    if ("error" in response) throw new Error(response.error.message);
    return response.result;
  }
}

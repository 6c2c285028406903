import type { JsonRpcRequest, JsonRpcResponse } from "hardhat/types/providers";

type Question = readonly [method: string, params: readonly unknown[]];

type Send = (request: JsonRpcRequest) => Promise<JsonRpcResponse>;

/**
 * Requests of the recorder's own. They go through the `next` of a request of the user's that is over:
 * Hardhat's chain of handlers has reached its end then, so that `next` leads straight to the node
 * and no other plugin sees them. (Were the chain to run again, handlers behind this plugin's would
 * see them, and nothing else would change.)
 */
export class OwnRequests {
  #send: Send | undefined;
  #refusesBatches = false;

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

  /**
   * As {@link OwnRequests.ask} for each of several, by a batch (JSON-RPC 2.0, section 6). Undefined when one has failed
   * before: the handlers on the way to the node, or the node itself, may not know of batches.
   */
  askTogether(questions: readonly Question[]): Promise<readonly unknown[]> | undefined {
    return this.#send === undefined || this.#refusesBatches
      ? undefined
      : this.#askBatch(this.#send, questions);
  }

  async #askBatch(send: Send, questions: readonly Question[]): Promise<readonly unknown[]> {
    const batch = questions.map(([method, params], id) => ({
      jsonrpc: "2.0",
      id,
      method,
      params: [...params],
    }));
    try {
      // No request by its type; what is handed through all the same.
      const response = await send(batch as unknown as JsonRpcRequest);
      // EDR has one result, which is the list of all.
      const results: unknown = "result" in response ? response.result : undefined;
      if (isList(results) && results.length === questions.length) return results;
      throw new Error("The answer to a batch is no list of results");
    } catch (error) {
      this.#refusesBatches = true;
      throw error;
    }
  }
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

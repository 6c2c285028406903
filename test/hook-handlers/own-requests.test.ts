import assert from "node:assert/strict";
import { describe, it } from "node:test";

import type { JsonRpcRequest, JsonRpcResponse } from "hardhat/types/providers";

import { OwnRequests } from "../../src/internal/hook-handlers/own-requests.ts";

const TWO = [
  ["eth_chainId", []],
  ["eth_getCode", ["0x1", "latest"]],
] as const;

/** After a request of the user's; what `answer` gives is the node's result. */
async function afterRequest(answer: (request: unknown) => unknown) {
  const sent: unknown[] = [];
  const own = new OwnRequests();
  const response = Promise.resolve();
  own.goThrough(response, async (request: JsonRpcRequest): Promise<JsonRpcResponse> => {
    sent.push(request);
    return { jsonrpc: "2.0", id: 1, result: await answer(request) };
  });
  await response;
  return { own, sent };
}

describe("OwnRequests", () => {
  it("asks for several by one batch", async () => {
    const { own, sent } = await afterRequest(() => ["0x7a69", "0x"]);
    assert.deepEqual(await own.askTogether(TWO), ["0x7a69", "0x"]);
    assert.deepEqual(sent, [
      [
        { jsonrpc: "2.0", id: 0, method: "eth_chainId", params: [] },
        { jsonrpc: "2.0", id: 1, method: "eth_getCode", params: ["0x1", "latest"] },
      ],
    ]);
  });

  it("asks one by one before a request of the user's is over", () => {
    assert.equal(new OwnRequests().askTogether(TWO), undefined);
  });

  for (const [what, answer] of [
    ["fails", () => Promise.reject(new Error("what is this?"))],
    ["is answered by something else", () => "0x"],
    ["is answered in part", () => ["0x7a69"]],
  ] as const) {
    it(`sends no other batch when one ${what}`, async () => {
      const { own, sent } = await afterRequest(answer);
      await assert.rejects(async () => own.askTogether(TWO));
      assert.equal(own.askTogether(TWO), undefined);
      assert.equal(sent.length, 1);
    });
  }
});

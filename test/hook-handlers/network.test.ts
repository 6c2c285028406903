import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { definePlugin } from "hardhat/plugins";
import type { HardhatPlugin } from "hardhat/types/plugins";

import { accountsOf, observe } from "../recording/support.ts";

/** A plugin that notes the methods of the requests it sees. */
function watcher(id: string, seen: string[]): HardhatPlugin {
  return definePlugin({
    id,
    hookHandlers: {
      network: () =>
        Promise.resolve({
          default: () =>
            Promise.resolve({
              onRequest: (context, connection, request, next) => {
                seen.push(request.method);
                return next(context, connection, request);
              },
            }),
        }),
    },
  });
}

async function transfer(request: (method: string, params?: unknown[]) => Promise<unknown>) {
  const [from, to] = await accountsOf(request);
  await request("eth_sendTransaction", [{ from, to, value: "0x1" }]);
  const snapshot = await request("evm_snapshot");
  await request("evm_revert", [snapshot]);
}

describe("network hooks", () => {
  it("show no request of the recorder's own to other plugins", async () => {
    const without: string[] = [];
    const off = await observe({}, { flag: false, plugins: [watcher("a", without)] });
    await transfer(await off.connect());
    const withFlag: string[] = [];
    const on = await observe({}, { plugins: [watcher("b", withFlag)] });
    await transfer(await on.connect());
    assert.equal((await on.transactions()).length, 1);
    assert.deepEqual(withFlag, without);
  });

  it("show no request of the recorder's own in the node's log", async (t) => {
    const networks = { default: { type: "edr-simulated" as const, loggingEnabled: true } };
    const lines: string[][] = [];
    for (const flag of [false, true]) {
      const log: string[] = [];
      const mock = t.mock.method(console, "log", (line: unknown) => log.push(String(line)));
      const observed = await observe({ networks }, { flag });
      const request = await observed.connect();
      await transfer(request);
      await request("hardhat_setLoggingEnabled", [false]);
      await transfer(request);
      mock.mock.restore();
      lines.push(log.map((line) => line.replaceAll(/0x[0-9a-f]{64}/g, "<hash>")));
    }
    assert.ok((lines[0]?.length ?? 0) > 0);
    assert.deepEqual(lines[1], lines[0]);
  });

  it("observe nothing without the flag but the network parallelEvm", async () => {
    const { connect, transactions, records } = await observe({}, { flag: false });
    await transfer(await connect());
    assert.equal((await transactions()).length, 0);
    await transfer(await connect("parallelEvm"));
    assert.equal((await transactions()).length, 1);
    const connections = (await records()).filter((record) => record.kind === "connection");
    assert.deepEqual(
      connections.map(({ network }) => network),
      ["parallelEvm"],
    );
  });

  it("note once a network that is not simulated", async () => {
    const { connect, records } = await observe({
      networks: { remote: { type: "http", url: "http://127.0.0.1:1" } },
    });
    await connect("remote");
    await connect("remote");
    const all = await records();
    assert.deepEqual(
      all.map(({ kind }) => kind),
      ["header", "note"],
    );
  });

  it("leave a closed connection alone", async () => {
    const { hre, transactions } = await observe();
    const connection = await hre.network.create();
    await transfer((method, params) =>
      connection.provider.request({ method, params: params ?? [] }),
    );
    await connection.close();
    assert.equal((await transactions()).length, 1);
  });

  it("let a plugin send while it handles a request", { timeout: 10_000 }, async () => {
    const plugin = definePlugin({
      id: "funder",
      hookHandlers: {
        network: () =>
          Promise.resolve({
            default: () =>
              Promise.resolve({
                onRequest: async (context, connection, request, next) => {
                  if (request.method === "evm_snapshot") {
                    const [from, to] = await accountsOf((method, params) =>
                      connection.provider.request({ method, params: params ?? [] }),
                    );
                    const params = [{ from, to, value: "0x1" }];
                    await connection.provider.request({ method: "eth_sendTransaction", params });
                  }
                  return await next(context, connection, request);
                },
              }),
          }),
      },
    });
    for (const first of [true, false]) {
      const { connect, transactions } = await observe({}, { plugins: [plugin], first });
      const request = await connect();
      await request("evm_snapshot");
      assert.equal((await transactions()).length, 1);
    }
  });

  it("give the user's errors as they are", async () => {
    const errors = [];
    for (const flag of [false, true]) {
      const { connect } = await observe({}, { flag });
      const request = await connect();
      const [from] = await accountsOf(request);
      const params = [{ from, data: "0x5f5ffd", gas: "0x20000" }];
      errors.push(
        await request("eth_sendTransaction", params).catch((error: unknown) => error),
        await request("evm_revert", ["no"]).catch((error: unknown) => error),
      );
    }
    const shown = errors.map((error) => {
      assert.ok(error instanceof Error);
      return `${error.constructor.name} ${error.message}`;
    });
    assert.deepEqual(shown.slice(2), shown.slice(0, 2));
    assert.notEqual(shown[0], shown[1]);
  });
});

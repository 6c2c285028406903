import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { RequestFailure } from "../../src/internal/chain/failure.ts";
import { patientAsk } from "../../src/internal/chain/patient-ask.ts";
import { seededRandom } from "../../src/internal/chain/seeded-random.ts";

/** An error as Hardhat's provider throws it for a status of HTTP. */
function httpError(statusCode: number, headers: Record<string, string> = {}): Error {
  const cause = Object.assign(new Error("status"), { statusCode, headers });
  return Object.assign(new Error("Unexpected status", { cause }), { code: -1 });
}

function rpcError(code: number, message: string): Error {
  return Object.assign(new Error(message), { code });
}

/** Sleeps are noted, and take no time but that of the clock. */
function lab(answers: readonly unknown[], { totalMs = 1_000_000, seed = 1 } = {}) {
  const sleeps: number[] = [];
  let now = 0;
  let asked = 0;
  const ask = patientAsk(
    async () => {
      const answer = answers[Math.min(asked++, answers.length - 1)];
      if (answer instanceof Error) throw answer;
      return Promise.resolve(answer);
    },
    {
      requestMs: 1_000,
      totalMs,
      attempts: 6,
      random: seededRandom(seed),
      clock: {
        now: () => now,
        sleep: (ms) => {
          sleeps.push(ms);
          now += ms;
          return Promise.resolve();
        },
      },
    },
  );
  return { ask: () => ask("eth_blockNumber", []), sleeps, asked: () => asked };
}

async function failureOf(work: Promise<unknown>): Promise<RequestFailure> {
  return work.then(
    () => assert.fail("it did not fail"),
    (error: unknown) => {
      assert(error instanceof RequestFailure);
      return error;
    },
  );
}

describe("patientAsk", () => {
  it("waits twice as long each time, with jitter that its seed decides", async () => {
    const waits = async (seed: number) => {
      const { ask, sleeps } = lab([httpError(503)], { seed });
      assert.equal((await failureOf(ask())).kind, "unreachable");
      return sleeps;
    };
    const first = await waits(1);
    assert.equal(first.length, 5);
    for (const [index, wait] of first.entries()) {
      const backoff = 250 * 2 ** index;
      assert(wait >= backoff / 2 && wait <= backoff, `${wait}`);
    }
    assert.deepEqual(await waits(1), first);
    assert.notDeepEqual(await waits(2), first);
  });

  it("waits as long as the endpoint wants, in seconds or until a date", async () => {
    const { ask, sleeps } = lab([httpError(429, { "retry-after": "7" }), "0x1"]);
    assert.equal(await ask(), "0x1");
    assert.deepEqual(sleeps, [7_000]);
    const date = new Date(Date.now() + 60_000).toUTCString();
    const dated = lab([httpError(429, { "retry-after": date }), "0x1"]);
    await dated.ask();
    const [wait = 0] = dated.sleeps;
    assert(wait > 50_000 && wait <= 60_000, `${wait}`);
  });

  it("gives up before a wait that goes beyond the time for all", async () => {
    const { ask, sleeps } = lab([httpError(429, { "retry-after": "60" })], { totalMs: 59_000 });
    assert.equal((await failureOf(ask())).kind, "deadline");
    assert.deepEqual(sleeps, []);
  });

  it("does not ask again for what will not come", async () => {
    for (const [error, kind] of [
      [rpcError(-32601, "the method foo does not exist/is not available"), "unsupported"],
      [rpcError(-32004, "Method foo is not supported"), "unsupported"],
      [rpcError(-32000, "missing trie node 00 (path )"), "no state"],
      [rpcError(-32000, "historical state 0x12 is not available"), "no state"],
      [rpcError(-32603, "project is not an archive node"), "no state"],
    ] as const) {
      const { ask, asked } = lab([error]);
      assert.equal((await failureOf(ask())).kind, kind, error.message);
      assert.equal(asked(), 1, error.message);
    }
  });

  it("asks three times for what is refused, six times where there are limits or no answer", async () => {
    for (const [error, kind, times] of [
      [rpcError(-32603, "internal error"), "refused", 3],
      [rpcError(-32005, "limit"), "limited", 6],
      [rpcError(-32000, "Too Many Requests"), "limited", 6],
      [rpcError(-32000, "exceeded its compute units per second capacity"), "limited", 6],
      [new Error("socket hang up"), "unreachable", 6],
    ] as const) {
      const { ask, asked } = lab([error]);
      assert.equal((await failureOf(ask())).kind, kind, error.message);
      assert.equal(asked(), times, error.message);
    }
  });

  it("takes no answer within the time of a request for none", async () => {
    let asked = 0;
    const ask = patientAsk(
      () => (asked++ === 0 ? new Promise(() => undefined) : Promise.resolve("0x2")),
      {
        requestMs: 20,
        totalMs: 10_000,
        attempts: 2,
        random: () => 0,
        clock: { now: () => performance.now(), sleep: () => Promise.resolve() },
      },
    );
    assert.equal(await ask("eth_chainId", []), "0x2");
  });

  it("has eight requests under way, and fewer when there were too many", async () => {
    let underWay = 0;
    let most = 0;
    let refused = 0;
    const ask = patientAsk(
      async () => {
        most = Math.max(most, ++underWay);
        await new Promise((resolve) => setTimeout(resolve, 2));
        const isTooMany = underWay > 3;
        underWay--;
        if (!isTooMany) return 1;
        refused++;
        throw httpError(429);
      },
      {
        requestMs: 1_000,
        totalMs: 60_000,
        attempts: 6,
        random: () => 0,
        clock: { now: () => performance.now(), sleep: () => Promise.resolve() },
      },
    );
    const all = Array.from({ length: 40 }, (_, i) => ask("eth_getBalance", [i]));
    assert.deepEqual(await Promise.all(all), Array<number>(40).fill(1));
    assert.equal(most, 8);
    assert(refused > 0 && refused < 30, `${refused}`);
  });
});

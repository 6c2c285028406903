import type { Hex } from "../model/location.ts";
import { ParallelEvmError } from "../primitives/plugin-error.ts";

import type { Ask } from "./ask.ts";

export interface SendTogether {
  /** Requests as the user makes them: they are recorded. */
  readonly request: Ask;
  /** Of the test API, for errors. */
  readonly method: string;
  /** Sends, and gives the promises of what it sends; anything else in it is left alone. */
  readonly send: () => unknown;
  /** Told when nothing more is sent. */
  readonly sent: () => void;
  /** What is pending of that which was sent. */
  readonly pending: () => readonly Hex[];
  /** For sending, in ms. */
  readonly timeout: number;
}

/**
 * Has all that `send` sends pending at the same time, and then mined, also when it fails: somebody may wait for the
 * receipt of what it had sent. Automine is as before at the end. What cannot be mined is dropped.
 */
export async function sendTogether(together: SendTogether): Promise<void> {
  const { request, method } = together;
  await refuseIfPending(together);
  const automines = (await request("hardhat_getAutomine", [])) === true;
  await request("evm_setAutomine", [false]);
  try {
    const [sending] = await Promise.allSettled([withinTimeout(together)]);
    const unmined = await mineAll(together);
    if (sending.status === "rejected") throw sending.reason;
    if (unmined.length > 0) throw new ParallelEvmError("PE035", [method, unmined.join(", ")]);
  } finally {
    if (automines) await request("evm_setAutomine", [true]);
  }
}

async function refuseIfPending({ request, method }: SendTogether): Promise<void> {
  const pending = await request("eth_pendingTransactions", []);
  if (!Array.isArray(pending) || pending.length === 0) return;
  const count = pending.length === 1 ? "a transaction was" : `${pending.length} transactions were`;
  throw new ParallelEvmError("PE034", [method, count]);
}

async function withinTimeout({ send, timeout, method, sent: done }: SendTogether): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new ParallelEvmError("PE033", [method, String(timeout)]));
    }, timeout);
  });
  const sent = sendAll(send);
  try {
    await Promise.race([late, sent]);
  } finally {
    clearTimeout(timer);
    done();
    // Whatever it comes to, late: the user is told of one failure.
    sent.catch(() => undefined);
  }
}

/** All promises are over before one that failed is told: nothing is sent after that. */
async function sendAll(send: () => unknown): Promise<void> {
  const given = await send();
  const all = Array.isArray(given) ? given.flat(Infinity) : [given];
  const settled = await Promise.allSettled(all);
  for (const one of settled) if (one.status === "rejected") throw one.reason;
}

/**
 * In one block; in several where they do not fit into one. What was replaced by another one is left out. Gives what
 * cannot be mined, which is dropped.
 */
async function mineAll(together: SendTogether): Promise<readonly Hex[]> {
  const { request, pending } = together;
  for (let left = pending(), before = Infinity; left.length > 0; left = await known(together)) {
    if (left.length === before) {
      for (const hash of left) await request("hardhat_dropTransaction", [hash]);
      return left;
    }
    before = left.length;
    await request("evm_mine", []);
  }
  return [];
}

/** Of what is pending, that which the node still has. */
async function known({ request, pending }: SendTogether): Promise<readonly Hex[]> {
  const all: Hex[] = [];
  for (const hash of pending()) {
    if ((await request("eth_getTransactionByHash", [hash])) !== null) all.push(hash);
  }
  return all;
}

import type { Ask } from "./ask.ts";
import { type Failure, failureOf, RequestFailure } from "./failure.ts";
import { Gate } from "./gate.ts";

export interface Patience {
  /** How long one request may take. */
  readonly requestMs: number;
  /** How long all of them may take, from the first one on. */
  readonly totalMs: number;
  /** How often a request is sent that fails for a reason that may go by. */
  readonly attempts: number;
  readonly clock: Clock;
  /** From 0 to 1: many who were refused at once must not come back at once. */
  readonly random: () => number;
}

export interface Clock {
  /** In milliseconds. */
  now(): number;
  sleep(ms: number): Promise<void>;
}

const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 20_000;

/** In flight at once; fewer after the endpoint has complained. */
const MOST_AT_ONCE = 8;

/**
 * Asks again what failed for a reason that may go by, after a while that doubles each time, or as long as the endpoint
 * wants. One request at a time is in a message: endpoints that take no batches, or few, are not troubled by any. Rejects
 * with a {@link RequestFailure}.
 */
export function patientAsk(ask: Ask, patience: Patience): Ask {
  const { clock, requestMs, totalMs } = patience;
  const gate = new Gate(MOST_AT_ONCE);
  let end: number | undefined;
  return async (method, params) => {
    end ??= clock.now() + totalMs;
    const deadline = end;
    const late = () =>
      new RequestFailure("deadline", method, `it took longer than ${totalMs / 1000} s`);
    for (let attempt = 1; ; attempt++) {
      if (clock.now() >= deadline) throw late();
      const answer = await gate.pass(() =>
        attemptOnce(() => ask(method, params), Math.min(requestMs, deadline - clock.now())),
      );
      if ("result" in answer) return answer.result;
      const { failure } = answer;
      if (!mayGoBy(failure) || attempt >= attemptsFor(failure, patience)) {
        throw new RequestFailure(failure.kind, method, inWords(failure, method, attempt));
      }
      if (failure.kind === "limited") gate.narrow();
      const wait = waitBefore(failure, attempt, patience);
      if (clock.now() + wait >= deadline) throw late();
      await clock.sleep(wait);
    }
  };
}

type Answer = { readonly result: unknown } | { readonly failure: Failure };

async function attemptOnce(send: () => Promise<unknown>, requestMs: number): Promise<Answer> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Answer>((resolve) => {
    timer = setTimeout(() => {
      const reason = `no answer within ${requestMs / 1000} s`;
      resolve({ failure: { kind: "unreachable", reason } });
    }, requestMs);
  });
  const answer = send().then(
    (result): Answer => ({ result }),
    (error: unknown): Answer => ({ failure: failureOf(error) }),
  );
  try {
    return await Promise.race([late, answer]);
  } finally {
    clearTimeout(timer);
  }
}

function mayGoBy({ kind }: Failure): boolean {
  switch (kind) {
    case "limited":
    case "unreachable":
    case "refused":
      return true;
    case "unsupported":
    case "no state":
      return false;
  }
}

/** An error in an answer mostly is there to stay; but some endpoints say "internal error" for what goes by. */
function attemptsFor({ kind }: Failure, { attempts }: Patience): number {
  return kind === "refused" ? Math.min(attempts, 3) : attempts;
}

function waitBefore({ waitMs = 0 }: Failure, attempt: number, { random }: Patience): number {
  const backoff = Math.min(FIRST_WAIT_MS * 2 ** (attempt - 1), LONGEST_WAIT_MS);
  const jittered = backoff * (0.5 + random() / 2);
  return Math.max(waitMs, jittered);
}

function inWords({ kind, reason }: Failure, method: string, attempts: number): string {
  const often = attempts === 1 ? "" : `, asked ${attempts} times`;
  return kind === "unsupported"
    ? `the endpoint lacks ${method} (${reason})`
    : `${method}${often}: ${reason}`;
}

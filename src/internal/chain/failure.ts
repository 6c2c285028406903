import { reasonOf } from "../primitives/reason-of.ts";

/**
 * Why a request failed.
 * - `limited`: the endpoint wants fewer requests; `waitMs`: how long to wait, where it says so.
 * - `unreachable`: there was no answer: a timeout, a connection that was refused or lost, an error of a gateway.
 * - `unsupported`: the endpoint lacks the method.
 * - `no state`: the endpoint does not keep what is asked for, such as the state of an old block.
 * - `refused`: any other error in the answer, which may go by or not.
 */
export type FailureKind = "limited" | "unreachable" | "unsupported" | "no state" | "refused";

export interface Failure {
  readonly kind: FailureKind;
  readonly reason: string;
  readonly waitMs?: number;
}

/** What is thrown in place of what a provider threw, when there is no more to try. */
export class RequestFailure extends Error {
  readonly kind: FailureKind | "deadline";
  readonly method: string;

  constructor(kind: FailureKind | "deadline", method: string, message: string) {
    super(message);
    this.kind = kind;
    this.method = method;
  }
}

const TOO_MANY =
  /too many requests|rate.?limit|limit exceeded|exceeded .*(?:capacity|quota|limit)|throttl|compute units/i;
const LACKING =
  /method .*(?:not found|not supported|not available|not exist|not enabled|not allowed|not whitelisted)|(?:not|un)supported method|does not (?:exist|support)|is not (?:available|supported)|unsupported/i;
const NO_STATE =
  /missing trie node|state .*(?:not available|unavailable|pruned|not found|is not there)|pruned|archive|historical state|distance to target block|proof window|old data not available/i;

/** What an error means, as providers throw it: by its code, HTTP's status, and its words. */
export function failureOf(error: unknown): Failure {
  const reason = shorten(reasonOf(error));
  const http = httpErrorIn(error);
  if (http !== undefined) {
    if (http.status === 429) return { kind: "limited", reason, ...waitOf(http.retryAfter) };
    if (http.status === 401 || http.status === 403) return { kind: "refused", reason };
    return { kind: "unreachable", reason: `${reason} (HTTP ${http.status})` };
  }
  const code = codeOf(error);
  if (code === -32005 || code === 429 || TOO_MANY.test(reason)) return { kind: "limited", reason };
  // A provider's own code for "no answer", or an error that no JSON-RPC answer brought.
  if (code === undefined) return { kind: "unreachable", reason };
  if (NO_STATE.test(reason)) return { kind: "no state", reason };
  if (code === -32601 || code === -32004 || LACKING.test(reason)) {
    return { kind: "unsupported", reason };
  }
  return { kind: "refused", reason };
}

interface HttpError {
  readonly status: number;
  readonly retryAfter: string | undefined;
}

/** Providers wrap what HTTP said, one or more times. */
function httpErrorIn(error: unknown): HttpError | undefined {
  for (let one = error, depth = 0; isObject(one) && depth < 5; one = one.cause, depth++) {
    const { statusCode, headers } = one;
    if (typeof statusCode !== "number" || statusCode < 100) continue;
    const value = isObject(headers) ? headers["retry-after"] : undefined;
    return { status: statusCode, retryAfter: typeof value === "string" ? value : undefined };
  }
  return undefined;
}

/** Seconds, or a date. */
function waitOf(retryAfter: string | undefined): { readonly waitMs?: number } {
  if (retryAfter === undefined) return {};
  const seconds = Number(retryAfter);
  const waitMs = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(retryAfter) - Date.now();
  return Number.isFinite(waitMs) && waitMs > 0 ? { waitMs } : {};
}

/** Of an answer; JSON-RPC's are below -32000, those of HTTP and of errno are not numbers here. */
function codeOf(error: unknown): number | undefined {
  const code = isObject(error) ? error.code : undefined;
  return typeof code === "number" && code !== UNKNOWN_TO_HARDHAT ? code : undefined;
}

/** Hardhat's code of an error that is no answer. */
const UNKNOWN_TO_HARDHAT = -1;

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, " ").trim().replace(/\.$/, "");
  return line.length > 200 ? `${line.slice(0, 199)}…` : line;
}

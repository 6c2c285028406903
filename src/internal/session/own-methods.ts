import type { RecordingRecord } from "../model/recording.ts";
import { ParallelEvmError } from "../primitives/plugin-error.ts";
import type { Ask } from "../recording/ask.ts";
import { codeAt, findBlock, type FoundBlock } from "../recording/find-block.ts";
import type { RunContext } from "./execute-batch.ts";
import type { SharedApi } from "./shared-api.ts";

/** Begins the names of the plugin's own JSON-RPC methods. */
export const OWN_METHODS = "parallelEvm_";

/** https://www.jsonrpc.org/specification#error_object */
const INVALID_PARAMS = -32602;
const METHOD_NOT_FOUND = -32601;
const SERVER_ERROR = -32000;

const TAGS = ["latest", "earliest"];

export type MethodAnswer =
  | { readonly result: unknown }
  | { readonly error: { readonly code: number; readonly message: string } };

/** What the methods need of their connection and of the session. */
export interface MethodsConnection extends SharedApi {
  /** Of the recorder: nobody else sees it. */
  readonly ask: Ask;
}

/**
 * Answers the plugin's own JSON-RPC methods. Never rejects: what goes wrong is told as JSON-RPC does. A block that
 * there is not is `null`.
 */
export async function answerMethod(
  method: string,
  params: readonly unknown[],
  connection: MethodsConnection,
): Promise<MethodAnswer> {
  try {
    switch (method) {
      case "parallelEvm_getReport":
        return { result: await connection.report() };
      case "parallelEvm_getBlock":
        return await ofBlock(method, params, connection, async (block, records, context) => {
          const { describeBlock } = await import("./block-methods.ts");
          return describeBlock(block, records, context);
        });
      case "parallelEvm_getAccessList":
        return await ofBlock(method, params, connection, async (block, records, context) => {
          const { listAccesses } = await import("./block-methods.ts");
          return listAccesses(block, records, context, (address) =>
            codeAt(connection.ask, address, block.number),
          );
        });
      default:
        return fail(METHOD_NOT_FOUND, `There is no method ${method}.`);
    }
  } catch (error) {
    return fail(SERVER_ERROR, error instanceof Error ? error.message : String(error));
  }
}

async function ofBlock(
  method: string,
  params: readonly unknown[],
  { ask, contextOf, recordsOf }: MethodsConnection,
  describe: (
    block: FoundBlock,
    records: readonly RecordingRecord[],
    context: RunContext,
  ) => Promise<unknown>,
): Promise<MethodAnswer> {
  const wanted = blockIn(params);
  if (wanted === undefined) {
    return fail(INVALID_PARAMS, `${method} wants a block: its number, as 0x1 or 1, or "latest".`);
  }
  // The node takes no larger number.
  const isTooHigh = wanted.startsWith("0x") && BigInt(wanted) >= 1n << 64n;
  const block = isTooHigh ? undefined : await findBlock(ask, wanted);
  if (block === undefined) return { result: null };
  const title = `block ${Number(block.number)}`;
  const records = await recordsOf(block.transactions, title);
  if (records === undefined) {
    throw new ParallelEvmError("PE055", [`${Number(block.number)}`]);
  }
  return { result: await describe(block, records, await contextOf(method)) };
}

function blockIn(params: readonly unknown[]): string | undefined {
  const [block] = params;
  if (typeof block === "number" && Number.isSafeInteger(block) && block >= 0) {
    return `0x${block.toString(16)}`;
  }
  if (typeof block !== "string") return undefined;
  return TAGS.includes(block) || /^0x[0-9a-f]+$/i.test(block) ? block : undefined;
}

function fail(code: number, message: string): MethodAnswer {
  return { error: { code, message } };
}

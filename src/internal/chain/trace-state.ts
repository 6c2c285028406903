import type { Address, Hex } from "../model/location.ts";
import type { PreStateAccount } from "../model/scenario.ts";
import { toQuantity, toWord } from "../primitives/hex.ts";
import type { Endpoint } from "./endpoint.ts";
import { narrowBlockTrace, narrowTrace, type ChainBlock, type Traced } from "./narrow-chain.ts";

const TRACER = { tracer: "prestateTracer" };

/** To trace a transaction a node first runs those before it: of more than these, asking for the state is faster. */
const MOST_TRACED_ONE_BY_ONE = 128;

/** Parts of the state before a block; what is not in it may still be there. */
export type TracedState = ReadonlyMap<Address, TracedPart>;

export interface TracedPart {
  /** Absent: only storage is known. */
  readonly account?: Omit<PreStateAccount, "storage"> | undefined;
  readonly storage: ReadonlyMap<Hex, bigint>;
}

/**
 * What the endpoint's traces of a block say of the state before it: by one trace of all of it, or one of each
 * transaction. Nothing where the endpoint makes no traces.
 */
export async function traceState(
  endpoint: Endpoint,
  block: ChainBlock,
  onTraced: (done: number) => void,
): Promise<TracedState> {
  const traces =
    (await traceBlock(endpoint, block)) ?? (await traceEach(endpoint, block, onTraced));
  return mergeTraces(traces ?? [], block.environment.coinbase);
}

async function traceBlock(
  endpoint: Endpoint,
  { environment, transactions }: ChainBlock,
): Promise<readonly Traced[] | undefined> {
  const number = toQuantity(BigInt(environment.number));
  return endpoint.attempt("debug_traceBlockByNumber", [number, TRACER], (answer) =>
    narrowBlockTrace(
      answer,
      transactions.map(({ hash }) => hash),
    ),
  );
}

async function traceEach(
  endpoint: Endpoint,
  { transactions }: ChainBlock,
  onTraced: (done: number) => void,
): Promise<readonly Traced[] | undefined> {
  if (transactions.length > MOST_TRACED_ONE_BY_ONE) return undefined;
  const traces: Traced[] = [];
  for (const { hash } of transactions) {
    const trace = await endpoint.attempt("debug_traceTransaction", [hash, TRACER], narrowTrace);
    if (trace === undefined) return traces;
    traces.push(trace);
    onTraced(traces.length);
  }
  return traces;
}

/**
 * Of each location the value in the first trace that names it, which is the one before the block. The beneficiary's
 * balance changes with every transaction, whether a trace names it or not.
 */
function mergeTraces(traces: readonly Traced[], coinbase: Address): TracedState {
  const merged = new Map<Address, { account?: TracedPart["account"]; storage: Map<Hex, bigint> }>();
  for (const [index, trace] of traces.entries()) {
    for (const [address, { balance, nonce, code, storage }] of trace) {
      const known = merged.get(address) ?? { storage: new Map<Hex, bigint>() };
      if (!merged.has(address) && (address !== coinbase || index === 0)) {
        known.account = { balance: BigInt(balance), nonce: BigInt(nonce), code: code ?? "0x" };
      }
      merged.set(address, known);
      for (const [slot, value] of Object.entries(storage ?? {})) {
        const word = toWord(BigInt(slot));
        if (!known.storage.has(word)) known.storage.set(word, BigInt(value));
      }
    }
  }
  return merged;
}

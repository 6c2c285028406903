import type { Execute, TransactionResult } from "../model/execution.ts";
import type { Hex } from "../model/location.ts";
import { argumentWords } from "./argument-words.ts";
import type { Identity } from "./find-identities.ts";
import { functionDeviation } from "./is-faithful.ts";
import { addressWord, knowCall, type KnownCall, wordsOfCall } from "./known-call.ts";
import { probeCall } from "./probe-call.ts";

/** Of more arguments it is not tried out. */
const MAX_CANDIDATES = 8;

/**
 * The arguments that keys are computed from, as `index >> 8` is in a bitmap of claims: with another number in its
 * place the call does the same under another key. What hashes are made of `findIdentities` finds.
 */
export async function findComputedKeys(
  known: KnownCall,
  identities: readonly Identity[],
  execute: Execute,
): Promise<Identity[]> {
  const unexplained = unexplainedMappings(known, identities);
  if (unexplained.size === 0) return [];
  const candidates = candidatesOf(known, identities);
  if (candidates.length === 0) return [];
  // What goes elsewhere where all is named as it was recorded, its sender makes go there.
  const [plain] = await execute([probeCall(known, [])]);
  const plainKeys = keysIn(known, plain?.transactions[0]?.result);
  const found: Identity[] = [];
  for (const room of ROOMS) {
    const open = candidates.filter(({ word }) => !found.some((one) => one.word === word));
    if (open.length === 0) break;
    const inRoom = open.map((one) => (room === undefined ? one : { ...one, room }));
    found.push(...(await computedAmong(known, inRoom, { unexplained, plainKeys }, execute)));
  }
  return found;
}

/** Numbers of any size, and of int24. */
const ROOMS = [undefined, 24] as const;

interface KeysSeen {
  /** Mappings. */
  readonly unexplained: ReadonlySet<string>;
  /** By mapping, of the same call by another user. */
  readonly plainKeys: ReadonlyMap<string, ReadonlySet<Hex>>;
}

async function computedAmong(
  known: KnownCall,
  candidates: readonly Identity[],
  { unexplained, plainKeys }: KeysSeen,
  execute: Execute,
): Promise<Identity[]> {
  const executions = await execute(candidates.map((candidate) => probeCall(known, [candidate])));
  return candidates.flatMap((candidate, i) => {
    const executed = executions[i]?.transactions[0];
    if (functionDeviation(known.result, executed) !== undefined) return [];
    const keys = keysIn(known, executed?.result);
    const goesElsewhere = (mapping: string): boolean =>
      [...(keys.get(mapping) ?? [])].some((key) => plainKeys.get(mapping)?.has(key) !== true);
    const mappings = [...unexplained].filter(goesElsewhere).map((mapping) => `${mapping}~`);
    return mappings.length === 0 ? [] : [{ ...candidate, mappings, isComputed: true as const }];
  });
}

/** The mappings where no argument, no index and no hash of one is the key, nor the sender. */
function unexplainedMappings(
  known: KnownCall,
  identities: readonly Identity[],
): ReadonlySet<string> {
  const explained = new Set(identities.flatMap(({ mappings }) => mappings));
  const sender = addressWord(known.call.transaction.fields.from);
  const found = [...keysByMapping(known)].filter(([mapping, keys]) => {
    const isHash = explained.has(`${mapping}#0`);
    return !explained.has(mapping) && !isHash && !keys.has(sender);
  });
  return new Set(found.map(([mapping]) => mapping));
}

function keysIn(
  { call, before }: KnownCall,
  result: TransactionResult | undefined,
): ReadonlyMap<string, ReadonlySet<Hex>> {
  return result === undefined ? new Map() : keysByMapping(knowCall(call, before, result));
}

function keysByMapping({ touched }: KnownCall): Map<string, Set<Hex>> {
  const keys = new Map<string, Set<Hex>>();
  for (const slot of touched) {
    for (const { key, mapping, isIndex } of slot.keys) {
      if (isIndex === true || mapping.includes("#")) continue;
      const place = `${slot.address} ${mapping}`;
      keys.set(place, (keys.get(place) ?? new Set()).add(key));
    }
  }
  return keys;
}

function candidatesOf(known: KnownCall, identities: readonly Identity[]): readonly Identity[] {
  const { input } = known.call.transaction.fields;
  const taken = new Set([...wordsOfCall(known), ...identities.map(({ word }) => word)]);
  const words = argumentWords(input, known.result.attribution.frames);
  const places = words.filter(({ word, isEncoding }) => !isEncoding && !taken.has(word));
  return [...Map.groupBy(places, ({ word }) => word)]
    .map(([word, at]): Identity => {
      const offsets = at.map(({ offset }) => offset);
      return { word, offsets, encoding: [], mappings: [], holdsSender: false };
    })
    .slice(0, MAX_CANDIDATES);
}

import type { AccessSite, Frame } from "../model/access-set.ts";
import type { ContractInfo } from "../model/contract.ts";
import { type Address, parseLocationKey } from "../model/location.ts";
import { contains } from "../model/solidity/ast-node.ts";
import type { CodeBook } from "./code-book.ts";
import { codeIndexOf } from "./code-index.ts";
import { constantKey, writtenKey } from "./constant-key.ts";
import { argumentInBrackets, explainKey, type KeyOrigins } from "./explain-key.ts";
import { withCallers } from "./frames.ts";
import { hashedKey } from "./hashed-key.ts";
import { indexArguments, type IndexArguments, type IndexedPlace } from "./index-arguments.ts";
import { accessingFrames, layoutCandidates, layoutOf, type StorageAccess } from "./layout-of.ts";
import { placeOfSite } from "./place-of-site.ts";
import { showValue } from "./show-literal.ts";
import type { SourcePosition } from "./source-position.ts";
import { type Key, renderPath } from "./storage-path.ts";
import { storedKey } from "./stored-key.ts";

/**
 * Shows a key as the constant that stands in the brackets, else by its origin in the first frame that tells one, else by
 * the variable that it was read from, or what it is the hash of, or the constant of that value, else by its value.
 */
export function keyNamer(
  book: CodeBook,
  access: StorageAccess,
  contract: ContractInfo,
  places: readonly PlacedSite[],
): (key: Key) => string {
  const indexNames = new Set(places.flatMap(({ place }) => (place ? namesInBrackets(place) : [])));
  const origins = originsOf(book, access, indexNames, indexArguments(contract, indexed(places)));
  const known = places.flatMap(({ place }) => place ?? []);
  return (key) =>
    // Of two keys of one value it may be the other one that is the constant: `grid[0][column]`.
    (origins.some((origin) => argumentInBrackets(key, origin) !== undefined)
      ? undefined
      : constantKey(key, contract, known)) ??
    explainIn(key, origins) ??
    storedName(book, access, contract, key, indexNames) ??
    hashedKey(key, access.call.attribution.preimages, origins) ??
    constantOf(book, contract, key) ??
    showValue(key, access.call.words);
}

/** Of each frame that accessed the slot. */
function originsOf(
  book: CodeBook,
  access: StorageAccess,
  indexNames: ReadonlySet<string>,
  indexArguments: IndexArguments,
): readonly KeyOrigins[] {
  const { call } = access;
  return accessingFrames(access).map((index) => ({
    frames: withCallers(call.attribution.frames, index),
    sender: call.transaction.fields.from,
    contractOf: (frame: Frame) => book.contractOf(frame, call.codes)?.name,
    argumentsOf: (frame: Frame) => book.argumentsOf(frame, call),
    partyOf: (account: Address) => call.words?.party?.(account),
    indexNames,
    indexArguments,
  }));
}

function constantOf(book: CodeBook, contract: ContractInfo, key: Key): string | undefined {
  const { kind } = key.type;
  if (kind === "string" || kind === "bytes" || kind === "index") return undefined;
  return book.slotConstant(contract, BigInt(key.data))?.name ?? writtenKey(key, contract);
}

function explainIn(key: Key, origins: readonly KeyOrigins[]): string | undefined {
  for (const origin of origins) {
    const explained = explainKey(key, origin);
    if (explained !== undefined) return explained;
  }
  return undefined;
}

/** The variable of the same account that the key was read from. That one's own keys are not followed further. */
function storedName(
  book: CodeBook,
  { address, slot: own, call }: StorageAccess,
  contract: ContractInfo,
  key: Key,
  indexNames: ReadonlySet<string>,
): string | undefined {
  const { attribution } = call;
  const isOther = (site: AccessSite): boolean => {
    const place = parseLocationKey(site.location);
    return place.kind === "storage" && place.address === address && place.slot !== own;
  };
  const read = storedKey(key, {
    reads: attribution.sites.filter((site) => site.kind === "read" && isOther(site)),
    indexNames,
    fieldsOf: ({ location }) => {
      const place = parseLocationKey(location);
      const slot = place.kind === "storage" ? place.slot : own;
      const access = { address, slot, sites: book.sitesOf(attribution, location), call };
      const fields = layoutOf(book, access, layoutCandidates(book, access))?.fields ?? [];
      return { access, fields };
    },
  });
  if (read === undefined) return undefined;
  const places = read.access.sites.map((site) => ({ site, place: placeOfSite(book, call, site) }));
  const origins = originsOf(book, read.access, NO_NAMES, indexArguments(contract, indexed(places)));
  return renderPath(
    read.field.path,
    (one) => explainIn(one, origins) ?? showValue(one, call.words),
  );
}

const NO_NAMES: ReadonlySet<string> = new Set();

interface PlacedSite {
  readonly site: AccessSite;
  readonly place: SourcePosition | undefined;
}

function indexed(places: readonly PlacedSite[]): readonly IndexedPlace[] {
  return places.flatMap(({ site, place }) => (place ? { ...place, kind: site.kind } : []));
}

function namesInBrackets({ source, range }: SourcePosition): readonly string[] {
  return codeIndexOf(source)
    .indexNames.filter((index) => contains(range, index.range))
    .map(({ name }) => name);
}

import type { AccessSite, Attribution, Frame } from "../model/access-set.ts";
import type { ContractInfo } from "../model/contract.ts";
import type { Hex, LocationKey } from "../model/location.ts";
import type { ScenarioTransaction } from "../model/scenario.ts";
import type { AccountWords } from "../model/slot-name.ts";
import { argumentsOfCall, argumentsOfConstructor, type CallArgument } from "./call-arguments.ts";
import { createContractStorage, type ContractStorage } from "./contract-storage.ts";
import { codeIndexOf } from "./code-index.ts";
import { constantsOf, evaluate, type Constant } from "./constants.ts";
import { declarationsOf, kindOf, sourceOf } from "../model/solidity/declarations.ts";
import { basesFromPreimages, createHashIndex, type HashIndex } from "./hash-index.ts";
import { createContractMatcher } from "./match-contract.ts";
import { namespacedStorage } from "./namespaced-storage.ts";
import { RecentMap } from "../primitives/recent-map.ts";
import { remember } from "../primitives/remember.ts";

/** One transaction as it was executed. */
export interface ExecutedCall {
  readonly transaction: ScenarioTransaction;
  readonly attribution: Attribution;
  readonly codes: ReadonlyMap<Hex, Hex>;
  /** For accounts among its keys. */
  readonly words?: AccountWords;
}

/** What naming works out once: per contract, per frame, per transaction. */
export interface CodeBook {
  contractOf(frame: Frame, codes: ReadonlyMap<Hex, Hex>): ContractInfo | undefined;
  /** Undefined when the compiler was not asked for the layout. */
  storageOf(contract: ContractInfo): ContractStorage | undefined;
  /** The constant whose value is this slot: the name that the contract gives to it. */
  slotConstant(contract: ContractInfo, slot: bigint): Constant | undefined;
  isLibrary(contract: ContractInfo): boolean;
  /** The sites of one location, in the order of execution. */
  sitesOf(attribution: Attribution, location: LocationKey): readonly AccessSite[];
  hashesOf(attribution: Attribution): HashIndex;
  argumentsOf(frame: Frame, call: ExecutedCall): readonly CallArgument[];
}

/** Transactions whose locations are named by turns: as many as a scenario of an ordinary suite, or a crowd, has. */
const RECENT = 256;

export function createCodeBook(contracts: readonly ContractInfo[]): CodeBook {
  // By code units, as the order must be the same everywhere.
  const match = createContractMatcher(contracts.toSorted((a, b) => (a.name < b.name ? -1 : 1)));
  const storages = new WeakMap<ContractInfo, ContractStorage>();
  const constants = new WeakMap<ContractInfo, readonly Constant[]>();
  const libraries = new WeakMap<ContractInfo, boolean>();
  const sites = new RecentMap<Attribution, ReadonlyMap<LocationKey, readonly AccessSite[]>>(RECENT);
  const hashes = new RecentMap<Attribution, HashIndex>(RECENT);
  const callArguments = new WeakMap<Frame, readonly CallArgument[]>();

  const contractOf: CodeBook["contractOf"] = (frame, codes) => {
    const code = codes.get(frame.codeHash);
    return code && match(frame.codeHash, code, frame.isCreate);
  };
  return {
    contractOf,
    storageOf: (contract) => {
      const { storageLayout } = contract;
      return (
        storageLayout &&
        remember(storages, contract, () => {
          const declarations = declarationsOf(contract);
          const namespaces = namespacedStorage(contract, declarations);
          return createContractStorage(
            storageLayout,
            namespaces,
            declarations.underlying,
            () => constantKeys(contract),
            declarations.contractOf,
          );
        })
      );
    },
    slotConstant: (contract, slot) =>
      remember(constants, contract, () => constantsOf(contract)).find(
        // A small one may mean anything.
        ({ word }) => word === slot && word >= 1n << 64n,
      ),
    isLibrary: (contract) => remember(libraries, contract, () => kindOf(contract) === "library"),
    sitesOf: (attribution, location) =>
      remember(sites, attribution, () => groupSites(attribution)).get(location) ?? [],
    hashesOf: (attribution) =>
      remember(hashes, attribution, () =>
        createHashIndex(basesFromPreimages(attribution.preimages)),
      ),
    argumentsOf: (frame, call) =>
      remember(callArguments, frame, () => {
        const contract = contractOf(frame, call.codes);
        return contract === undefined ? [] : readArguments(contract, frame, call);
      }),
  };
}

function groupSites({ sites }: Attribution): ReadonlyMap<LocationKey, readonly AccessSite[]> {
  const groups = new Map<LocationKey, AccessSite[]>();
  for (const site of sites) remember(groups, site.location, () => []).push(site);
  return groups;
}

/** More keys than these would cost more than they tell. */
const MAX_CONSTANT_KEYS = 256;

/** Constants of all sources, and the numbers in the contract's own file, and what stands there in brackets. */
function constantKeys(contract: ContractInfo): readonly bigint[] {
  const own = sourceOf(contract);
  const words = [
    0n,
    1n,
    ...constantsOf(contract).map(({ word }) => word),
    ...(own ? codeIndexOf(own).literals : []),
    ...(own ? codeIndexOf(own).indices.flatMap((index) => evaluate(index, contract) ?? []) : []),
  ];
  return [...new Set(words)].slice(0, MAX_CONSTANT_KEYS);
}

/** The frame's call data may be cut; that of the first frame is the transaction's own. */
function readArguments(
  contract: ContractInfo,
  frame: Frame,
  { transaction, attribution, codes }: ExecutedCall,
): readonly CallArgument[] {
  if (frame.isCreate) return argumentsOfConstructor(contract, codes.get(frame.codeHash) ?? "0x");
  const isFirst = frame === attribution.frames[0];
  return argumentsOfCall(contract, isFirst ? transaction.fields.input : frame.input);
}

import type { AccessSite, Attribution } from "../model/access-set.ts";
import type { ContractInfo } from "../model/contract.ts";
import { parseLocationKey, type Hex, type LocationKey } from "../model/location.ts";
import { remember } from "../primitives/remember.ts";
import { shortContract } from "../model/short-contract.ts";
import type { ScenarioTransaction } from "../model/scenario.ts";
import type { SeenCall } from "../model/report-input.ts";
import type { ReportContract } from "../model/report-contract.ts";
import type {
  AccountWords,
  NamedAccess,
  NamedCall,
  NamedSite,
  SlotField,
} from "../model/slot-name.ts";
import { NOTHING_KNOWN, type Accessed } from "./accessed.ts";
import { callsIn } from "./calls-in.ts";
import type { CallArgument } from "./call-arguments.ts";
import { createCodeBook, type CodeBook, type ExecutedCall } from "./code-book.ts";
import { contractLayout } from "./contract-layout.ts";
import { nameAccount } from "./name-account.ts";
import { nameCall } from "./name-call.ts";
import { entryOf } from "./entry-of.ts";
import { nameSite } from "./name-site.ts";
import { fieldsOfStorage, nameStorage } from "./name-storage.ts";

export interface Namer {
  /** What a transaction called, from its fields and its top frame. */
  nameCall(call: {
    readonly transaction: ScenarioTransaction;
    /** Absent when the transaction was not executed: then little is known. */
    readonly attribution?: Attribution;
    /** Code by its keccak256. */
    readonly codes: ReadonlyMap<Hex, Hex>;
  }): NamedCall;
  /** What a call within a transaction calls: `Vault.notify`. */
  nameFrame(call: Pick<ExecutedCall, "attribution" | "codes">, frame: number): string;
  /** The contracts whose code ran in a transaction, by name, as far as they are known. */
  contractsIn(call: Pick<ExecutedCall, "attribution" | "codes">): readonly string[];
  /** Which of them called which within it. */
  callsIn(call: Pick<ExecutedCall, "attribution" | "codes">): readonly SeenCall[];
  /** What a transaction passed, as far as its ABI tells. */
  argumentsOf(call: ExecutedCall): readonly CallArgument[];
  /** The fields of a storage slot; empty for other locations, and where they are not known. */
  fieldsAt(access: ExecutedCall & { readonly location: LocationKey }): readonly SlotField[];
  /** A contract by its fully qualified name, and its storage. Undefined when it is not known. */
  layoutOf(contract: string): ReportContract | undefined;
  /** One location as one transaction touched it. Never throws: what is not understood is `raw`, with the reason. */
  nameAccess(access: {
    readonly location: LocationKey;
    readonly transaction: ScenarioTransaction;
    readonly attribution: Attribution;
    /** Code by its keccak256. */
    readonly codes: ReadonlyMap<Hex, Hex>;
    readonly words?: AccountWords;
  }): NamedAccess;
}

/** Names what the code of these contracts does. Of contracts with the same code the first by name is taken. */
export function createNamer(contracts: readonly ContractInfo[]): Namer {
  const book = createCodeBook(contracts);
  const known = new WeakMap<Attribution, Map<LocationKey, NamedAccess>>();
  const nameAccess: Namer["nameAccess"] = ({ location: key, ...call }) => {
    const location = parseLocationKey(key);
    const sites = book.sitesOf(call.attribution, key);
    const { name, accessed } =
      location.kind === "storage"
        ? nameStorage(book, { ...location, sites, call })
        : { name: nameAccount(book, location, call), accessed: NOTHING_KNOWN };
    return { name, sites: nameSites(book, sites, accessed, call) };
  };
  return {
    nameCall: ({ transaction, attribution, codes }) =>
      nameCall(transaction, attribution, (frame) => book.contractOf(frame, codes)),
    nameFrame: ({ attribution, codes }, index) => {
      const frame = attribution.frames[index];
      const contract = frame && book.contractOf(frame, codes);
      if (frame === undefined || contract === undefined) return "another contract";
      const name = entryOf(contract, frame);
      return name === undefined
        ? shortContract(contract.name)
        : `${shortContract(contract.name)}.${name}`;
    },
    contractsIn: ({ attribution, codes }) => [
      ...new Set(attribution.frames.flatMap((frame) => book.contractOf(frame, codes)?.name ?? [])),
    ],
    callsIn: ({ attribution, codes }) =>
      callsIn(attribution.frames, (frame) => book.contractOf(frame, codes)),
    argumentsOf: (call) => {
      const [top] = call.attribution.frames;
      return top === undefined ? [] : book.argumentsOf(top, call);
    },
    fieldsAt: ({ location: key, ...call }) => {
      const location = parseLocationKey(key);
      if (location.kind !== "storage") return [];
      const sites = book.sitesOf(call.attribution, key);
      return fieldsOfStorage(book, { ...location, sites, call });
    },
    layoutOf: (name) => {
      const contract = contracts.find((one) => one.name === name);
      return contract && contractLayout(book, contract);
    },
    nameAccess: (access) => {
      // Words for accounts are one scenario's; without them, an access has one name.
      const { party, stranger } = access.words ?? {};
      if (party !== undefined || stranger !== undefined) return nameAccess(access);
      const names = remember(known, access.attribution, () => new Map<LocationKey, NamedAccess>());
      return remember(names, access.location, () => nameAccess(access));
    },
  };
}

function nameSites(
  book: CodeBook,
  sites: readonly AccessSite[],
  accessed: Accessed,
  { attribution, codes }: ExecutedCall,
): readonly NamedSite[] {
  const distinct = new Map<string, NamedSite>();
  for (const { frame: index, pc, kind } of sites) {
    const frame = attribution.frames[index];
    const contract = frame && book.contractOf(frame, codes);
    const site: NamedSite = contract
      ? nameSite(
          { contract, isCreate: frame.isCreate, pc },
          { kind, accessed, entry: entryOf(contract, frame) },
        )
      : { kind };
    const key = JSON.stringify([site.function, site.source?.file, site.source?.line, kind]);
    if (!distinct.has(key)) distinct.set(key, site);
  }
  return [...distinct.values()];
}

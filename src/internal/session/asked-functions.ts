import type { ContractInfo } from "../model/contract.ts";
import type { Hex } from "../model/location.ts";
import type { RecordingRecord } from "../model/recording.ts";
import type { AskedFunction } from "../model/report-input.ts";
import { createContractMatcher } from "../slot-naming/match-contract.ts";

/** What the suite asked contracts for without a transaction, each once, sorted. */
export function askedFunctions(
  recordings: readonly (readonly RecordingRecord[])[],
  contracts: readonly ContractInfo[],
): readonly AskedFunction[] {
  const match = createContractMatcher(contracts.toSorted((a, b) => (a.name < b.name ? -1 : 1)));
  const asked = new Map<string, AskedFunction>();
  for (const records of recordings) {
    const codes = new Map<number, Hex>();
    for (const record of records) {
      if (record.kind === "code") codes.set(record.id, record.code);
      if (record.kind !== "call") continue;
      const code = codes.get(record.code);
      // The code stands for its hash, which tells matches apart.
      const contract = code === undefined ? undefined : match(code, code, false);
      const { selector } = record;
      const name = contract?.name ?? null;
      asked.set(`${name ?? ""} ${selector}`, { contract: name, selector });
    }
  }
  return [...asked].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}

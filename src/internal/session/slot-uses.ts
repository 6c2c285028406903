import type { SlotUseOf, TransactionNames } from "../model/analysis.ts";
import type { AccessSet } from "../model/access-set.ts";
import type { ScenarioExecution } from "../model/execution.ts";
import type { LocationKey } from "../model/location.ts";
import type { SlotField } from "../model/slot-name.ts";
import { withoutKeys } from "../model/path-keys.ts";
import type { Namer } from "../slot-naming/create-namer.ts";

/** How the transactions of a run use the fields of packed slots. `names` counts scenarios as `executions` does. */
export function slotUses(
  executions: readonly ScenarioExecution[],
  names: TransactionNames,
  namer: Namer,
): SlotUseOf {
  return (scenario, index, location) => {
    const execution = executions[scenario];
    const transaction = execution?.scenario.transactions[index];
    const result = execution?.transactions[index]?.result;
    if (execution === undefined || transaction === undefined || result === undefined)
      return undefined;
    const { attribution, accesses } = result;
    const fields = namer.fieldsAt({ transaction, attribution, codes: execution.codes, location });
    const values = valuesOf(accesses, location);
    const { name } = names.access(scenario, index, location);
    if (fields.length < 2 || values === undefined || name.kind === "raw") return undefined;
    const touched = new Set(name.fields.map(({ concretePath }) => concretePath));
    return fields.map((field) => ({
      path: withoutKeys(field.path).replaceAll("[*]", ""),
      isTouched: touched.has(field.path),
      before: partOf(values.before, field),
      after: partOf(values.after, field),
    }));
  };
}

function valuesOf(
  { reads, writes }: AccessSet,
  location: LocationKey,
): { readonly before: bigint; readonly after: bigint } | undefined {
  const before = reads.find((one) => one.location === location)?.value;
  const after = writes.find((one) => one.location === location && one.kind === "set")?.value;
  return before === undefined ? undefined : { before, after: after ?? before };
}

function partOf(value: bigint, { offset, size }: SlotField): bigint {
  return BigInt.asUintN(size * 8, value >> BigInt(offset * 8));
}

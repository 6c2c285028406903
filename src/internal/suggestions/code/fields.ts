import { withoutKeys } from "../../model/path-keys.ts";
import type { ContractCode, StateVariable } from "./contract-code.ts";
import { type Use, usesOf } from "./uses.ts";

/** A state variable, or a member of the structs that it holds, for all keys. */
export interface Field {
  readonly variable: StateVariable;
  /** `pools.total`: without keys. */
  readonly name: string;
  /** How many keys it takes to get there. */
  readonly depth: number;
  /** Outside of constructors. */
  readonly uses: readonly Use[];
}

/** What the functions of a contract use of a variable, in the order of the code. */
export function fieldsOf(code: ContractCode, variable: StateVariable): readonly Field[] {
  const uses = usesOf(code, variable).filter((use) => use.function.kind !== "constructor");
  return [...Map.groupBy(uses, (use) => nameOfUse(variable, use))].map(([name, own]) => ({
    variable,
    name,
    depth: Math.max(...own.map(({ steps }) => steps.filter(({ kind }) => kind === "index").length)),
    uses: own,
  }));
}

/** `pools.total` of `pools[id].total`. */
export function nameOfUse({ name }: StateVariable, { steps }: Use): string {
  return [name, ...steps.flatMap((step) => (step.kind === "member" ? [step.name] : []))].join(".");
}

/** The field that a path like `pools[arg:pid].total` means; of several paths that of the variable. */
export function fieldNameOf(path: string, variable: string): string {
  const names = path.split(", ").map((one) => withoutKeys(one, ""));
  return names.find((name) => name === variable || name.startsWith(`${variable}.`)) ?? variable;
}

import type { ContractCode } from "./contract-code.ts";

/** A type as the compiler tells it, as one writes it in the contract: `struct A.Entry storage ref[] storage ref` as `Entry[]`. */
export function typeName({ bases }: ContractCode, typeString: string): string {
  const own = new Set(bases.map(({ contract }) => contract));
  return typeString
    .replace(/ (storage|memory|calldata)( (ref|pointer|slice))?/g, "")
    .replace(/\b(struct|enum|contract) /g, "")
    .replace(/\b([A-Za-z_$][\w$]*)\./g, (prefix, name: string) => (own.has(name) ? "" : prefix));
}

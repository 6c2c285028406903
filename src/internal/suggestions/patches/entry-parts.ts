import { type AstNode, typeStringOf } from "../../model/solidity/ast-node.ts";
import { type ContractCode, sourceText } from "../code/contract-code.ts";
import { freeName } from "../code/names.ts";
import type { Use } from "../code/uses.ts";
import { partsOf, partTypeOf } from "./shard-sketch.ts";

/** Where the parts of an entry go that is split by the caller. */
export interface EntryParts {
  /** The mapping to arrays of parts. */
  readonly declaration: string;
  /** As the code names the array of one entry: `_raisedForShards[cause]`. */
  readonly entry: string;
  /** A name for what counts through them, which means nothing else there. */
  readonly index: string;
}

/** `field`: `pools.total`, of which `use` names an entry. */
export function entryParts(
  code: ContractCode,
  field: string,
  use: Use,
  shards: number,
  suffix = "Shards",
): EntryParts {
  const name = field.replace(/\W+_*(\w)/g, (_, letter: string) => letter.toUpperCase());
  const parts = freeName(partsOf(name, suffix), [code]);
  const steps = use.steps.flatMap((step) => (step.kind === "index" ? [step.key] : []));
  const keys = steps.map((key) => `[${sourceText(use.source, key)}]`).join("");
  const number = partTypeOf(typeStringOf(use.target) ?? "");
  const type = steps
    .map(keyType)
    .reduceRight((inner, key) => `mapping(${key} => ${inner})`, `${number}[${shards}]`);
  const isShadowed = /\bi\b/.test(keys);
  return {
    declaration: `${type} private ${parts}; // instead of ${field}`,
    entry: `${parts}${keys}`,
    index: isShadowed ? freeName("part", [code]) : "i",
  };
}

/** As a mapping has it: `address`, `Side`. */
function keyType(key: AstNode): string {
  const type = typeStringOf(key) ?? "";
  if (type === "" || type.startsWith("int_const")) return "uint256";
  if (type.startsWith("literal_string")) return "string";
  return type.replace(/^(contract|enum) /, "").replace(/ .*$/, "");
}

import { childOf, numberOf, typeStringOf } from "../../model/solidity/ast-node.ts";
import { argumentsOf } from "../code/call-parts.ts";
import { type ContractCode, sourceText } from "../code/contract-code.ts";
import { decisionOf, requiredBy } from "../code/decisions.ts";
import { freeName } from "../code/names.ts";
import type { Use } from "../code/uses.ts";
import { listed } from "../users.ts";

/**
 * How a contract's own lock would be in transient storage, which holds nothing when a transaction begins. One that is
 * open where it holds something is turned round, and gets a name that says so. `path`: `locked`, `state.locked`.
 */
export function transientLock(code: ContractCode, uses: readonly Use[], path: string): string {
  const changes = uses.filter(
    ({ kind, function: { kind: of } }) => kind !== "read" && of !== "constructor",
  );
  const [set, reset] = changes;
  const [name = path] = path.split(".").slice(-1);
  const note = "solc 0.8.28, and no initial value";
  if (set === undefined || reset === undefined || isNothing(code, reset)) {
    const type = (set && typeStringOf(set.target)) ?? "bool";
    const open = type === "bool" ? "false" : "0";
    return [
      `${type} private transient ${name}; // ${note}: ${open} is open`,
      name === path
        ? "// All else stays as it is."
        : `// It takes the place of ${path}; all else stays.`,
    ].join("\n");
  }
  const locked = freeName("_locked", [code]);
  const elsewhere = uses.filter(
    ({ kind, function: inside }) =>
      kind === "read" && !changes.some((one) => one.function === inside),
  );
  const readers = [...new Set(elsewhere.map(({ function: { name: by } }) => by))].sort();
  return [
    `bool private transient ${locked}; // ${note}: false is open`,
    checkOf(uses, set, locked),
    `${locked} = true; // instead of ${textIn(set)}`,
    "// …",
    `${locked} = false; // instead of ${textIn(reset)}`,
    ...(readers.length === 0
      ? []
      : [
          `// Where ${listed(readers)} read${readers.length === 1 ? "s" : ""} ${path}: !${locked} is what ${valueText(reset)} was.`,
        ]),
  ].join("\n");
}

function textIn({ source, operation }: Use): string {
  return sourceText(source, operation);
}

function valueText({ source, value }: Use): string {
  return value === undefined ? "nothing" : sourceText(source, value);
}

/** `delete x`, `x = false`, `x = OPEN` of a constant that is 0. */
function isNothing(code: ContractCode, { kind, value }: Use): boolean {
  if (kind === "delete") return true;
  const id = numberOf(value, "referencedDeclaration");
  const constant = code.constants.find(({ node }) => node.id === id);
  const literal = constant === undefined ? value : childOf(constant.node, "value");
  return ["0", "false"].includes(String(literal?.fields.value));
}

/** The contract's own check, with what it says to whoever comes in again. */
function checkOf(uses: readonly Use[], set: Use, locked: string): string {
  for (const { kind, around, function: inside, source } of uses) {
    if (kind !== "read" || inside !== set.function) continue;
    for (const node of around) {
      if (decisionOf(node) === undefined) continue;
      const [, message] = requiredBy(node) === undefined ? [] : argumentsOf(node);
      if (message !== undefined) return `require(!${locked}, ${sourceText(source, message)});`;
      const body = childOf(node, "trueBody");
      if (body === undefined) return `require(!${locked});`;
      const text = sourceText(source, body).replace(/\s+/g, " ");
      return `if (${locked}) ${/[;}]$/.test(text) ? text : `${text};`}`;
    }
  }
  return `if (${locked}) revert();`;
}

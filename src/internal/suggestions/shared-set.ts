import { type Declarations, declarationsOf } from "../model/solidity/declarations.ts";
import { keysInPath } from "../model/path-keys.ts";
import { type AstNode, childOf, nodesIn, numberOf, textOf } from "../model/solidity/ast-node.ts";
import type { ContractCode, StateVariable } from "./code/contract-code.ts";
import { functionOn } from "./code/length-uses.ts";
import { placeOf, type Use } from "./code/uses.ts";
import { isSeenToFlow } from "./evidence.ts";
import { moversOf } from "./moved-value.ts";
import type { Subject } from "./rule.ts";
import { wayOfNaming } from "./way-of-naming.ts";

/** One set or map of OpenZeppelin that can be enumerated, whose list users change: at no key, or at one that several name. */
export interface SharedSet {
  /** As the code names it: `members`, `membersOf[club]`. */
  readonly name: string;
  /** `EnumerableSet.AddressSet` */
  readonly set: string;
  /** Keys on the way to it. */
  readonly keys: readonly string[];
  readonly uses: readonly Use[];
  /** Where elements are added, removed or set. */
  readonly changes: readonly Use[];
  /** Functions of users that meet at its length. */
  readonly movers: readonly string[];
  readonly isSeenToFlow: boolean;
}

/** Of a hotspot that is the length of its list. */
export function sharedSetOf(subject: Subject): SharedSet | undefined {
  const { hotspot, variable, code } = subject;
  if (variable === undefined || !hotspot.path.endsWith(".length")) return undefined;
  const keys = keysInPath(hotspot.path);
  if (keys.length > 0 && wayOfNaming(subject, keys) === undefined) return undefined;
  const uses = subject.uses.filter(
    ({ steps }) => steps.filter(({ kind }) => kind === "index").length === keys.length,
  );
  const set = setOf(code, variable);
  if (set === undefined) return undefined;
  const changes = uses.filter((use) => CHANGES.includes(functionOn(use) ?? ""));
  const movers = moversOf(subject, changes);
  const isSeen = isSeenToFlow(subject);
  if (movers.length === 0 || isSeen === false) return undefined;
  const [first] = changes;
  const name = keys.length === 0 || first === undefined ? variable.name : placeOf(variable, first);
  return { name, set, keys, uses, changes, movers, isSeenToFlow: isSeen === true };
}

const CHANGES = ["add", "remove", "set", "clear"];

/** `EnumerableSet.AddressSet`, if it is OpenZeppelin's: a name alone says nothing of what is inside. */
function setOf(code: ContractCode, { node, type }: StateVariable): string | undefined {
  // Of a mapping to sets, what it holds.
  const name = /\bstruct (Enumerable(?:Set|Map)(?:Upgradeable)?\.\w+)\)*$/.exec(type)?.[1];
  const declared = declarationsOf(code.info);
  const typeName = valueTypeOf(childOf(node, "typeName"));
  const id = numberOf(typeName, "referencedDeclaration");
  const line = id === undefined ? undefined : declared.lineOf(id);
  if (name === undefined || id === undefined || line === undefined) return undefined;
  const isPackage = /^@openzeppelin\/contracts(-upgradeable)?\//.test(line.file);
  return isPackage || holdsList(declared, id, 4) ? name : undefined;
}

function valueTypeOf(type: AstNode | undefined): AstNode | undefined {
  return type?.nodeType === "Mapping" ? valueTypeOf(childOf(type, "valueType")) : type;
}

/** The files may have been copied into the project: then what is inside has to be the same. */
function holdsList(declared: Declarations, id: number, depth: number): boolean {
  const members = nodesIn(declared.nodeOf(id)?.fields.members);
  const names = members.map((one) => textOf(one, "name") ?? "");
  const isList = names.includes("_values") && names.some((name) => POSITIONS.includes(name));
  if (isList || depth === 0) return isList;
  return members.some((one) => {
    const inner = numberOf(childOf(one, "typeName"), "referencedDeclaration");
    return inner !== undefined && holdsList(declared, inner, depth - 1);
  });
}

const POSITIONS = ["_positions", "_indexes"];

import { type AstNode, childOf, contains, nodesIn, textOf } from "../../model/solidity/ast-node.ts";
import type { AskedFunction } from "../../model/report-input.ts";
import type { SourceEdit } from "../../model/suggestion.ts";
import { isAsked } from "../code/asked.ts";
import {
  type CodeFunction,
  type ContractCode,
  isEntry,
  sourceText,
  type StateVariable,
} from "../code/contract-code.ts";
import { type Mention, mentionsOf } from "../code/mentions.ts";
import { familyOf, isTaken } from "../code/names.ts";
import { isValueUsed } from "../code/position.ts";
import type { Use } from "../code/uses.ts";
import { usesEverywhere } from "../code/uses-everywhere.ts";
import { documentationStart, lineRange, statementEnd } from "./layout.ts";
import { isUpgradeable } from "./upgradeable.ts";

/**
 * A variable that is only set, as an event of the values that it is set to. Its getter goes, and so does a
 * view that only returns it: whoever wants the value reads the log. Undefined where the code does more with it,
 * and where the suite asks for what would go.
 */
export function eventInstead(
  project: readonly ContractCode[],
  variable: StateVariable,
  asked: readonly AskedFunction[],
): SourceEdit[] | undefined {
  const { node, source, name, type } = variable;
  const isPlain = /^(u?int\d+|address( payable)?|bool|bytes\d+)$/.test(type);
  if (!isPlain || source.isExternal === true || isConstrained(node)) return undefined;
  if (childOf(node, "value") !== undefined) return undefined;
  const family = familyOf(variable, project);
  if (family.some(isUpgradeable)) return undefined;
  const event = eventName(name);
  if (isTaken(event, family)) return undefined;
  const uses = usesEverywhere(project, variable);
  const getters = [...new Set(uses.flatMap((use) => getterOf(use) ?? []))];
  const rest = uses.filter((use) => !getters.includes(use.function));
  const emits = rest.map((use) => emitFor(use, event));
  if (!emits.every((emit) => emit !== undefined)) return undefined;
  if ([variable, ...getters].some((one) => isAsked(project, asked, one))) return undefined;
  if (getters.some((one) => one.source.isExternal === true)) return undefined;
  if (getters.some((one) => mentionsOf(project, one).length > 0)) return undefined;
  // Another contract may ask a getter.
  const isElsewhere = mentionsOf(project, variable).some(
    (mention) => !uses.some((use) => holds(use, mention)),
  );
  if (isElsewhere) return undefined;
  const declaration = declarationEdit(variable, event);
  return declaration && [declaration, ...emits, ...getters.map(removal)];
}

/** `_lastActivity` → `LastActivityChanged` */
export function eventName(variable: string): string {
  const plain = variable.replace(/^_+/, "");
  return `${plain.slice(0, 1).toUpperCase()}${plain.slice(1)}Changed`;
}

function emitFor(use: Use, event: string): SourceEdit | undefined {
  const { kind, source, operation, value, steps } = use;
  if (kind !== "assign" || value === undefined || steps.length > 0) return undefined;
  if (source.isExternal === true || isValueUsed(use) || use.function.kind === "constructor") {
    return undefined;
  }
  const { start, end } = operation.range;
  return { file: source.path, start, end, text: `emit ${event}(${sourceText(source, value)})` };
}

/** A view that users call and that returns the variable, and nothing else. */
function getterOf(use: Use): CodeFunction | undefined {
  const { function: one, kind, operation, steps } = use;
  if (!one.isView || !isEntry(one) || kind !== "read" || steps.length > 0) return undefined;
  if (isConstrained(one.node) || nodesIn(one.node.fields.modifiers).length > 0) return undefined;
  const [statement, ...others] = nodesIn(one.body.fields.statements);
  if (statement?.nodeType !== "Return" || others.length > 0) return undefined;
  return childOf(statement, "expression")?.id === operation.id ? one : undefined;
}

/** An interface or a base asks for it, or a contract that inherits may replace it. */
function isConstrained({ fields }: AstNode): boolean {
  const isOverriding = fields.overrides !== undefined && fields.overrides !== null;
  const bases = [fields.baseFunctions, fields.baseModifiers];
  return (
    isOverriding ||
    fields.virtual === true ||
    bases.some((list) => Array.isArray(list) && list.length > 0)
  );
}

function holds({ source, operation }: Use, { node, source: file }: Mention): boolean {
  return source.path === file.path && contains(operation.range, node.range);
}

function declarationEdit(
  { node, source, name, type }: StateVariable,
  event: string,
): SourceEdit | undefined {
  const end = statementEnd(source, node.range.end);
  // Not if there is something else on its lines.
  if (lineRange(source, node.range.start, end) === undefined) return undefined;
  // Tags that an event must not have.
  const documentation = childOf(node, "documentation");
  const isFit = !/@(return|inheritdoc)/.test(textOf(documentation, "text") ?? "");
  const start = isFit ? node.range.start : documentationStart(node);
  const parameter = name.replace(/^_+/, "");
  const indexed = type.startsWith("address") ? " indexed" : "";
  const text = `event ${event}(${type}${indexed} ${parameter});`;
  return { file: source.path, start, end, text };
}

function removal({ node, source }: CodeFunction): SourceEdit {
  const first = documentationStart(node);
  const lines = lineRange(source, first, node.range.end);
  const { start, end } = lines ?? { start: first, end: node.range.end };
  return { file: source.path, start, end, text: "" };
}

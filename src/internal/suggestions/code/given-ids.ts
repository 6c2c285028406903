import {
  type AstNode,
  contains,
  nodesIn,
  numberOf,
  textOf,
} from "../../model/solidity/ast-node.ts";
import { declarationsOf } from "../../model/solidity/declarations.ts";
import { accessPath, type Step } from "./access-path.ts";
import { argumentsOf, calleeOf } from "./call-parts.ts";
import { CodeIndex, type Place } from "./code-index.ts";
import type { ContractCode, StateVariable } from "./contract-code.ts";
import { isArgument, originsOf } from "./origins.ts";
import type { Sink } from "./sink.ts";
import { type Use, usesOf } from "./uses.ts";
import { ValueFlow } from "./value-flow.ts";

/** Keys of mappings under which something is stored for each id: where ids are put in, and where they come back. */
export function keysByIds(code: ContractCode, sinks: readonly Sink[]): readonly Place[] {
  return code.variables.flatMap((container) => {
    const own = sinks.filter(
      ({ kind, variable }) => kind === "key" && variable === container.node.id,
    );
    if (own.length === 0) return [];
    const uses = usesOf(code, container).map((use) => ({
      inside: use.function,
      keys: keysIn(use),
    }));
    const depths = new Set(
      uses.flatMap(({ inside, keys }) =>
        keys.flatMap((key, depth) =>
          own.some((sink) => sink.function === inside && contains(key.range, sink.node.range))
            ? depth
            : [],
        ),
      ),
    );
    return uses.flatMap(({ inside, keys }) =>
      keys.flatMap((node, depth) => (depths.has(depth) ? { node, function: inside } : [])),
    );
  });
}

/**
 * Where ids are named that a contract has given out before: arguments that are keys where ids are, and what ids are
 * stored in.
 */
export function idsComingBack(
  code: ContractCode,
  counter: StateVariable,
  sinks: readonly Sink[],
): readonly Place[] {
  const places = [
    ...keysByIds(code, sinks).flatMap((key) => namedLike(code, key)),
    ...sinks.flatMap((sink) => storedIn(code, counter, sink)),
  ];
  const known = new Map(places.map((place) => [place.node.id, place]));
  return [...known.values()];
}

/** All mentions of the argument that is this key, or of the same part of it, or of what is stored in the same place. */
export function namedLike(
  code: ContractCode,
  { node: key, function: inside }: Place,
): readonly Place[] {
  const index = CodeIndex.of(code);
  return originsOf(code, key, inside)
    .filter(({ isLast }) => isLast)
    .flatMap(({ node, function: where }) => {
      const { root, steps } = accessPath(node);
      const declaration = numberOf(root, "referencedDeclaration");
      const isPart = steps.length > 0;
      if (root.nodeType !== "Identifier" || declaration === undefined) return [];
      if (!isPart && !isArgument(node, where)) return [];
      const shape = shapeOf(steps);
      return index.referencesTo(declaration).flatMap((mention) => {
        const part = partBehind(index, mention.node, steps.length);
        return part !== undefined && shapeOf(accessPath(part).steps) === shape
          ? { node: part, function: mention.function }
          : [];
      });
    });
}

function partBehind(index: CodeIndex, mention: AstNode, depth: number): AstNode | undefined {
  return depth === 0 ? mention : index.around(mention)[depth - 1];
}

/** Where it is read what such a value was stored in: `ticketOf[who]`, `orders[i].number`, `ids[i]`. */
export function storedIn(
  code: ContractCode,
  counter: StateVariable,
  sink: Sink,
  isId = (node: AstNode) => ValueFlow.of(code).depends(node, counter.node.id),
): readonly Place[] {
  const into = code.variables.find(({ node }) => node.id === sink.variable);
  if (sink.kind !== "storage" || into === undefined || into === counter) return [];
  const uses = usesOf(code, into);
  const shapes = uses
    .filter(
      ({ kind, value, function: inside }) =>
        ["assign", "push"].includes(kind) &&
        inside === sink.function &&
        value !== undefined &&
        contains(value.range, sink.node.range),
    )
    .flatMap((use) => shapesOfStored(code, use, isId));
  return uses
    .filter(({ kind, steps }) => kind === "read" && shapes.includes(shapeOf(steps)))
    .map(({ target, function: inside }) => ({ node: target, function: inside }));
}

function shapesOfStored(
  code: ContractCode,
  { kind, steps, value }: Use,
  isId: (node: AstNode) => boolean,
): readonly string[] {
  const shape = `${shapeOf(steps)}${kind === "push" ? "[]" : ""}`;
  if (value === undefined || textOf(value, "kind") !== "structConstructorCall") return [shape];
  const id = numberOf(calleeOf(value), "referencedDeclaration");
  const struct = id === undefined ? undefined : declarationsOf(code.info).nodeOf(id);
  const members = nodesIn(struct?.fields.members).map((one) => textOf(one, "name"));
  const names: readonly unknown[] = Array.isArray(value.fields.names) ? value.fields.names : [];
  return argumentsOf(value).flatMap((one, i) => {
    const name = names.length > 0 ? String(names[i]) : members[i];
    return name !== undefined && isId(one) ? `${shape}.${name}` : [];
  });
}

function shapeOf(steps: readonly Step[]): string {
  return steps.map((step) => (step.kind === "member" ? `.${step.name}` : "[]")).join("");
}

/** In the order of the brackets. */
export function keysIn({ steps }: Use): readonly AstNode[] {
  return steps.flatMap((step) => (step.kind === "index" ? step.key : []));
}

import type { ContractInfo } from "../model/contract.ts";
import {
  asNode,
  childOf,
  childrenOf,
  contains,
  nodesIn,
  numberOf,
  textOf,
  typeStringOf,
  type AstNode,
  type Range,
} from "../model/solidity/ast-node.ts";
import { remember } from "../primitives/remember.ts";
import type { SourcePosition } from "./source-position.ts";
import { isInStorage, valueFlowOf, type ValueFlow } from "./value-flow.ts";

/** An access as the code has it. */
export interface IndexedPlace extends SourcePosition {
  readonly kind: "read" | "write";
}

/** Names of the parameters that the keys of mappings, and the indices of arrays, can come from at some places; absent where that is not known. */
export interface IndexArguments {
  readonly mappings?: ReadonlySet<string>;
  readonly arrays?: ReadonlySet<string>;
}

/**
 * Follows what stands in the brackets back through local variables, storage pointers and calls. A value that was
 * stored, a length and a counter come from no argument; the place of a push is a length.
 */
export function indexArguments(
  contract: ContractInfo,
  places: readonly IndexedPlace[],
): IndexArguments {
  const all = remember(known, contract.sources, () => new Map<string, Found>());
  const found = places.map((place) => {
    const { source, range, kind } = place;
    const key = `${source.path} ${range.start} ${range.end} ${kind}`;
    const seen = all.get(key) ?? search(contract, place);
    all.set(key, seen);
    return seen;
  });
  if (found.some(({ isOpaque }) => isOpaque)) return {};
  const [mappings, arrays] = [joined(found, "mappings"), joined(found, "arrays")];
  return { ...(mappings && { mappings }), ...(arrays && { arrays }) };
}

const known = new WeakMap<ContractInfo["sources"], Map<string, Found>>();

interface Found {
  /** Absent if no brackets of the kind were found. */
  readonly mappings?: ReadonlySet<string>;
  readonly arrays?: ReadonlySet<string>;
  /** There is something of which it cannot be said what it is made of. */
  readonly isOpaque: boolean;
}

function joined(
  found: readonly Found[],
  kind: "mappings" | "arrays",
): ReadonlySet<string> | undefined {
  const sets = found.flatMap((one) => one[kind] ?? []);
  return sets.length === 0 ? undefined : new Set(sets.flatMap((set) => [...set]));
}

function search(contract: ContractInfo, { source, range, kind }: IndexedPlace): Found {
  if (!contract.sources.includes(source)) return { isOpaque: false };
  const root = asNode(source.ast);
  const paths = new Paths(valueFlowOf(contract));
  for (const node of root ? within(root, range) : []) {
    const target = kind === "write" ? childOf(node, "leftHandSide") : undefined;
    paths.follow(target ?? node);
  }
  return paths.found();
}

/** The outermost nodes in the range. */
function within(node: AstNode, range: Range): readonly AstNode[] {
  if (contains(range, node.range) && node.range.end > node.range.start) return [node];
  const { start, end } = node.range;
  if (end <= range.start || start >= range.end) return [];
  return childrenOf(node).flatMap((child) => within(child, range));
}

/** Ways into storage. */
class Paths {
  readonly #flow: ValueFlow;
  readonly #seen = new Set<number>();
  readonly #mappings: AstNode[] = [];
  readonly #arrays: AstNode[] = [];
  #pushes = false;
  #isOpaque = false;

  constructor(flow: ValueFlow) {
    this.#flow = flow;
  }

  follow(node: AstNode): void {
    const declaration = numberOf(node, "referencedDeclaration");
    switch (node.nodeType) {
      case "IndexAccess": {
        const base = childOf(node, "baseExpression");
        const index = childOf(node, "indexExpression");
        if (!isInStorage(base) || index === undefined) break;
        const isMapping = typeStringOf(base)?.startsWith("mapping(") === true;
        (isMapping ? this.#mappings : this.#arrays).push(index);
        break;
      }
      case "Identifier":
        if (isInStorage(node) && declaration !== undefined) this.#into(declaration);
        return;
      case "FunctionCall":
        this.#call(node);
        break;
      case "InlineAssembly":
        this.#isOpaque = true;
        return;
    }
    for (const child of childrenOf(node)) this.follow(child);
  }

  #into(declaration: number): void {
    if (this.#seen.has(declaration)) return;
    this.#seen.add(declaration);
    for (const value of this.#flow.valuesOf(declaration)) this.follow(value);
  }

  #call(node: AstNode): void {
    const callee = childOf(node, "expression");
    if (textOf(callee, "memberName") === "push") this.#pushes = true;
    const id = numberOf(callee, "referencedDeclaration");
    if (id === undefined || !isInStorage(node) || this.#seen.has(id)) return;
    this.#seen.add(id);
    const body = childOf(this.#flow.functionOf(id), "body");
    const parameters = childOf(this.#flow.functionOf(id), "parameters");
    const hasNone = nodesIn(parameters?.fields.parameters).length === 0;
    // Without arguments it is always the same place that assembly gives.
    if (body !== undefined && !(hasNone && hasAssembly(body))) this.follow(body);
  }

  found(): Found {
    const values = (indices: readonly AstNode[]) => {
      const origins = new Values(this.#flow);
      for (const index of indices) origins.follow(index);
      return origins;
    };
    const [mappings, arrays] = [values(this.#mappings), values(this.#arrays)];
    return {
      ...(this.#mappings.length > 0 ? { mappings: mappings.names } : {}),
      ...(this.#arrays.length > 0 || this.#pushes ? { arrays: arrays.names } : {}),
      isOpaque: this.#isOpaque || mappings.isOpaque || arrays.isOpaque,
    };
  }
}

function hasAssembly(node: AstNode): boolean {
  return node.nodeType === "InlineAssembly" || childrenOf(node).some(hasAssembly);
}

/** What a value is made of. */
class Values {
  readonly names = new Set<string>();
  isOpaque = false;
  readonly #flow: ValueFlow;
  readonly #seen = new Set<number>();

  constructor(flow: ValueFlow) {
    this.#flow = flow;
  }

  follow(node: AstNode): void {
    switch (node.nodeType) {
      case "Identifier": {
        const declaration = numberOf(node, "referencedDeclaration");
        if (declaration !== undefined) this.#variable(declaration);
        return;
      }
      case "IndexAccess": {
        const base = childOf(node, "baseExpression");
        if (base !== undefined && !isInStorage(base)) this.follow(base);
        return;
      }
      case "MemberAccess": {
        const base = childOf(node, "expression");
        const member = textOf(node, "memberName");
        if (member === "data" && textOf(base, "name") === "msg") this.isOpaque = true;
        if (base !== undefined && member !== "length" && !isInStorage(base)) this.follow(base);
        return;
      }
      case "InlineAssembly":
        this.isOpaque = true;
        return;
    }
    for (const child of childrenOf(node)) this.follow(child);
  }

  #variable(declaration: number): void {
    if (this.#seen.has(declaration)) return;
    this.#seen.add(declaration);
    const parameter = this.#flow.parameter(declaration);
    if (parameter !== undefined) this.names.add(textOf(parameter, "name") ?? "");
    // It holds other values, as the arguments of another call.
    if (/^bytes (?:calldata|memory)/.test(typeStringOf(parameter) ?? "")) this.isOpaque = true;
    for (const value of this.#flow.valuesOf(declaration)) this.follow(value);
  }
}

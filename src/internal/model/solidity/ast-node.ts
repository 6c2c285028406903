/**
 * The one place that looks into solc's AST, which arrives as unknown data: whatever is not as
 * expected is treated as absent.
 */
export interface AstNode {
  readonly nodeType: string;
  /** -1 when absent. */
  readonly id: number;
  /** In bytes from the beginning of the file. */
  readonly range: Range;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** `end` is the first byte behind it. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

export function asNode(value: unknown): AstNode | undefined {
  if (!isRecord(value) || typeof value.nodeType !== "string") return undefined;
  const id = typeof value.id === "number" ? value.id : -1;
  return { nodeType: value.nodeType, id, range: asRange(value.src), fields: value };
}

export function nodesIn(value: unknown): readonly AstNode[] {
  return Array.isArray(value) ? value.flatMap((item) => asNode(item) ?? []) : [];
}

/** Direct children, wherever they are held. */
export function childrenOf(node: AstNode): readonly AstNode[] {
  return Object.values(node.fields).flatMap((value) => asNode(value) ?? nodesIn(value));
}

/** The same in the order of the text: solc's objects do not always hold the left side first. */
export function childrenInOrder(node: AstNode): readonly AstNode[] {
  return [...childrenOf(node)].sort((a, b) => a.range.start - b.range.start);
}

export function textOf(node: AstNode | undefined, field: string): string | undefined {
  const value = node?.fields[field];
  return typeof value === "string" ? value : undefined;
}

export function numberOf(node: AstNode | undefined, field: string): number | undefined {
  const value = node?.fields[field];
  return typeof value === "number" ? value : undefined;
}

export function childOf(node: AstNode | undefined, field: string): AstNode | undefined {
  return asNode(node?.fields[field]);
}

/** `typeDescriptions.typeString`: the type as the compiler writes it. */
export function typeStringOf(node: AstNode | undefined): string | undefined {
  const descriptions = node?.fields.typeDescriptions;
  if (!isRecord(descriptions)) return undefined;
  return typeof descriptions.typeString === "string" ? descriptions.typeString : undefined;
}

/** `typeDescriptions.typeIdentifier`: the type as a word, beginning with its kind. */
export function typeIdentifierOf(node: AstNode | undefined): string | undefined {
  const descriptions = node?.fields.typeDescriptions;
  if (!isRecord(descriptions)) return undefined;
  return typeof descriptions.typeIdentifier === "string" ? descriptions.typeIdentifier : undefined;
}

/** `externalReferences` of inline assembly: the variables that it names. */
export function assemblyReferences(node: AstNode): { range: Range; declaration: number }[] {
  const references = node.fields.externalReferences;
  if (!Array.isArray(references)) return [];
  return references.flatMap((reference: unknown) => {
    if (!isRecord(reference) || typeof reference.declaration !== "number") return [];
    return [{ range: asRange(reference.src), declaration: reference.declaration }];
  });
}

export function contains(outer: Range, inner: Range): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

export function sameRange(a: Range, b: Range): boolean {
  return a.start === b.start && a.end === b.end;
}

/** `start:length:file`. */
function asRange(src: unknown): Range {
  const [start = NaN, length = NaN] = typeof src === "string" ? src.split(":").map(Number) : [];
  const valid = Number.isInteger(start) && Number.isInteger(length) && start >= 0 && length >= 0;
  return valid ? { start, end: start + length } : { start: -1, end: -1 };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

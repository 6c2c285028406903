import type { CompiledCode, ContractInfo } from "../model/contract.ts";
import { contains, sameRange } from "../model/solidity/ast-node.ts";
import { codeIndexOf, innermost, POINTED_AT, type Reference } from "./code-index.ts";
import { instructionsOf } from "./instructions.ts";
import { lineAt } from "../model/solidity/line-at.ts";
import { instructionAt, sourcePosition, type SourcePosition } from "./source-position.ts";

/** An instruction of a known contract. */
export interface CodePoint {
  readonly contract: ContractInfo;
  /** True when it is in the creation code. */
  readonly isCreate: boolean;
  readonly pc: number;
}

/** A bound on the search, for code of any size. */
const MAX_VISITED = 4000;

/** The instruction's place in the sources; undefined for code that the compiler generated. */
export function placeOf(point: CodePoint): SourcePosition | undefined {
  const code = codeOf(point);
  const instruction = instructionAt(code, point.pc);
  return instruction === undefined ? undefined : ownPosition(point.contract, code, instruction);
}

/**
 * Where generated code may have been called from: the IR pipeline, and the routines that copy strings
 * and arrays, map an access to no line. What ran before the access is followed backwards until the
 * source names one of these declarations, for a write as what is changed; failing that, until it is
 * in a function that does so elsewhere. Several places mean that it is one of them.
 *
 * @param mayRun False for places that cannot have run.
 */
export function placesBefore(
  point: CodePoint,
  kind: "read" | "write",
  declarations: ReadonlySet<number>,
  mayRun: (position: SourcePosition) => boolean,
): readonly SourcePosition[] {
  const mentionsIn = ({ source, range }: SourcePosition) => {
    const { references, changes } = codeIndexOf(source);
    return (kind === "read" ? references : changes).filter(
      ({ declaration, range: inner }) =>
        (declarations.has(declaration) || declaration === POINTED_AT) && contains(range, inner),
    );
  };
  const mentioning = search(point, (position) =>
    mayRun(position) ? narrow(position, mentionsIn(position)) : undefined,
  );
  if (mentioning.length > 0) return mentioning;
  return search(point, (position) => {
    const whole = mayRun(position) ? functionAround(position) : undefined;
    return whole && narrow(whole, mentionsIn(whole));
  });
}

/** To the one line that mentions it, or, where there are several, to the function as a whole. */
function narrow(
  position: SourcePosition,
  mentions: readonly Reference[],
): SourcePosition | undefined {
  const [first] = mentions;
  if (first === undefined) return undefined;
  const { source } = position;
  const line = lineAt(source, first.range.start)?.line;
  const single = mentions.every(({ range }) => lineAt(source, range.start)?.line === line);
  return single ? { source, range: first.range } : (functionAround(position) ?? position);
}

/** The first accepted position on every way back from the instruction. */
function search(
  point: CodePoint,
  accept: (position: SourcePosition) => SourcePosition | undefined,
): readonly SourcePosition[] {
  const code = codeOf(point);
  const start = instructionAt(code, point.pc);
  if (start === undefined) return [];
  const found: SourcePosition[] = [];
  const visited = new Set([start]);
  // A set keeps the order of insertion and yields what is added during the loop: breadth first.
  for (const instruction of visited) {
    const position = ownPosition(point.contract, code, instruction);
    const accepted = position && accept(position);
    if (accepted !== undefined) {
      found.push(accepted);
      continue;
    }
    if (visited.size > MAX_VISITED) return [];
    for (const before of instructionsOf(code).before(instruction)) visited.add(before);
  }
  return found;
}

function codeOf({ contract, isCreate }: CodePoint): CompiledCode {
  return isCreate ? contract.creation : contract.runtime;
}

function ownPosition(
  contract: ContractInfo,
  code: CompiledCode,
  instruction: number,
): SourcePosition | undefined {
  const position = sourcePosition(contract, code, instruction);
  if (position === undefined) return undefined;
  // The IR pipeline maps helper code to the contract as a whole, where no line is better than another.
  const { contracts } = codeIndexOf(position.source);
  return contracts.some(({ range }) => sameRange(range, position.range)) ? undefined : position;
}

function functionAround({ source, range }: SourcePosition): SourcePosition | undefined {
  const found = innermost(codeIndexOf(source).functions, range);
  return found && { source, range: found.range };
}

import { remember } from "../../primitives/remember.ts";
import { CodeIndex } from "./code-index.ts";
import { type CodeFunction, type ContractCode, isEntry } from "./contract-code.ts";

/**
 * The public and external functions of the contract that may run this one: itself, those that name it, to call it
 * or to pass it on, and those that have it as a modifier. In the order of the code; a function that overrides
 * another counts for it.
 */
export function entriesTo(code: ContractCode, target: CodeFunction): readonly CodeFunction[] {
  return callersOf(code, target).filter(isEntry);
}

/** Whatever may run it, at whatever remove, and itself. */
function callersOf(code: ContractCode, target: CodeFunction): readonly CodeFunction[] {
  const callers = remember(graphs, code, () => callersIn(code));
  const reached = new Set([target]);
  for (const one of reached) callers.get(one.name)?.forEach((caller) => reached.add(caller));
  return code.functions.filter((one) => reached.has(one));
}

/** A function that users call and that may change the state. */
export function changingEntriesTo(
  code: ContractCode,
  target: CodeFunction,
): readonly CodeFunction[] {
  return entriesTo(code, target).filter(({ isView }) => !isView);
}

const graphs = new WeakMap<ContractCode, ReadonlyMap<string, ReadonlySet<CodeFunction>>>();

/** By the name of what is called: which of several of one name runs is up to overriding and `super`. */
function callersIn(code: ContractCode): ReadonlyMap<string, ReadonlySet<CodeFunction>> {
  const index = CodeIndex.of(code);
  const callers = new Map<string, Set<CodeFunction>>();
  for (const { name, node } of code.functions) {
    const known = remember(callers, name, () => new Set<CodeFunction>());
    for (const { function: caller } of index.referencesTo(node.id)) known.add(caller);
  }
  return callers;
}

/** Something that constructors run may run this one, or it is one of them. */
export function isRunAtCreation(code: ContractCode, target: CodeFunction): boolean {
  return callersOf(code, target).some(({ kind }) => kind === "constructor");
}

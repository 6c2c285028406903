import type { AstNode } from "../../model/solidity/ast-node.ts";
import type { Books } from "./books.ts";
import type { CodeFunction, ContractCode } from "./contract-code.ts";
import type { Linear } from "./linear.ts";
import type { PathState } from "./path-state.ts";

/** One way through an expression: what it comes to, several values for a tuple, and what is known behind it. */
export interface Outcome {
  readonly state: PathState;
  readonly values: readonly Linear[];
}

/** What goes with all steps of a walk. */
export interface Walk {
  readonly code: ContractCode;
  readonly books: Books;
  /** A number that nothing is known of. */
  readonly fresh: () => Linear;
  /** The ways through a call of the contract's own code; undefined where it is none, or only reads and is not simple. */
  readonly callOf: (
    node: AstNode,
    inside: CodeFunction,
    state: PathState,
  ) => readonly Outcome[] | undefined;
  /** The ways on which a condition holds, or does not. */
  readonly waysWith: (
    expression: AstNode,
    truth: boolean,
    inside: CodeFunction,
    state: PathState,
  ) => readonly PathState[];
}

/** The walk does not understand something that may change what is counted. */
export class Unclear extends Error {}

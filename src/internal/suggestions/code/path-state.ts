import { type Linear, nameOf, type Solved, unknown, ZERO } from "./linear.ts";

/** What is known at one place of one way through a call. */
export interface PathState {
  /** Variables of functions, by their declarations. */
  readonly locals: ReadonlyMap<number, Linear>;
  /** How often what is stored, or held in memory, was changed, by its name. */
  readonly versions: ReadonlyMap<string, number>;
  /** By how much all entries have become more, less that by which the sum has. */
  readonly balance: Linear;
  readonly solved: Solved;
  /** Of structs that were copied to memory: by the name of the copy, and by the member, what was stored then. */
  readonly copies: ReadonlyMap<string, ReadonlyMap<string, Linear>>;
  /** Conditions that held on the way, and those that did not. */
  readonly truths: ReadonlyMap<string, boolean>;
}

export const AT_FIRST: PathState = {
  locals: new Map(),
  versions: new Map(),
  balance: ZERO,
  solved: new Map(),
  copies: new Map(),
  truths: new Map(),
};

export function withLocal(state: PathState, declaration: number, value: Linear): PathState {
  return { ...state, locals: new Map([...state.locals, [declaration, value]]) };
}

/** From here on it is another value. */
export function withChanged(state: PathState, name: string): PathState {
  const version = (state.versions.get(name) ?? 0) + 1;
  return { ...state, versions: new Map([...state.versions, [name, version]]) };
}

/** What is stored under these keys at this place of the way. */
export function storedAt(state: PathState, name: string, keys: readonly Linear[]): Linear {
  const path = [name, ...keys.map((key) => `[${nameOf(key)}]`)].join("");
  return unknown(`${STORED}${path}@${state.versions.get(name) ?? 0}`);
}

/** Nobody knows whether what is stored under another key is the same place. */
export const STORED = "stored ";

import { type AstNode, numberOf } from "../../model/solidity/ast-node.ts";
import { argumentsOf, parametersOf } from "./call-parts.ts";
import { CodeIndex, type Place } from "./code-index.ts";
import {
  type CodeFunction,
  type ContractCode,
  isEntry,
  type StateVariable,
} from "./contract-code.ts";
import { idsComingBack, keysByIds, keysIn, namedLike } from "./given-ids.ts";
import { placesThatAsk } from "./outside-readers.ts";
import type { Sink } from "./sink.ts";
import { usesOf } from "./uses.ts";

/** Where a contract names ids of another one: what it calls that one's functions or getters with. */
export interface IdsOfAnother {
  readonly code: ContractCode;
  /** No other contract of the project can be meant by these calls. */
  readonly isSure: boolean;
  readonly places: readonly Place[];
}

/** In other contracts of the project, by calls of functions that take an id. */
export function idsElsewhere(
  project: readonly ContractCode[],
  code: ContractCode,
  counter: StateVariable,
  sinks: readonly Sink[],
): readonly IdsOfAnother[] {
  const named = idsComingBack(code, counter, sinks);
  const keyed = new Set(keysByIds(code, sinks).map(({ node }) => node.id));
  return namedElsewhere(project, code, { named, keyed });
}

/** Where ids are named in a contract, and keys that are such. */
export interface NamedIds {
  readonly named: readonly Place[];
  readonly keyed: ReadonlySet<number>;
}

export function namedElsewhere(
  project: readonly ContractCode[],
  code: ContractCode,
  ids: NamedIds,
): readonly IdsOfAnother[] {
  const taking = takingIds(code, ids);
  return project
    .filter((one) => one !== code)
    .flatMap((asking) => {
      const given = taking.flatMap(({ getter, position }) =>
        placesThatAsk(project, asking, { ...getter, code, isOfIds: true }).map((place) => ({
          isSure: place.isSure,
          ids: idAt(asking, place, position),
        })),
      );
      return [true, false].map((isSure) => ({
        code: asking,
        isSure,
        places: given.flatMap((one) => (one.isSure === isSure ? one.ids : [])),
      }));
    })
    .filter(({ places }) => places.length > 0);
}

interface TakingId {
  readonly getter: CodeFunction | StateVariable;
  readonly position: number;
}

function takingIds(code: ContractCode, ids: NamedIds): readonly TakingId[] {
  const named = new Set(ids.named.map(({ node }) => numberOf(node, "referencedDeclaration")));
  const functions = code.functions
    .filter(isEntry)
    .flatMap((getter) =>
      parametersOf(getter.node).flatMap(({ id }, position) =>
        named.has(id) ? { getter, position } : [],
      ),
    );
  const getters = code.variables
    .filter(({ visibility }) => visibility === "public")
    .flatMap((getter) =>
      depthsIn(code, getter, ids.keyed).map((position) => ({ getter, position })),
    );
  return [...functions, ...getters];
}

/** Which of its keys are ids. */
function depthsIn(
  code: ContractCode,
  variable: StateVariable,
  keyed: ReadonlySet<number>,
): readonly number[] {
  return [
    ...new Set(
      usesOf(code, variable).flatMap((use) =>
        keysIn(use).flatMap((key, depth) => (keyed.has(key.id) ? depth : [])),
      ),
    ),
  ];
}

function idAt(
  code: ContractCode,
  { node, function: inside }: Place,
  position: number,
): readonly Place[] {
  const call = callOf(CodeIndex.of(code), node);
  const given = call === undefined ? undefined : argumentsOf(call)[position];
  return given === undefined ? [] : namedLike(code, { node: given, function: inside });
}

/** `token.ownerOf(id)`, with options, too. */
function callOf(index: CodeIndex, member: AstNode): AstNode | undefined {
  return index
    .around(member)
    .slice(0, 2)
    .find(({ nodeType }) => nodeType === "FunctionCall");
}

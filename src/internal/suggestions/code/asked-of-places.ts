import { type AskedOfId, askedAt, endsLoop, type IdsInUse } from "./asked-of-ids.ts";
import { CodeIndex, type Place } from "./code-index.ts";
import type { ContractCode } from "./contract-code.ts";
import { keysIn, storedIn } from "./given-ids.ts";
import { namedElsewhere } from "./ids-elsewhere.ts";
import { type ListAt, namedPlaces } from "./keyed-by-place.ts";
import { sinksOf } from "./sinks.ts";

/** What is asked of the place of an entry, other than what stands there. */
export interface AskedOfPlace extends Place {
  /** `range`: how far a call goes through places; anything else, like whether it is before a mark. */
  readonly kind: "range" | "value";
}

/**
 * A place in one part says nothing of that in all: nothing may be asked of it but what is there, what is kept under
 * it in a mapping, whether there is one, and whether it is this one.
 */
export function askedOfPlaces(
  project: readonly ContractCode[],
  code: ContractCode,
  list: ListAt,
): readonly AskedOfPlace[] {
  const index = CodeIndex.of(code);
  const { names } = namedPlaces(code, list);
  const named = [...names].flatMap((name) => index.referencesTo(name));
  const lengths = list.uses.filter(({ kind, steps }) => {
    const last = steps.at(-1);
    return kind === "read" && last?.kind === "member" && last.name === "length";
  });
  const pushing = new Set(
    list.uses.filter(({ kind }) => kind === "push").map((use) => use.function),
  );
  const given = lengths
    .filter((use) => pushing.has(use.function))
    .map(({ target, function: inside }) => ({ node: target, function: inside }));
  const sinks = sinksOf(code, given);
  const stored = sinks.flatMap((sink) => storedIn(code, list.variable, sink));
  const ids: IdsInUse = { counter: list.variable, sinks };
  const keyed = new Set(list.uses.flatMap((use) => keysIn(use)[list.keys]?.id ?? []));
  return [
    ...askedAt(code, ids, [...named, ...stored]),
    ...namedElsewhere(project, code, { named, keyed }).flatMap((other) =>
      askedAt(other.code, ids, other.places),
    ),
  ].map((asked) => ({ ...asked, kind: isRange(code, asked) ? "range" : "value" }));
}

function isRange(code: ContractCode, { node, kind }: AskedOfId): boolean {
  return kind === "meaning" && endsLoop(code, node);
}

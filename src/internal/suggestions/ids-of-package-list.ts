import { type AstNode, childrenOf } from "../model/solidity/ast-node.ts";
import { CodeIndex } from "./code/code-index.ts";
import { ForwardWalk } from "./code/forward-walk.ts";
import { lengthUses } from "./code/length-uses.ts";
import { freeName } from "./code/names.ts";
import type { Sink } from "./code/sink.ts";
import { sinksOf } from "./code/sinks.ts";
import { isRunBy } from "./code/used-beside.ts";
import { placeOfUse } from "./code/uses.ts";
import { codeText } from "./describe-places.ts";
import { freeIds } from "./free-ids.ts";
import { areReadByCallers } from "./read-by-callers.ts";
import type { Subject } from "./rule.ts";
import type { SharedList } from "./shared-list.ts";
import { listed } from "./users.ts";
import { movingEntries } from "./used-length.ts";

/** What calls that mint ask a list for which a package keeps for them: how many there are, as the next id or for a bound. */
export interface IdsOfPackageList {
  readonly evidence: string;
  /** Nothing is promised: without the list a number counts, and calls meet there. */
  readonly refactor: string;
}

/** Undefined where only the package itself asks, which goes with the list. */
export function idsOfPackageList(
  subject: Subject,
  { uses, movers }: SharedList,
): IdsOfPackageList | undefined {
  const { code, variable, shards } = subject;
  if (variable === undefined) return undefined;
  const entries = movingEntries(subject, lengthUses(uses));
  const reads = uses.filter(({ kind }) => kind === "read");
  const { reached } = new ForwardWalk(code, reads.map(placeOfUse), "value");
  const own = CodeIndex.of(code).places.filter(
    ({ node, function: inside }) =>
      reached.has(node.id) && inside.source.isExternal !== true && isRunBy(code, entries, inside),
  );
  // Where it is asked, not what is made of that.
  const first = own.find(({ node }) => !childrenOf(node).some((one) => reached.has(one.id)));
  if (first === undefined && !areReadByCallers(subject, reads)) return undefined;
  const what = first === undefined ? `${variable.name}.length` : codeText(first);
  const within = sinksOf(code, own).filter(({ function: inside }) =>
    isRunBy(code, entries, inside),
  );
  const isOwn = ({ node }: { readonly node: AstNode }) =>
    own.some((one) => one.node.id === node.id);
  const compared = within.filter((one) => one.kind === "condition" && isOwn(one));
  const conditions = compared.map((one) => {
    const holder = CodeIndex.of(code).parentOf(one.node) ?? one.node;
    return codeText({ node: holder, function: one.function });
  });
  const asked = [...new Set(conditions)];
  const evidence = `${listed(movers)} ${movers.length === 1 ? "goes" : "go"} by how many there are (${listed([what, ...asked])}): without ${variable.contract} a number has to count them, at which all calls meet as well.`;
  const alone = `Doing without ${variable.contract} alone gains nothing`;
  if (!within.some(isId)) {
    return {
      evidence,
      refactor: `${alone}: calls go on to meet at a number in the place of ${what}, unless what hangs on it is kept in another way, as a bound that is dealt out to parts by the caller.`,
    };
  }
  const ids = freeIds({
    name: what,
    type: "uint256",
    own: freeName("_mintedOf", [code]),
    batch: undefined,
    isMore: false,
    shards,
    isShort: false,
  });
  return {
    evidence,
    refactor: [
      `${alone}: calls go on to meet at a number in the place of ${what}. Where ids need not tell how many there are${asked.length === 0 ? "" : `, and ${listed(asked)} is kept in another way, as a bound that is dealt out to parts by the caller`}:`,
      ids.refactor,
    ].join("\n"),
  };
}

/** It is a key, as it is or one of those behind it. */
function isId({ kind, hash, isModulo, isReckoned }: Sink): boolean {
  return kind === "key" && hash === undefined && !isModulo && !isReckoned;
}

import { childOf, type AstNode, textOf } from "../model/solidity/ast-node.ts";
import { nearestName } from "../primitives/nearest-name.ts";
import { ALL_RULES } from "./all-rules.ts";
import { type ContractCode, lineOf } from "./code/contract-code.ts";
import type { Subject } from "./rule.ts";

/** A rule that is to be silent: about a contract, about a variable, or everywhere. */
export interface Ignore {
  readonly rule: string;
  /** Fully qualified, or its name alone. */
  readonly contract?: string;
  readonly variable?: string;
  readonly reason?: string;
}

export interface Suppression {
  readonly by: "config" | "comment";
  readonly reason: string | null;
}

/**
 * Whether the user wants to hear nothing of this: by `parallelEvm.suggestions.ignore`, or by a comment
 * `@custom:parallel-evm-ignore RULE reason` at the variable, a contract or a base that declares it, or a
 * function that uses it; anywhere in that comment, as compilers before 0.8 take it behind `@dev` only.
 */
export function suppressionOf(
  rule: string,
  subject: Subject,
  ignore: readonly Ignore[],
): Suppression | undefined {
  const name = nameOf(subject);
  const configured = ignore.find(
    (one) =>
      one.rule === rule &&
      (one.contract === undefined || isContract(one.contract, subject.code.info.name)) &&
      (one.variable === undefined || one.variable === name),
  );
  if (configured !== undefined) return { by: "config", reason: configured.reason ?? null };
  for (const text of commentsOn(subject)) {
    for (const [, id, reason = ""] of text.matchAll(COMMENT)) {
      if (id === rule) return { by: "comment", reason: reason.trim() || null };
    }
  }
  return undefined;
}

/** What comments of the user's sources name that is no rule, as sentences for the report's notes: each once, sorted. */
export function unknownRules(codes: readonly ContractCode[]): readonly string[] {
  const ids = ALL_RULES.map(({ id }) => id);
  const declared = codes.flatMap(({ bases, variables, constants, functions }) => [
    ...bases,
    ...variables,
    ...constants,
    ...functions,
  ]);
  const notes = declared.flatMap(({ node, source }) => {
    const text = source.isExternal === true ? undefined : documentationOf(node);
    return [...(text ?? "").matchAll(COMMENT)].flatMap(([, id = ""]) => {
      if (ids.includes(id)) return [];
      const nearest = nearestName(id, ids);
      const meant = nearest === undefined ? "" : `; did you mean "${nearest}"?`;
      const line = lineOf(source, node);
      const place = line === undefined ? source.path : `${line.file}:${line.line}`;
      return [`The comment at ${place} ignores "${id}", and there is no such rule${meant}`];
    });
  });
  return [...new Set(notes)].sort();
}

/** What a finding is about, as configs name it: the variable, or the path of what is no storage. */
export function nameOf({
  variable,
  hotspot,
  code,
}: Pick<Subject, "variable" | "hotspot" | "code">): string {
  if (variable !== undefined) return variable.name;
  const isPaid = hotspot.class === "balance" && hotspot.contract !== code.info.name;
  // One name for all whom the contract pays.
  return isPaid ? "recipient.balance" : hotspot.path;
}

const COMMENT = /@custom:parallel-evm-ignore[ \t]+([\w-]+)([^\n]*)/g;

function isContract(wanted: string, name: string | null): boolean {
  return name === wanted || (name?.endsWith(`:${wanted}`) ?? false);
}

function commentsOn({ variable, uses, code }: Subject): string[] {
  const nodes = [
    ...(variable === undefined ? [] : [variable.node]),
    ...uses.map((use) => use.function.node),
    ...code.bases.map(({ node }) => node),
  ];
  return nodes.flatMap((node) => documentationOf(node) ?? []);
}

/** A node of its own since solc 0.6; text before. */
function documentationOf(node: AstNode): string | undefined {
  return textOf(childOf(node, "documentation"), "text") ?? textOf(node, "documentation");
}

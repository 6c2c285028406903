import { childOf, contains } from "../../model/solidity/ast-node.ts";
import type { SourceEdit } from "../../model/suggestion.ts";
import { sourceText } from "../code/contract-code.ts";
import { isAsked } from "../code/asked.ts";
import { mentionsOf } from "../code/mentions.ts";
import { familyOf } from "../code/names.ts";
import { isOverriding } from "../code/overriding.ts";
import { usesEverywhere } from "../code/uses-everywhere.ts";
import type { Use } from "../code/uses.ts";
import { isOnlyByContracts } from "../by-contracts.ts";
import type { Subject } from "../rule.ts";
import { isUpgradeable } from "./upgradeable.ts";

/**
 * A number as a mapping with an entry for each sender. Undefined where it begins with something else than 0,
 * where views or a constructor look at it, where another contract or the suite asks for it, or where the code does more with
 * it than raise it and read it.
 */
export function keyBySender(
  subject: Pick<Subject, "project" | "variable" | "asked" | "accumulators" | "code">,
  sender: string,
): SourceEdit[] | undefined {
  const { project, variable, asked } = subject;
  if (isOnlyByContracts(subject)) return undefined;
  if (variable === undefined || variable.source.isExternal === true) return undefined;
  const { node, source, type } = variable;
  const typeName = childOf(node, "typeName");
  if (!/^uint\d+$/.test(type) || typeName === undefined || childOf(node, "value")) return undefined;
  if (node.fields.mutability === "transient" || isOverriding(project, variable)) return undefined;
  if (isAsked(project, asked, variable)) return undefined;
  if (familyOf(variable, project).some(isUpgradeable)) return undefined;
  const uses = usesEverywhere(project, variable);
  const mentions = mentionsOf(project, variable);
  // One use may name it twice, as `x = x + 1`; a mention in no use is one that nobody has looked at.
  const isKnown = mentions.every(
    ({ source: file, node: name }) =>
      // Not behind a dot: `shop.nonce`, `this.nonce`, `Base.nonce`.
      name.nodeType === "Identifier" &&
      uses.some((use) => use.source === file && contains(use.operation.range, name.range)),
  );
  if (uses.length === 0 || !isKnown || !uses.every(isRaisedOrRead)) return undefined;
  return [
    {
      file: source.path,
      ...typeName.range,
      text: `mapping(address => ${sourceText(source, typeName)})`,
    },
    ...mentions.map(
      ({
        source: { path: file },
        node: {
          range: { end },
        },
      }): SourceEdit => ({
        file,
        start: end,
        end,
        text: `[${sender}]`,
      }),
    ),
  ];
}

function isRaisedOrRead(use: Use): boolean {
  const { kind, source, function: inside, steps } = use;
  const isPlain = ["read", "add", "assign"].includes(kind) && steps.length === 0;
  return isPlain && source.isExternal !== true && inside.kind !== "constructor" && !inside.isView;
}

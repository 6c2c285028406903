import { keysInPath, withoutKeys } from "../model/path-keys.ts";
import { isAskedAlone } from "./code/asked-alone.ts";
import type { ContractCode } from "./code/contract-code.ts";
import type { EntryChanges } from "./entry-changes.ts";
import type { Admission } from "./not-for-users.ts";
import type { Subject } from "./rule.ts";
import { listed, shortNameOf, withoutParameters } from "./users.ts";

/** Who draws on an entry that not everybody can draw on. */
export interface Drawers {
  /** Sentences, each with a space before it. */
  readonly said: string;
  /** Several who have a role, or are on a list, were seen to: nobody knows how many do at once. */
  readonly areSeveral: boolean;
  /** Lines of the sketch. */
  readonly notes: readonly string[];
}

/**
 * Of the functions that meet there: one account alone is said to draw only where the code names it; of those with a
 * role, or on a list, how many did.
 */
export function whoDraws(
  { hotspot, admissions, code }: Pick<Subject, "hotspot" | "admissions" | "code">,
  changes: readonly Pick<EntryChanges, "functionsOfOne" | "functionsOfSome">[],
): Drawers {
  const seen = (labels: readonly string[]) =>
    hotspot.functions.filter((one) => labels.includes(withoutParameters(one)));
  const ofSome = seen(changes.flatMap((one) => one.functionsOfSome));
  const ofOne = seen(changes.flatMap((one) => one.functionsOfOne)).filter(
    (one) => !ofSome.includes(one),
  );
  const alone =
    ofOne.length === 0
      ? ""
      : ` Of each entry only one account can call ${listed(ofOne)}, and draw on it.`;
  const some = ofSome.map((one) => {
    const { path = null, senders = 1 } = admissions.get(one) ?? {};
    const did = senders === 1 ? "one account has" : `${senders} accounts have`;
    return ` Only accounts ${isOnlyWay(code, one, path) ? whoMay(path) : OTHERS} can call ${one}, and draw on it: ${did} done so.`;
  });
  const areSeveral = ofSome.some((one) => (admissions.get(one)?.senders ?? 1) > 1);
  const note =
    "// One account was seen to draw: where several do at once, each goes through all parts, and meets all who draw or put in.";
  return {
    said: [alone, ...some].join(""),
    areSeveral,
    notes: ofSome.length > 0 && !areSeveral ? [note] : [],
  };
}

const OTHERS = "that are let in";

/** Nobody else is let in, as an owner beside those on the list would be. */
function isOnlyWay(code: ContractCode, label: string, path: Admission["path"]): boolean {
  const list = code.variables.find(({ name }) => name === /^\w+/.exec(path ?? "")?.[0]);
  const own = `${shortNameOf(code)}.`;
  const entry = label.startsWith(own) ? code.entry(label.slice(own.length)) : undefined;
  return list === undefined || entry === undefined || isAskedAlone(code, list, entry);
}

/** `with the role PAYER`, `that operators lists` */
function whoMay(path: Admission["path"]): string {
  const keys = path === null ? [] : keysInPath(path);
  if (path === null || keys.at(-1) !== "msg.sender") return OTHERS;
  const [role] = keys;
  if (/\bhasRole\[|\.members\[/.test(path) && keys.length === 2 && role !== undefined) {
    return /^[A-Za-z_]\w*$/.test(role) ? `with the role ${role}` : "with a role";
  }
  return `that ${withoutKeys(path, "")} lists`;
}

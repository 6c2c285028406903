import type { ProfileId } from "../model/profile.ts";
import type { RemediedGroup, Remedy, RemedyComparison, RemedyGain } from "../model/suggestion.ts";
import type { Diagnosis, Rule, Subject } from "./rule.ts";
import { nameOf } from "./suppression.ts";

/** What one rule says of one variable of a hotspot. */
export interface Advice {
  readonly rule: Rule;
  readonly subject: Subject;
  readonly diagnosis: Diagnosis;
  readonly patch: string | null;
  readonly group: string;
}

/** What remedies gain on an engine, or on the chosen one. */
export type Price = (
  remedies: readonly RemediedGroup[],
  engine: ProfileId | undefined,
  options: { readonly comparing: RemedyComparison },
) => readonly RemedyGain[];

/** By {@link keyOf}. */
export type Gains = ReadonlyMap<string, PricedRemedy>;

/** What is done, and what that gains. */
export interface PricedRemedy extends RemedyGain {
  readonly remedy: Remedy;
}

/** The gains of the chosen engine's advices, and of each other engine's own behind those. */
export function priceAll(
  remedied: readonly RemediedAdvice[],
  price: Price,
  options: { readonly comparing: RemedyComparison },
): Gains {
  const gains = new Map<string, PricedRemedy>();
  const onChosen = remedied.filter(({ engine }) => engine === undefined);
  for (const engine of new Set(remedied.map((one) => one.engine))) {
    const own = engine === undefined ? [] : remedied.filter((one) => one.engine === engine);
    const all = [...onChosen, ...own];
    const priced = price(all, engine, options);
    for (const [i, one] of all.entries()) {
      const gain = priced[i];
      if (gain === undefined || one.engine !== engine) continue;
      gains.set(one.key, { ...gain, remedy: one.remedy });
    }
  }
  return gains;
}

export interface RemediedAdvice extends RemediedGroup {
  readonly key: string;
  readonly engine: ProfileId | undefined;
}

/**
 * What is done about the groups, by {@link keyOf}: one advice may be about several. Of advices about all of a
 * group, the first one's remedy is what is done to it.
 */
export function remediedBy(advices: readonly Advice[]): readonly RemediedAdvice[] {
  const all = new Set<string>();
  const known = new Map<string, RemediedAdvice & { readonly groups: string[] }>();
  for (const advice of advices) {
    const { group, subject } = advice;
    const remedy = remedyOf(advice);
    const key = keyOf(advice);
    const own = known.get(key);
    if (remedy === undefined || own?.groups.includes(group) === true) continue;
    // Several contracts may pay one account, each in its own transactions.
    const isShared = subject.hotspot.class === "balance" && subject.hotspot.contract === null;
    const { engine } = subject;
    if (!isShared && all.has(group)) continue;
    if (isAboutAll(remedy)) all.add(group);
    if (own !== undefined) {
      own.groups.push(group);
      continue;
    }
    const { functions } = subject.hotspot;
    known.set(key, { key, engine, groups: [group], remedy, ...(isShared ? { functions } : {}) });
  }
  return [...known.values()];
}

/** Of a slot that several fields share, only what the advice is about: the others stay. */
function remedyOf({ diagnosis, subject }: Advice): Remedy | undefined {
  const { remedy } = diagnosis;
  const { hotspot, variable } = subject;
  if (remedy?.kind !== "remove" && remedy?.kind !== "shard") return remedy;
  if (variable === undefined || hotspot.packed.length < 2 || remedy.fields) return remedy;
  const isMember = diagnosis.about !== undefined && !diagnosis.about.includes("[");
  return { ...remedy, fields: [isMember ? diagnosis.about : variable.name] };
}

function isAboutAll(remedy: Remedy): boolean {
  return remedy.kind === "hold" || (remedy.kind !== "separate" && remedy.fields === undefined);
}

/** What is one finding has one key. */
export function keyOf({
  rule,
  subject,
  diagnosis,
}: Pick<Advice, "rule" | "subject" | "diagnosis">): string {
  // Of a contract that looks at what it holds and pays others from it, both balances are one matter.
  const about = subject.hotspot.class === "balance" ? "balance" : nameOf(subject);
  return `${rule.id} ${subject.code.info.name} ${diagnosis.about ?? about}`;
}

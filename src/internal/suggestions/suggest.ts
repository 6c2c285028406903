import type { ContractInfo } from "../model/contract.ts";
import type { ReportAccumulator, ReportHotspot } from "../model/report.ts";
import type { ReportFinding } from "../model/report-finding.ts";
import type {
  AskedFunction,
  SeenCall,
  SuggestionInput,
  Suggestions,
} from "../model/report-input.ts";
import type { ProfileId } from "../model/profile.ts";
import type { RemedyGain } from "../model/suggestion.ts";
import { remember } from "../primitives/remember.ts";
import { stackOf } from "../primitives/stack-of.ts";
import { ALL_RULES } from "./all-rules.ts";
import { asCalled } from "./by-contracts.ts";
import { ContractCode } from "./code/contract-code.ts";
import { keepSeenCalls } from "./code/seen-calls.ts";
import { usesOf } from "./code/uses.ts";
import { describePlaces } from "./describe-places.ts";
import { asInAssembly } from "./in-assembly.ts";
import { asInParts } from "./in-parts.ts";
import { unifiedDiff } from "./patches/unified-diff.ts";
import { admissionsOf, functionsNotForUsers } from "./not-for-users.ts";
import {
  type Advice,
  type Gains,
  type PricedRemedy,
  keyOf,
  type Price,
  priceAll,
  type RemediedAdvice,
  remediedBy,
} from "./price-advices.ts";
import type { Rule, Subject } from "./rule.ts";
import { withSafeMathBounds } from "./safe-math-bounds.ts";
import { shortContract } from "../model/short-contract.ts";
import { type Ignore, nameOf, suppressionOf, unknownRules } from "./suppression.ts";

export interface SuggestOptions {
  readonly contracts: readonly ContractInfo[];
  /** Into how many parts to split what can be split. */
  readonly shards: number;
  readonly ignore: readonly Ignore[];
  /** What the suite asks contracts for. */
  readonly asked?: readonly AskedFunction[];
  /** What contracts were seen to call; absent: nothing. */
  readonly seenCalls?: readonly SeenCall[];
  readonly rules?: readonly Rule[];
  /** Whether different users of the suite name an entry of the group by the same argument; absent: those who meet there do. */
  readonly isNamedAlike?: (group: string) => boolean;
  readonly price: Price;
}

/**
 * Asks the rules about each hotspot: of those that fit a variable, the most specific one speaks. What gains most
 * comes first, then what is of the dearest hotspot; what is inherent, behind it; other engines' own last. What the
 * user has told it to be silent about is listed apart.
 */
export function suggest(input: SuggestionInput, options: SuggestOptions): Suggestions {
  const codes = options.contracts.flatMap((info) => ContractCode.of(info) ?? []);
  keepSeenCalls(codes, options.seenCalls ?? []);
  const rules = options.rules ?? ALL_RULES;
  const problems: string[] = [...unknownRules(codes)];
  const all = subjectsOf(input, codes, options).flatMap(({ subject, group }) =>
    advicesFor(subject, rules, problems).map((found) => ({ ...found, subject, group })),
  );
  const unsuppressed: Advice[] = [];
  const suppressed: Suggestions["suppressed"][number][] = [];
  for (const advice of all) {
    const suppression = suppressionOf(advice.rule.id, advice.subject, options.ignore);
    if (suppression === undefined) unsuppressed.push(advice);
    else {
      const contract = advice.subject.code.info.name;
      const variable = nameOf(advice.subject);
      suppressed.push({ rule: advice.rule.id, contract, variable, ...suppression });
    }
  }
  // What each gains alone does not hang on the others, nor on their order.
  const alone = priceAll(remediedBy(unsuppressed), options.price, { comparing: "alone" });
  const advices = byGain(worthSaying(unsuppressed, alone), alone);
  const remedied = byGain(remediedBy(inOrderOf(unsuppressed, advices)), alone);
  const gains = priceAll(remedied, options.price, { comparing: "listed" });
  const isIdle = (advice: Advice) => gainsNothing(gains.get(keyOf(advice)));
  // Asked where some gain nothing alone, which is seldom.
  const last = advices.some(isIdle)
    ? priceAll(remedied, options.price, { comparing: "last" })
    : gains;
  const titles = titlesOf(input);
  const titleOf = (group: string) => titles.get(group) ?? group;
  // What a rule says of a variable is one finding, though two members of a struct, or all who are paid, are as
  // many hotspots.
  const said = new Map<string, ReportFinding>();
  const findings = advices.map((advice) => ({
    group: advice.group,
    finding: remember(said, keyOf(advice), () =>
      toFinding(
        // Where all the others are done it may help them.
        isIdle(advice) && gainsNothing(last.get(keyOf(advice))) ? ofNoUse(advice) : advice,
        gains.get(keyOf(advice)),
        titleOf,
      ),
    ),
  }));
  return { findings, suppressed, problems };
}

/**
 * What rules say of a variable: the first one that fits, and behind one that is about the slot the next one. A rule
 * that fails, as a compiler may give an AST that nobody has seen, costs its own advice only.
 */
function advicesFor(
  subject: Subject,
  rules: readonly Rule[],
  problems: string[],
): Pick<Advice, "rule" | "diagnosis" | "patch">[] {
  const found: Pick<Advice, "rule" | "diagnosis" | "patch">[] = [];
  for (const rule of rules) {
    try {
      const said = rule.check(subject);
      if (said === undefined) continue;
      const split = asInParts(subject, said);
      const called = split && asCalled(subject, split);
      // What it is is known, and that nothing helps.
      if (called === undefined) break;
      const diagnosis = asInAssembly(subject, called);
      const { edits } = diagnosis;
      const patch = edits === undefined ? null : unifiedDiff(edits, subject.code.info.sources);
      found.push({ rule, diagnosis, patch });
      if (rule.isAboutSlot !== true) break;
    } catch (error) {
      const about = `${subject.code.info.name}, ${subject.hotspot.path}`;
      problems.push(
        `The rule ${rule.id} failed at ${about}, by a defect of this plugin: ${stackOf(error)}`,
      );
    }
  }
  return found;
}

/**
 * Of what is said of one variable of a hotspot the first, and of the others what gains more than that. What is only
 * about the slot, and makes it slower, is not worth it.
 */
function worthSaying(advices: readonly Advice[], gains: Gains): Advice[] {
  const aloneOf = (advice: Advice) => gains.get(keyOf(advice))?.alone ?? 0;
  const loses = (advice: Advice) =>
    advice.rule.isAboutSlot === true &&
    aloneOf(advice) < (gains.get(keyOf(advice))?.now ?? Number.NEGATIVE_INFINITY);
  const bySubject = Map.groupBy(
    advices.filter((one) => !loses(one)),
    ({ subject }) => subject,
  );
  return [...bySubject.values()].flatMap(([first, ...others]) => {
    if (first === undefined) return [];
    const isIdle = aloneOf(first) <= (gains.get(keyOf(first))?.now ?? Number.NEGATIVE_INFINITY);
    return [first, ...others.filter((one) => isIdle || aloneOf(one) > aloneOf(first))];
  });
}

/** Less is rounding. */
const LEAST_GAIN = 0.005;

function gainsNothing(gain: RemedyGain | undefined): boolean {
  return gain !== undefined && gain.alone <= gain.now + LEAST_GAIN;
}

function ofNoUse(advice: Advice): Advice {
  const { diagnosis } = advice;
  const said =
    "By itself it gains nothing, and nothing with the others here: calls meet elsewhere, too.";
  return {
    ...advice,
    diagnosis: { ...diagnosis, confidence: "low", evidence: [...diagnosis.evidence, said] },
  };
}

/** Those of `chosen`, in the order of `all`: the first of several remedies of a group is what is done to it. */
function inOrderOf(all: readonly Advice[], chosen: readonly Advice[]): Advice[] {
  const kept = new Set(chosen);
  return all.filter((advice) => kept.has(advice));
}

/** The chosen engine's first, of those what gains most, and what gains nothing or is inherent last; stable. */
function byGain<One extends Advice | RemediedAdvice>(all: readonly One[], gains: Gains): One[] {
  const gainOf = (one: One): number => {
    const gain = gains.get("key" in one ? one.key : keyOf(one));
    return gain === undefined ? Number.NEGATIVE_INFINITY : gain.alone - gain.now;
  };
  const isOther = (one: One) => Number(engineOf(one) !== undefined);
  return all.toSorted((a, b) => isOther(a) - isOther(b) || compareNumbers(gainOf(b), gainOf(a)));
}

function engineOf(one: Advice | RemediedAdvice): ProfileId | undefined {
  return "key" in one ? one.engine : one.subject.engine;
}

/** Infinities too. */
function compareNumbers(a: number, b: number): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

/** One subject for each variable that a hotspot names. */
function subjectsOf(
  { hotspots, otherEngines, orders, notForCrowds, senders }: SuggestionInput,
  project: readonly ContractCode[],
  { shards, asked = [], isNamedAlike = () => true }: SuggestOptions,
): { subject: Subject; group: string }[] {
  const byName = new Map(project.map((code) => [code.info.name, code]));
  const notForUsers = functionsNotForUsers(notForCrowds, senders);
  const admissions = admissionsOf(notForCrowds, senders);
  const bySignature = new Set(
    notForCrowds.flatMap((one) => (one.cause === "signature" ? [one.function] : [])),
  );
  const all = [
    ...hotspots.map((one) => ({ ...withChanges(one), ...readersOf(one), engine: undefined })),
    ...otherEngines.map((one) => ({
      ...withChanges(one),
      ...readersOf(one),
      engine: one.hotspot.profile,
    })),
  ];
  const everywhere = all.map(({ hotspot }) => hotspot);
  return all.flatMap(({ group, hotspot, engine, onlyReading }) => {
    const code = hotspot.contract === null ? undefined : byName.get(hotspot.contract);
    const owners = [
      ...(code === undefined ? [] : [{ code, hotspot }]),
      ...payersOf(hotspot, project).filter((one) => one.code !== code),
    ];
    return owners.flatMap(({ code, hotspot }) =>
      variablesOf(hotspot).map((name) => {
        const variable = name === undefined ? undefined : code.stored(name);
        const title = `${shortContract(code.info.name)}.${name ?? hotspot.path}`;
        const subject: Subject = {
          hotspot,
          hotspots: everywhere,
          engine,
          code,
          project,
          variable,
          uses: variable === undefined ? [] : usesOf(code, variable),
          accumulators: hotspot.accumulators.filter((one) => isOf(one, name)),
          orders: orders.filter(({ paths }) => paths.some((path) => path.startsWith(title))),
          notForUsers,
          admissions,
          bySignature,
          onlyReading,
          isNamedAlike: hotspot.inSuite && isNamedAlike(group),
          shards,
          asked,
        };
        return { subject: { ...subject, accumulators: withSafeMathBounds(subject) }, group };
      }),
    );
  });
}

/** What a rule asks is what becomes of a value where it is changed: who only reads it is known by the code. */
function withChanges<Item extends { readonly hotspot: ReportHotspot }>(item: Item): Item {
  const { hotspot } = item;
  const accumulators = hotspot.accumulators.filter(({ onlyReads }) => onlyReads !== true);
  return { ...item, hotspot: { ...hotspot, accumulators } };
}

/** Functions that meet there, and in all that was seen of them only read it; sorted. */
function readersOf({ hotspot }: { readonly hotspot: ReportHotspot }): {
  readonly onlyReading: readonly string[];
} {
  const onlyReading = hotspot.functions.filter((name) => {
    const own = hotspot.accumulators.filter((one) => one.function === name);
    return (
      own.length > 0 &&
      own.every(({ onlyReads, verdict }) => onlyReads === true || verdict === "read-only")
    );
  });
  return { onlyReading: onlyReading.sort() };
}

/** Whoever is paid: the contracts whose functions pay are asked about it, each for its own. */
function payersOf(
  hotspot: ReportHotspot,
  project: readonly ContractCode[],
): { code: ContractCode; hotspot: ReportHotspot }[] {
  if (hotspot.class !== "balance") return [];
  return project.flatMap((code) => {
    const own = hotspot.functions.filter((name) =>
      name.startsWith(`${shortContract(code.info.name)}.`),
    );
    return own.length === 0 ? [] : [{ code, hotspot: { ...hotspot, functions: own } }];
  });
}

function variablesOf({ variable, class: kind }: ReportHotspot): (string | undefined)[] {
  return variable === null || kind !== "storage" ? [undefined] : variable.split(", ");
}

function isOf({ field }: ReportAccumulator, variable: string | undefined): boolean {
  return field === null || /^[\w$]+/.exec(field)?.[0] === variable;
}

function toFinding(
  { rule, subject, diagnosis, patch }: Advice,
  gain: PricedRemedy | undefined,
  titleOf: (group: string) => string,
): ReportFinding {
  const { hotspot } = subject;
  return {
    rule: rule.id,
    title: rule.title,
    severity: rule.impact,
    confidence: diagnosis.confidence,
    isInherent: rule.isInherent === true || diagnosis.isInherent === true,
    contract: subject.code.info.name,
    variable: nameOf(subject),
    source: hotspot.source,
    functions: hotspot.functions,
    message: diagnosis.message,
    evidence: [...diagnosis.evidence, ...describePlaces(subject)],
    price: rule.price,
    refactor: diagnosis.refactor,
    patch,
    profile: subject.engine ?? null,
    gain:
      gain === undefined
        ? null
        : { ...gain, next: gain.next === undefined ? null : titleOf(gain.next) },
    proof: null,
  };
}

/** Of the hotspots, by their groups. */
function titlesOf({ hotspots, otherEngines }: SuggestionInput): ReadonlyMap<string, string> {
  const title = ({ contract, path }: ReportHotspot) =>
    contract === null ? path : `${shortContract(contract)}.${path}`;
  const all = [...otherEngines, ...hotspots];
  return new Map(all.map(({ group, hotspot }) => [group, title(hotspot)]));
}

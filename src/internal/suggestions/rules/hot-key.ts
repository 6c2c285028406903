import { keysInPath, withoutKeys } from "../../model/path-keys.ts";
import type { ReportAccumulator } from "../../model/report.ts";
import { callersOf } from "../by-contracts.ts";
import type { ContractCode, StateVariable } from "../code/contract-code.ts";
import { keysOf } from "../code/entry-keys.ts";
import { type EntryChange, entryChangesOf } from "../code/changes.ts";
import { type EntryChanges, entryChangesBy } from "../entry-changes.ts";
import { isEmptied, sketchOfEntry } from "../patches/entry-sketch.ts";
import { isAmong } from "../code/entry-label.ts";
import { isArgument, originsOf } from "../code/origins.ts";
import { changingEntriesTo } from "../code/reach.ts";
import { isReadWhileAdded } from "../code/read-while-adding.ts";
import { type Use, usesOf } from "../code/uses.ts";
import { asksForEnough } from "../code/limits.ts";
import { fieldNameOf, nameOfUse } from "../code/fields.ts";
import { isAddedTo, movesSeen, telling } from "../evidence.ts";
import { isReadByCallers } from "../read-by-callers.ts";
import type { Rule, Subject } from "../rule.ts";
import { doing, listed, shortNameOf } from "../users.ts";
import { noteOnDraws } from "../note-on-draws.ts";
import { whoDraws } from "../who-draws.ts";
import { type WayOfNaming, wayOfNaming } from "../way-of-naming.ts";

/** One entry that many pay to or draw on, as all name the same account, cause or sponsor. */
export const HOT_KEY: Rule = {
  id: "hot-key",
  title: "One entry that many pay to or draw on",
  detects:
    "An entry of a mapping, under a key that is neither the caller nor fixed in the code, that calls of different users only add to or take from, asking at most whether there is enough: several users of one test name the same, or what is stored names the same for all of them.",
  impact: "medium",
  bad: `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

contract Donations {
    mapping(address cause => uint256) public raisedFor;

    function donate(address cause) external payable {
        raisedFor[cause] += msg.value;
    }

    function collect() external {
        uint256 amount = raisedFor[msg.sender];
        raisedFor[msg.sender] = 0;
        payable(msg.sender).transfer(amount);
    }
}
`,
  better: `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

contract Donations {
    mapping(address cause => uint256[16]) private _raisedForShards;

    function raisedFor(address cause) public view returns (uint256 sum) {
        for (uint256 i = 0; i < 16; i++) sum += _raisedForShards[cause][i];
    }

    function donate(address cause) external payable {
        _raisedForShards[cause][uint160(msg.sender) % 16] += msg.value;
    }

    function collect() external {
        uint256 amount = raisedFor(msg.sender);
        delete _raisedForShards[msg.sender];
        payable(msg.sender).transfer(amount);
    }
}
`,
  refactor:
    "Split the entry by the caller, and sum the parts where it is spent or shown; deal out to all parts what one puts in and many draw on; or let those who are named by many have several entries (deposits, accounts, recipients), and spread their users over them.",
  price:
    "Whoever shows the entry, or takes all of it, reads all parts of it. What is dealt out costs as many writes as there are parts, and meets all who draw meanwhile; a draw for which its own part has too little goes on to the next ones, and meets those who draw there, so that little is gained once little is left. Where few name the same, the parts cost gas and gain nothing.",
  confidence: {
    high: "Calls were run with other values and changed the entry by the same, or failed where there was too little; and its key is written in the code.",
    medium:
      "The key is an argument, or what is stored leads there, or calls reckon it: how many come to one entry hangs on who calls.",
    low: "What is put in would be dealt out, and a call was seen to draw more than a part gets, or it was not seen how much that is; or several accounts draw that have a role or are on a list, and nobody knows how many do at once.",
  },
  sources: [
    "https://docs.sei.io/learn/sei-giga-developers",
    "https://github.com/risechain/pevm/issues/203",
    "https://eips.ethereum.org/EIPS/eip-4337",
  ],
  check: (subject) => {
    const { variable, hotspot, shards } = subject;
    if (variable === undefined || hotspot.class !== "storage") return undefined;
    const keys = keysInPath(hotspot.path);
    const way = wayOfNaming(subject, keys);
    if (way === undefined) return undefined;
    const asking = telling(subject).filter(({ verdict }) => verdict === "flows");
    const silent = telling(subject).filter(({ verdict }) => verdict !== "flows");
    if (silent.length > 0 ? !isAddedTo(silent) : asking.length === 0) return undefined;
    if (!asking.every((one) => isAskingForEnough(subject, one))) return undefined;
    const fields = fieldsIn(hotspot.path, variable).flatMap(
      (field) => fieldOf(subject, field) ?? [],
    );
    if (fields.length === 0 || fields.some(({ name, by }) => isRead(subject, name, by))) {
      return undefined;
    }
    if (isReadByCallers(subject, variable)) return undefined;
    // Who takes what others have put in, each the own, reads all parts of it.
    const ofOne = new Set(fields.flatMap(({ by }) => by.functionsOfOne));
    const many = hotspot.functions.filter((one) => !ofOne.has(one.replace(/\(.*$/, "")));
    const naming = way === "argument" ? namingIn(subject, fields, many) : many;
    if (naming.length === 0 || areAllOnePart(subject, naming)) return undefined;
    const { onlyReading } = subject;
    const functions = naming.filter((one) => !onlyReading.includes(one)).join(", ");
    const reading = onlyReading.length === 0 ? "" : ` ${doing(onlyReading, "reads", "read")} it.`;
    const isDone = (kind: EntryChange["kind"]) => fields.some(({ kinds }) => kinds.has(kind));
    const changing = [
      ...(isDone("add") ? ["add to"] : []),
      ...(isDone("subtract") ? ["draw on"] : []),
    ];
    const drawn = whoDraws(
      subject,
      fields.map(({ by }) => by),
    );
    const { source } = variable;
    const isExternal = source.isExternal === true;
    const isDealt = !isExternal && fields.some(isDealtOut);
    const tooLittle = isDealt ? noteOnDraws(subject) : undefined;
    return {
      about: withoutKeys(hotspot.path),
      message: `${WAYS[way](functions)}, and ${changing.join(" and ")} ${hotspot.path}.${reading}${drawn.said}`,
      evidence: [
        asking.length === 0
          ? "With other values in the entry, the calls did the same, and changed it by the same."
          : "With other values in the entry, calls failed or succeeded, and those that succeeded did the same: they ask whether there is enough.",
        EVIDENCE[way](keys),
        ...(isDealt
          ? [
              "Many draw on what others put in: as it comes it would lie in the part of the one who puts it in, and go from hand to hand. So it is dealt out, and who puts in meets all.",
            ]
          : []),
        ...(isExternal
          ? [
              `${variable.name} is declared in a package, ${source.path}: no change of the project's own files splits it.`,
            ]
          : []),
      ],
      confidence:
        tooLittle !== undefined || drawn.areSeveral
          ? "low"
          : way === "constant"
            ? "high"
            : "medium",
      refactor: isExternal
        ? withoutSketch(variable, hotspot.path)
        : [
            ...fields.map((field) =>
              sketchOfEntry(subject, field.name, field.by, {
                isAsked: asking.length > 0,
                isDealtOut: isDealtOut(field),
              }),
            ),
            ...(tooLittle === undefined ? [] : [tooLittle]),
            ...drawn.notes,
          ].join("\n"),
      // Each of several who draw pays for all parts that it goes through, and who puts in for all of them.
      ...(isDealt && drawn.areSeveral
        ? {}
        : {
            remedy: {
              kind: "shard",
              shards,
              ...(isDealt ? { isDealtOut: true } : {}),
              ...(!isDealt && fields.every(isGathered) ? { isGathered: true } : {}),
            },
          }),
    };
  },
};

const WAYS: Readonly<Record<WayOfNaming, (functions: string) => string>> = {
  argument: (functions) => `Several users name the same when they call ${functions}`,
  state: (functions) => `Several who call ${functions} are led to the same entry by what is stored`,
  constant: (functions) => `All who call ${functions} use the same entry`,
  reckoned: (functions) => `Those who called ${functions} came to the same entry`,
};

const EVIDENCE: Readonly<Record<WayOfNaming, (keys: readonly string[]) => string>> = {
  argument: () =>
    "Several users of one test name the same; where each names another one, they do not meet.",
  state: () => "No argument names the entry: which one it is, is stored.",
  constant: (keys) =>
    `No argument names the entry: all calls came to ${listed([...new Set(keys)])}.`,
  reckoned: (keys) =>
    `Which entry it is, calls reckon by themselves: they came to ${listed([...new Set(keys)])}.`,
};

/** Calls of many were seen to draw on what others put in: in the part of the one who puts it in they would not find it. */
function isDealtOut({ by, kinds }: SplitField): boolean {
  return by.takes.length > 0 && !by.isOwnTaken && kinds.has("subtract");
}

/** Whoever takes something takes it out of all parts together. */
function isGathered({ by: { takes, takesOfOne } }: SplitField): boolean {
  const gathering = [...takes.filter(isEmptied), ...takesOfOne];
  return gathering.length > 0 && takes.every(isEmptied);
}

/** One number of the entry that is split: of a packed entry several may be. */
interface SplitField {
  readonly name: string;
  readonly changes: readonly EntryChange[];
  readonly by: EntryChanges;
  /** What calls of many were seen to do. */
  readonly kinds: ReadonlySet<EntryChange["kind"]>;
}

/** `proposals.yes` and `proposals.no`, which share a slot. */
function fieldsIn(path: string, { name }: StateVariable): readonly string[] {
  return [...new Set(path.split(", ").map((one) => fieldNameOf(one, name)))];
}

function fieldOf(subject: Subject, name: string): SplitField | undefined {
  const changes = changesOf(subject, name);
  if (isOwn(subject, changes)) return undefined;
  const by = entryChangesBy(subject, name);
  const kinds = kindsSeen(subject, [...by.puts, ...by.takes]);
  return kinds.size === 0 ? undefined : { name, changes, by, kinds };
}

/** Calls of many that add to it go by what is in it then. */
function isRead({ code, variable }: Subject, name: string, { puts }: EntryChanges): boolean {
  return variable !== undefined && isReadWhileAdded(code, variable, name, puts);
}

/**
 * Of the functions that meet there those that are told by their caller which entry it is. Of another contract's one
 * does not see who tells it, nor of one that has no code.
 */
function namingIn(
  { code }: Subject,
  fields: readonly SplitField[],
  functions: readonly string[],
): readonly string[] {
  const entries = new Set(
    fields
      .flatMap(({ changes }) => changes)
      .flatMap(({ use }) =>
        use.steps.flatMap((step) =>
          step.kind === "index" ? originsOf(code, step.key, use.function) : [],
        ),
      )
      .flatMap(({ node, function: inside }) => (isArgument(node, inside) ? [inside] : [])),
  );
  const own = `${shortNameOf(code)}.`;
  const named = functions.filter(
    (one) =>
      !one.startsWith(own) ||
      code.entry(one.slice(own.length)) === undefined ||
      isAmong([...entries], one),
  );
  return named.length === 0 ? functions : named;
}

/** Who names the entry comes by another contract: of parts by the sender all would use that one's. */
function areAllOnePart(subject: Subject, naming: readonly string[]): boolean {
  const { direct, byContract } = callersOf(subject);
  if (byContract.length === 0 || direct.some((one) => naming.includes(one))) return false;
  return direct.length > 0 || subject.variable?.source.isExternal === true;
}

/** What nobody of the project can split. */
function withoutSketch({ name, type, contract, source }: StateVariable, path: string): string {
  return type.startsWith("mapping(address ")
    ? `Leave ${name} as it is. Let those who are named by many have several accounts, and spread over them who pays or draws: each is an entry of its own.`
    : `Leave ${path} as it is where a contract asks for it. Else do without ${contract} of ${source.path}, as the events tell the same; or derive from a copy of it in which the entry is split by the caller.`;
}

/** Where the entry becomes more or less, under a key that may be another one than the caller and what is fixed. */
function changesOf({ code, variable }: Subject, field: string): EntryChange[] {
  return entryChangesOf(code).filter(({ variable: { node }, use }) => {
    if (node.id !== variable?.node.id) return false;
    const members = use.steps.flatMap((step) => (step.kind === "member" ? [step.name] : []));
    if ([variable.name, ...members].join(".") !== field) return false;
    return isUnderOther(code, use);
  });
}

function isUnderOther(code: ContractCode, use: Use): boolean {
  return keysOf(code, use).every((origins) => origins.some(({ kind }) => kind === "other"));
}

/** Of what the code does to it, what calls were seen to do; all of it where none was seen. */
function kindsSeen(
  subject: Subject,
  changes: readonly EntryChange[],
): ReadonlySet<EntryChange["kind"]> {
  const kinds = new Set(changes.map(({ kind }) => kind));
  const moves = movesSeen(subject);
  const seen = new Set([
    ...(kinds.has("add") && moves.some((own) => own > 0n) ? (["add"] as const) : []),
    ...(kinds.has("subtract") && moves.some((own) => own < 0n) ? (["subtract"] as const) : []),
  ]);
  return seen.size === 0 ? kinds : seen;
}

/** A call that may run out of what it takes away takes from its caller's own entry: that is another one each time. */
function isOwn({ accumulators, code }: Subject, changes: readonly EntryChange[]): boolean {
  const draws = changes.filter(({ kind }) => kind === "subtract");
  const drawing = draws.flatMap(({ use }) => changingEntriesTo(code, use.function));
  return accumulators.some(
    ({ bounds, function: label }) => bounds.length > 0 && !isAmong(drawing, label),
  );
}

/** Whether it succeeds is all that hangs on the entry, and the code shows that it takes no more than there is. */
function isAskingForEnough(
  { code, variable, hotspot }: Subject,
  { function: label, into }: ReportAccumulator,
): boolean {
  if (variable === undefined || into.some((place) => place !== "status")) return false;
  return fieldsIn(hotspot.path, variable).some((field) => {
    const uses = usesOf(code, variable).filter(
      (use) => nameOfUse(variable, use) === field && isUnderOther(code, use),
    );
    return asksForEnough(code, uses, label);
  });
}

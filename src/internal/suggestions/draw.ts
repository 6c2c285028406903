import { shortContract } from "../model/short-contract.ts";
import { type Bound, boundNumber, boundText, isFixed, isMoved } from "./code/bound.ts";
import { isOfBurnsThatAreNone } from "./code/burns.ts";
import { type Change, lastChangeOf } from "./code/changes.ts";
import { type CodeFunction, type ContractCode, sourceText } from "./code/contract-code.ts";
import { isAmong } from "./code/entry-label.ts";
import { isGivenBackByTaker } from "./code/given-back.ts";
import { knownNumber } from "./code/known-number.ts";
import { type Limit, limitsIn, valuesOf } from "./code/limits.ts";
import { changingEntriesTo, isRunAtCreation } from "./code/reach.ts";
import type { Use } from "./code/uses.ts";

/** How calls draw on a quota: until it comes to a bound, at which they fail. */
export interface Draw {
  /** Those of the functions asked for whose calls draw: more may reach the comparison, and never make it. */
  readonly functions: readonly string[];
  readonly condition: string;
  /** What the number may come to, in the code's own words; of one that is lowered nothing. */
  readonly bound: string;
  readonly amount: string;
  /** How much a call takes is written in the code; else it may be more than what one part has room for. */
  readonly isAmountKnown: boolean;
  /** It is lowered to nothing, instead of raised to a bound. */
  readonly isLowered: boolean;
  /**
   * - `taker`: who has taken it gives it back, as the code shows.
   * - `anybody`: nobody knows whose it was.
   */
  readonly givenBackBy: "nobody" | "taker" | "anybody";
  /** It is set back to nothing, as once a day. */
  readonly isReset: boolean;
  /** Functions that set it to something else. */
  readonly setBy: readonly string[];
  /** A constructor changes it, too. */
  readonly isBegunAtCreation: boolean;
  /** The bound is the same for ever. */
  readonly isFixed: boolean;
  /** How much may be drawn, as far as the code says. */
  readonly most: bigint | undefined;
  /** How many calls that has room for, at most; undefined: it is stored, or reckoned. */
  readonly room: bigint | undefined;
}

export interface DrawOptions {
  /** Functions that only the owner or a role can call: whatever they move stays where it is for users. */
  readonly notForUsers?: ReadonlySet<string>;
  /** One that they move is a bound all the same: not to deal out, but to know of. */
  readonly mayMove?: boolean;
  /** What the number begins with; undefined: nobody knows. */
  readonly first?: bigint | undefined;
}

/**
 * A change of a number in a call of one of these functions that also compares it with a bound that stays where it
 * is: one that calls of users move is no quota, but another account. The comparison is a sum of the number, of what
 * the call takes and of the bound, however it is written: `sold + n <= CAP`, `n <= CAP - sold`, `left() >= n`.
 */
export function drawIn(
  code: ContractCode,
  uses: readonly Use[],
  labels: readonly string[],
  { notForUsers = new Set(), mayMove = false, first }: DrawOptions = {},
): Draw | undefined {
  const changing = uses.filter((use) => use.function.kind !== "constructor");
  const changes = changing.flatMap((use) => lastChangeOf(code, use) ?? []);
  const values = valuesOf(uses);
  const isForUsers = ({ name }: CodeFunction) =>
    !notForUsers.has(`${shortContract(code.info.name)}.${name}`);
  const limits = limitsIn(code, changes, values);
  for (const limit of limits) {
    const { decision, deciding, change, bound } = limit;
    const { function: inside, condition } = decision;
    // What only the owner draws on is no quota of all.
    const drawing = labels.filter((label) => isAmong(deciding, label) && !notForUsers.has(label));
    if (drawing.length === 0) continue;
    const movers = changes.flatMap(({ use }) => changingEntriesTo(code, use.function));
    if (!mayMove && isMoved(code, bound, movers, isForUsers)) continue;
    if (limits.some((other) => isOtherBound(code, limit, other, isForUsers))) return undefined;
    const rest = restOf(code, bound, { change, changes, uses: changing, isForUsers, first });
    if (rest === undefined) continue;
    return {
      functions: [...new Set(drawing)].sort(),
      condition: sourceText(inside.source, condition),
      isBegunAtCreation: uses.some(
        ({ kind, function: where }) => kind !== "read" && isRunAtCreation(code, where),
      ),
      ...rest,
    };
  }
  return undefined;
}

/** Calls of users draw on the same up to another bound: what is dealt out of the one is not what the others may come to. */
function isOtherBound(
  code: ContractCode,
  one: Limit,
  other: Limit,
  isForUsers: (one: CodeFunction) => boolean,
): boolean {
  if (one.change.kind !== other.change.kind || !other.deciding.some(isForUsers)) return false;
  if (boundText(one.bound) === boundText(other.bound)) return false;
  const [a, b] = [boundNumber(code, one.bound), boundNumber(code, other.bound)];
  return a === undefined || a !== b;
}

interface Drawn {
  readonly change: Change;
  readonly changes: readonly Change[];
  readonly uses: readonly Use[];
  readonly isForUsers: (one: CodeFunction) => boolean;
  readonly first: bigint | undefined;
}

type Rest = Omit<Draw, "functions" | "condition" | "isBegunAtCreation">;

/** Undefined where others fill what some draw on, or users set it: that is no quota, but a stock. */
function restOf(
  code: ContractCode,
  all: Bound,
  { change, changes, uses, isForUsers, first }: Drawn,
): Rest | undefined {
  const { amount, use } = change;
  const isLowered = change.kind === "subtract";
  const back = changes.filter(
    (one) => one.kind !== change.kind && !isReset(one) && !isOfBurnsThatAreNone(code, one.use),
  );
  const givenBackBy =
    back.length === 0 ? "nobody" : isGivenBackByTaker(code, change, back) ? "taker" : "anybody";
  if (isLowered && givenBackBy === "anybody") return undefined;
  const set = uses.filter((one) => isSetting(one) && lastChangeOf(code, one) === undefined);
  // It begins with nothing.
  if (isLowered && first === 0n && set.length === 0) return undefined;
  const setting = set.flatMap((one) => changingEntriesTo(code, one.function));
  if (setting.some(isForUsers)) return undefined;
  const bound = isLowered ? all : { ...all, more: all.more - (first ?? 0n) };
  const begun = first === 0n ? undefined : first;
  const most = isLowered ? begun : boundNumber(code, bound);
  const taken = amount === undefined ? 1n : knownNumber(code, amount, use.function);
  const least = taken ?? 1n;
  return {
    bound: boundText(bound),
    amount: amount === undefined ? "1" : sourceText(use.source, amount),
    isAmountKnown: taken !== undefined,
    isLowered,
    givenBackBy,
    isReset: !isLowered && changes.some(isReset),
    setBy: [...new Set(setting.map(({ name }) => name))].sort(),
    isFixed: isFixed(code, bound),
    most,
    room: most === undefined || least < 1n ? undefined : most / least,
  };
}

function isSetting({ kind }: Use): boolean {
  return kind === "assign" || kind === "update" || kind === "assembly";
}

/** All of it goes, whatever it is. */
function isReset({ kind, amount, use }: Change): boolean {
  return kind === "subtract" && amount?.id === use.target.id;
}

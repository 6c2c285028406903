import type { Frame } from "../model/access-set.ts";
import type { Hex } from "../model/location.ts";

/** A word of call data that an argument may be. */
export interface ArgumentWord {
  readonly word: Hex;
  /** In bytes, the selector counts. */
  readonly offset: number;
  /** It looks like a part of the encoding: the offset of dynamic data, or its length. */
  readonly isEncoding: boolean;
}

/** Bytes of call data that are a call: the data itself, or what it hands on, as a multicall does. */
interface Call {
  readonly start: number;
  readonly end: number;
}

const SELECTOR = 4;
const WORD = 32;

/**
 * The words of call data behind the selector, and those of the calls that it contains, which lie at distances
 * of their own. No two overlap: what belongs to a call that is contained is no word of the one around it.
 */
export function argumentWords(
  input: Hex,
  frames: readonly Pick<Frame, "input">[] = [],
): ArgumentWord[] {
  const calls = callsIn(input, frames);
  return calls.flatMap((call) => wordsOf(input, call, calls)).sort((a, b) => a.offset - b.offset);
}

function wordsOf(input: Hex, call: Call, calls: readonly Call[]): ArgumentWord[] {
  const inner = calls.filter(({ start }) => start > call.start && start < call.end);
  const words = new Map<number, Hex>();
  for (let at = call.start + SELECTOR; at + WORD <= call.end; at += WORD) {
    const isWithin = inner.some(({ start, end }) => at < end && start < at + WORD);
    if (!isWithin) words.set(at, `0x${bytesAt(input, at, WORD)}`);
  }
  const encoding = encodingOf(words, call);
  return [...words].map(([offset, word]) => ({ word, offset, isEncoding: encoding.has(offset) }));
}

/**
 * The call data, and each place in it that a frame was called with: its selector and first word tell it, as
 * something may have been appended, such as the sender of a meta transaction.
 */
function callsIn(input: Hex, frames: readonly Pick<Frame, "input">[]): Call[] {
  const ends = new Map([[0, lengthOf(input)]]);
  for (const called of new Set(frames.map((frame) => frame.input))) {
    if (lengthOf(called) < SELECTOR + WORD) continue;
    for (const start of placesOf(bytesAt(called, 0, SELECTOR + WORD), input)) {
      const end = start + commonLength(called.slice(2), input.slice(2 + 2 * start));
      ends.set(start, Math.max(end, ends.get(start) ?? 0));
    }
  }
  return [...ends].map(([start, end]) => ({ start, end })).sort((a, b) => a.start - b.start);
}

/** At whole bytes, behind the selector. */
function placesOf(bytes: string, input: Hex): number[] {
  const places: number[] = [];
  const first = 2 + 2 * SELECTOR;
  for (let at = input.indexOf(bytes, first); at >= 0; at = input.indexOf(bytes, at + 1)) {
    if (at % 2 === 0) places.push(at / 2 - 1);
  }
  return places;
}

function commonLength(a: string, b: string): number {
  const most = Math.min(a.length, b.length);
  let same = 0;
  while (same < most && a[same] === b[same]) same++;
  return Math.floor(same / 2);
}

/** Bytes that offsets in them count from the begin of. */
interface Part {
  readonly start: number;
  readonly end: number;
  /** Of an array: where its offsets end, and what they lead to begins. */
  readonly headEnd?: number;
}

/**
 * Where offsets and lengths of the ABI stand: an offset leads to a length, or to the first member of a tuple,
 * and what it leads to ends where the next one begins. See
 * https://docs.soliditylang.org/en/latest/abi-spec.html#formal-specification-of-the-encoding
 */
function encodingOf(words: ReadonlyMap<number, Hex>, { start, end }: Call): ReadonlySet<number> {
  const encoding = new Set<number>();
  const parts: Part[] = [{ start: start + SELECTOR, end }];
  for (const part of parts) {
    const offsets = offsetsIn(words, part);
    const targets = [...new Set(offsets.values())].sort((a, b) => a - b);
    for (const at of offsets.keys()) encoding.add(at);
    for (const [i, target] of targets.entries()) {
      const content = { start: target + WORD, end: targets[i + 1] ?? part.end };
      const length = numberAt(words, target) ?? Infinity;
      const headEnd = content.start + length * WORD;
      const isLength = length <= content.end - content.start;
      if (isLength) encoding.add(target);
      if (!isLength) parts.push({ ...content, start: target });
      else parts.push(headEnd <= content.end ? { ...content, headEnd } : content);
    }
  }
  return encoding;
}

/** What may be offsets, and where they lead to. They stand in front of all that they lead to. */
function offsetsIn(
  words: ReadonlyMap<number, Hex>,
  { start, end, headEnd }: Part,
): ReadonlyMap<number, number> {
  const offsets = new Map<number, number>();
  let firstTarget = headEnd ?? end;
  for (let at = start; at < firstTarget; at += WORD) {
    const value = numberAt(words, at);
    if (value === undefined || value % WORD !== 0) continue;
    const target = start + value;
    const isFree = target > at && target >= (headEnd ?? start);
    if (!isFree || target >= end || !words.has(target)) continue;
    offsets.set(at, target);
    firstTarget = Math.min(firstTarget, target);
  }
  return offsets;
}

/** Undefined where no word is. One that is too large for a number is no offset and no length in any data. */
function numberAt(words: ReadonlyMap<number, Hex>, at: number): number | undefined {
  const word = words.get(at);
  return word === undefined ? undefined : Number(BigInt(word));
}

function bytesAt(input: Hex, at: number, length: number): string {
  return input.slice(2 + 2 * at, 2 + 2 * (at + length));
}

function lengthOf(input: Hex): number {
  return (input.length - 2) / 2;
}

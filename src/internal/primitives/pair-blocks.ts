/**
 * All pairs `earlier < later` with the earlier number from the first to the second, and the later one from the third
 * to the fourth: what all have with all before them is one block, whatever their number.
 */
export type PairBlock = readonly [
  firstEarlier: number,
  lastEarlier: number,
  firstLater: number,
  lastLater: number,
];

/** As few blocks as come of rows that go on as those before them; `rows` ascend, and so do the numbers in each. */
export function pairBlocks(
  rows: Iterable<readonly [later: number, earlier: Iterable<number>]>,
): readonly PairBlock[] {
  const blocks: [number, number, number, number][] = [];
  let open: [number, number, number, number][] = [];
  for (const [later, earlier] of rows) {
    open = rangesOf(earlier).map(([first, last]) => {
      const isNext = (one: PairBlock) => one[0] === first && one[3] === later - 1;
      // Of an equal row; or all before this one, as they were all before the last.
      const goesOn = open.find(
        (one) => isNext(one) && (one[1] === last || (one[1] === later - 2 && last === later - 1)),
      );
      if (goesOn === undefined) {
        const block: [number, number, number, number] = [first, last, later, later];
        blocks.push(block);
        return block;
      }
      goesOn[1] = last;
      goesOn[3] = later;
      return goesOn;
    });
  }
  return blocks;
}

function rangesOf(ascending: Iterable<number>): readonly (readonly [number, number])[] {
  const ranges: [number, number][] = [];
  for (const one of ascending) {
    const range = ranges.at(-1);
    if (range?.[1] === one - 1) range[1] = one;
    else ranges.push([one, one]);
  }
  return ranges;
}

/** How many pairs the blocks have. */
export function countPairs(blocks: readonly PairBlock[]): number {
  let count = 0;
  for (const [first, last, from, to] of blocks) {
    for (let later = from; later <= to; later++) {
      count += Math.max(0, Math.min(last, later - 1) - first + 1);
    }
  }
  return count;
}

export function* pairsIn(
  blocks: readonly PairBlock[],
): Generator<readonly [earlier: number, later: number]> {
  for (const [first, last, from, to] of blocks) {
    for (let later = from; later <= to; later++) {
      for (let earlier = first; earlier <= Math.min(last, later - 1); earlier++) {
        yield [earlier, later];
      }
    }
  }
}

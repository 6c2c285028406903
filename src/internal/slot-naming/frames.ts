import type { Frame } from "../model/access-set.ts";

/** The frame and those that called it, innermost first. Frames are in the order of execution. */
export function withCallers(frames: readonly Frame[], index: number): readonly Frame[] {
  const chain: Frame[] = [];
  let depth = Infinity;
  for (const frame of frames.slice(0, index + 1).toReversed()) {
    if (frame.depth >= depth) continue;
    chain.push(frame);
    depth = frame.depth;
  }
  return chain;
}

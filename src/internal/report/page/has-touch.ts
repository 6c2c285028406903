/** Whether the reader points with a finger, as on a phone. */
export function hasTouch(): boolean {
  return matchMedia("(pointer: coarse)").matches;
}

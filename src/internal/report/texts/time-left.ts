/** Of less than that it is a guess. */
const ENOUGH = { share: 0.02, ms: 1_000 };

/** `, about 9 s left`, of work of which a share is done; empty where that cannot be told, and at the end. */
export function timeLeft(elapsedMs: number, share: number): string {
  if (share < ENOUGH.share || share >= 1 || elapsedMs < ENOUGH.ms) return "";
  const seconds = Math.ceil(((elapsedMs / share) * (1 - share)) / 1000);
  return seconds < 120
    ? `, about ${seconds} s left`
    : `, about ${Math.round(seconds / 60)} min left`;
}

import { movesSeen } from "./evidence.ts";
import type { Subject } from "./rule.ts";

/**
 * What there is to say of an entry that is dealt out where a call was seen to draw more at once than a part gets of
 * what was put in, or it was not seen how much that is; undefined: each part has enough for a draw.
 */
export function noteOnDraws(subject: Subject): string | undefined {
  const moves = movesSeen(subject);
  // Of several that put in, what the least gives has to do.
  const put = moves.filter((own) => own > 0n).reduce(lesser, undefined);
  const drawn = moves.map((own) => -own).reduce((a, b) => (a > b ? a : b), 0n);
  const { shards } = subject;
  if (put === undefined || drawn === 0n) {
    return `// What is gained hangs on how much is put in: it was not seen whether a part of it, one of ${shards}, has enough for a draw. One that takes more goes through several parts, and meets those who draw there.`;
  }
  const share = put / BigInt(shards);
  if (drawn <= share) return undefined;
  return `// A call has drawn ${drawn} at once when it was run, and of ${put} put in a part gets ${share}: such a draw goes through several parts, and meets those who draw there. Little is gained unless much more is put in.`;
}

function lesser(a: bigint | undefined, b: bigint): bigint {
  return a === undefined || b < a ? b : a;
}

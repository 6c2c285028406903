/**
 * A path with its keys replaced by `*`: `accounts[arg:users[0]].debt` gives `accounts[*].debt`. Keys
 * may hold brackets themselves, and string keys anything between their quotes.
 */
export function withoutKeys(path: string): string {
  let result = "";
  let depth = 0;
  for (const [token] of path.matchAll(/"(?:[^"\\]|\\.)*"?|[\s\S]/g)) {
    if (token === "]") depth = Math.max(0, depth - 1);
    if (depth === 0) result += token;
    if (token === "[" && depth++ === 0) result += "*";
  }
  return result;
}

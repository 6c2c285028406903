/**
 * The keys in a path such as `pools[arg:pid].stakes[msg.sender]`, in their order. Keys may hold brackets themselves, as
 * in `posts[idOf[msg.sender]]`, and string keys anything between their quotes.
 */
export function keysInPath(path: string): readonly string[] {
  return partsOf(path).flatMap(({ key }) => key ?? []);
}

/** A path with `instead` for its keys: `accounts[arg:users[0]].debt` gives `accounts[*].debt`. */
export function withoutKeys(path: string, instead = "[*]"): string {
  return partsOf(path)
    .map(({ text, key }) => (key === undefined ? text : instead))
    .join("");
}

/** `key`: of what stands in brackets. */
interface Part {
  readonly text: string;
  readonly key?: string;
}

function partsOf(path: string): Part[] {
  const parts: Part[] = [];
  let depth = 0;
  let text = "";
  const end = (isKey: boolean): void => {
    if (isKey) parts.push({ text, key: text });
    else if (text !== "") parts.push({ text });
    text = "";
  };
  for (const [token] of path.matchAll(/"(?:[^"\\]|\\.)*"?|[\s\S]/g)) {
    if (token === "[" && depth++ === 0) end(false);
    else if (token === "]" && depth > 0 && --depth === 0) end(true);
    else text += token;
  }
  end(depth > 0);
  return parts;
}

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

/**
 * The path with an asterisk for each key that is written out, where another path of the same variable has another one
 * written out there: `sold["a"]`, beside `sold["b"]`, gives `sold[*]`. What a key comes from, such as `msg.sender`, stays.
 */
export function withOpenKeys(path: string, others: readonly string[]): string {
  const keys = others.map(keysInPath);
  let index = 0;
  return partsOf(path)
    .map(({ text, key }) => {
      if (key === undefined) return text;
      const at = index++;
      const isOther = (one: string | undefined) =>
        one !== undefined && one !== key && LITERAL.test(one);
      return LITERAL.test(key) && keys.some((own) => isOther(own[at])) ? "[*]" : `[${key}]`;
    })
    .join("");
}

/** A number, a text, an address, a truth. */
const LITERAL = /^(?:"|-?\d|(?:true|false|address\(0\))$)/;

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

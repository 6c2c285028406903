import fc from "fast-check";

/** What stands where something else was expected. */
const OTHERS = fc.oneof(
  fc.constantFrom(null, true, "", "0x", "-1", "__proto__", "t_mapping", [], {}, 1e308, -1),
  fc.string(),
  fc.integer(),
  fc.double(),
  fc.bigInt({ min: 0n, max: 1n << 300n }).map((value) => `0x${value.toString(16)}`),
  fc.stringMatching(/^[0-9:;-]{0,40}$/),
);

/** Plain data with other values at up to `most` places, or without what was there. */
export function mutated<Value>(value: Value, most: number): fc.Arbitrary<Value> {
  const changes = fc.array(fc.tuple(fc.nat(), fc.option(OTHERS)), {
    minLength: 1,
    maxLength: most,
  });
  return changes.map((all) => {
    const copy = structuredClone({ value });
    for (const [seed, other] of all) replace(copy, seed, other);
    return copy.value;
  });
}

/** Goes down by what `seed` says; null takes out. */
function replace(root: object, seed: number, other: unknown): void {
  let holder: Record<string, unknown> = root as Record<string, unknown>; // plain data
  let rest = seed;
  for (;;) {
    const keys = Object.keys(holder);
    const key = keys[rest % keys.length];
    if (key === undefined) return;
    rest = (rest * 1_103_515_245 + 12_345) % 2_147_483_648;
    const inner = holder[key];
    // Deep places are more than shallow ones.
    if (typeof inner === "object" && inner !== null && rest % 8 !== 0) {
      if (Object.keys(inner).length > 0) {
        holder = inner as Record<string, unknown>;
        continue;
      }
    }
    if (holder === root) return;
    if (other === null) Reflect.deleteProperty(holder, key);
    else holder[key] = other;
    return;
  }
}

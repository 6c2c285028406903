interface Store<K, V> {
  get(key: K): V | undefined;
  set(key: K, value: V): unknown;
}

/** The value made for this key before, else a new one. */
export function remember<K, V>(known: Store<K, V>, key: K, make: () => V): V {
  const cached = known.get(key);
  if (cached !== undefined) return cached;
  const made = make();
  known.set(key, made);
  return made;
}

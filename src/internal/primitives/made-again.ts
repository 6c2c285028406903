/** Gives what `make` makes, which is kept only as long as somebody else holds it: where it costs more to keep than to make again. */
export function madeAgain<T extends object>(make: () => T): () => T {
  let made: WeakRef<T> | undefined;
  return () => {
    const known = made?.deref();
    if (known !== undefined) return known;
    const value = make();
    made = new WeakRef(value);
    return value;
  };
}

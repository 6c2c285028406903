const ALL = ["load", "store", "add", "sub", "or", "exchange", "compareExchange"] as const;

export type AtomicOperation = (typeof ALL)[number];

/**
 * Has `before` called before each Atomics operation of this thread: between two of them is where other
 * threads can come in. What it does with Atomics itself is told to it, too. Returns what ends it.
 */
export function beforeAtomics(
  before: (operation: AtomicOperation) => void,
  operations: readonly AtomicOperation[] = ALL,
): () => void {
  const stock = operations.map((name) => {
    const descriptor = Object.getOwnPropertyDescriptor(Atomics, name);
    if (descriptor === undefined) throw new Error(`There is no Atomics.${name}`);
    const operation = descriptor.value as (...args: unknown[]) => unknown; // of Atomics: a function
    const value = (...args: unknown[]): unknown => {
      before(name);
      return operation(...args);
    };
    Object.defineProperty(Atomics, name, { ...descriptor, value });
    return { name, descriptor };
  });
  return () => {
    for (const { name, descriptor } of stock) Object.defineProperty(Atomics, name, descriptor);
  };
}

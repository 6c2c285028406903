/** A map whose changes since a checkpoint can be taken back; checkpoints nest. */
export class UndoableMap<K, V> {
  readonly #map = new Map<K, V>();
  readonly #undo: { readonly key: K; readonly before: V | undefined }[] = [];
  readonly #marks: number[] = [];

  get(key: K): V | undefined {
    return this.#map.get(key);
  }

  entries(): IterableIterator<[K, V]> {
    return this.#map.entries();
  }

  set(key: K, value: V): void {
    this.#undo.push({ key, before: this.#map.get(key) });
    this.#map.set(key, value);
  }

  checkpoint(): void {
    this.#marks.push(this.#undo.length);
  }

  commit(): void {
    this.#marks.pop();
  }

  revert(): void {
    const mark = this.#marks.pop() ?? 0;
    while (this.#undo.length > mark) {
      const last = this.#undo.pop();
      if (last === undefined) return;
      if (last.before === undefined) this.#map.delete(last.key);
      else this.#map.set(last.key, last.before);
    }
  }
}

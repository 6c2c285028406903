const BLOCK = 512;

/**
 * The files of a tar archive whose path the filter takes, by path. The archive is POSIX ustar, as npm
 * packs: for each file a header block, then the content, filled up to whole blocks. It is read as a
 * stream, as it is far larger than what is taken from it.
 */
export async function untar(
  tar: AsyncIterable<Buffer>,
  filter: (path: string) => boolean,
): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  const input = new Input(tar);
  for (;;) {
    const header = await input.take(BLOCK);
    if (header.length < BLOCK || header[0] === 0) return files;
    const path = text(header, 0, 100);
    const size = Number.parseInt(text(header, 124, 12), 8);
    const content = await input.take(Math.ceil(size / BLOCK) * BLOCK);
    if (filter(path)) files.set(path, content.toString("utf8", 0, size));
  }
}

function text(header: Buffer, offset: number, length: number): string {
  const [before = ""] = header.toString("latin1", offset, offset + length).split("\0");
  return before;
}

/** A stream, taken in pieces of any length. */
class Input {
  readonly #chunks: AsyncIterator<Buffer>;
  #rest: Buffer = Buffer.alloc(0);

  constructor(chunks: AsyncIterable<Buffer>) {
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  /** Less than `length` only at the end. */
  async take(length: number): Promise<Buffer> {
    const pieces = [this.#rest];
    let available = this.#rest.length;
    while (available < length) {
      const next = await this.#chunks.next();
      if (next.done === true) break;
      pieces.push(next.value);
      available += next.value.length;
    }
    const all = pieces.length === 1 ? this.#rest : Buffer.concat(pieces);
    this.#rest = all.subarray(length);
    return all.subarray(0, length);
  }
}

import { readFile, stat } from "node:fs/promises";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";

import { ParallelEvmError } from "../primitives/plugin-error.ts";
import { type BlockFile, narrowBlockFile } from "./narrow-block-file.ts";

/** Unpacked, a block with its state is a few MB. What is far larger would only fill the memory. */
const MAX_UNPACKED_BYTES = 256 * 1024 * 1024;

const GZIP_MAGIC = [0x1f, 0x8b] as const;

/** Reads a block file, .json or .json.gz. Throws PE004 to PE007, which say what is wrong with it. */
export async function readBlockFile(path: string): Promise<BlockFile> {
  const content = parse(path, await unpack(path, await read(path)));
  const narrowed = narrowBlockFile(content);
  if ("wrong" in narrowed) throw new ParallelEvmError("PE007", [path, narrowed.wrong]);
  return narrowed.file;
}

async function read(path: string): Promise<Uint8Array> {
  try {
    if ((await stat(path)).isDirectory()) throw new Error("it is a folder");
    return await readFile(path);
  } catch (error) {
    throw new ParallelEvmError("PE004", [path, reasonOf(error)], asError(error));
  }
}

async function unpack(path: string, bytes: Uint8Array): Promise<Uint8Array> {
  const isPacked = GZIP_MAGIC.every((byte, index) => bytes[index] === byte);
  if (!isPacked && !path.endsWith(".gz")) return bytes;
  try {
    if (!isPacked) throw new Error("it is not gzip data");
    return await promisify(gunzip)(bytes, { maxOutputLength: MAX_UNPACKED_BYTES });
  } catch (error) {
    throw new ParallelEvmError("PE005", [path, reasonOf(error)], asError(error));
  }
}

function parse(path: string, bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (error) {
    throw new ParallelEvmError("PE006", [path, reasonOf(error)], asError(error));
  }
}

/** Node's messages of these speak to programmers. */
const REASONS: ReadonlyMap<unknown, string> = new Map([
  ["ENOENT", "there is no such file"],
  ["EACCES", "permission denied"],
  ["Z_BUF_ERROR", "it ends too early"],
  ["ERR_BUFFER_TOO_LARGE", "unpacked it is larger than 256 MB"],
  ["ERR_ENCODING_INVALID_ENCODED_DATA", "it is not text in UTF-8"],
]);

function reasonOf(error: unknown): string {
  const cause = asError(error);
  return ("code" in cause ? REASONS.get(cause.code) : undefined) ?? cause.message;
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

import { basename } from "node:path";

import { readBlockFile } from "../block-files/read-block-file.ts";
import type { BlockSource } from "./replay-blocks.ts";

export function blockFileSource(file: string): BlockSource {
  return { name: file, title: basename(file), read: () => readBlockFile(file) };
}

import {
  appendFileSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";

import type { Hex } from "../model/location.ts";
import { makeFolder } from "../primitives/make-folder.ts";
import { reasonOf } from "../primitives/reason-of.ts";
import type { Ask } from "./ask.ts";

/**
 * What was fetched of one chain, on the disk: a file for each block that is complete, by its hash, so that a chain that
 * was reorganised, or a local node that was started anew, never gets another one's blocks; and until then its answers,
 * one a line, each written when it arrives. Whatever ends the process, at most the line that was being written is lost.
 * A cache that cannot be written is told of once, and is none.
 */
export class BlockCache {
  readonly #folder: string;
  #failure: string | undefined;

  /** `folder` is that of all chains. */
  constructor(folder: string, chainId: bigint) {
    this.#folder = join(folder, `chain-${chainId}`);
  }

  /** Why it could not be written; absent: it could. */
  get failure(): string | undefined {
    return this.#failure;
  }

  /** The block file's content; undefined when it is not there, or damaged. */
  read(hash: Hex): unknown {
    try {
      const text = gunzipSync(readFileSync(this.#blockFile(hash))).toString();
      return JSON.parse(text) as unknown;
    } catch {
      return undefined;
    }
  }

  /** Keeps a complete block, and drops the answers that it was made of. */
  write(hash: Hex, content: unknown): void {
    const file = this.#blockFile(hash);
    this.#attempt(() => {
      const unfinished = `${file}.${process.pid}.tmp`;
      writeFileSync(unfinished, gzipSync(JSON.stringify(content)));
      renameSync(unfinished, file);
      rmSync(this.#answersFile(hash), { force: true });
    });
  }

  /** Asks what no answer is kept of yet, and keeps each answer. */
  keeping(hash: Hex, ask: Ask): Ask {
    const kept = this.#readAnswers(hash);
    return async (method, params) => {
      const key = `${method} ${JSON.stringify(params)}`;
      if (kept.has(key)) return kept.get(key);
      const answer = await ask(method, params);
      kept.set(key, answer);
      this.#attempt(() => {
        // In front, too: the line before may have been cut off.
        appendFileSync(this.#answersFile(hash), `\n${JSON.stringify([key, answer])}\n`);
      });
      return answer;
    };
  }

  /** Bytes that the chain's blocks and answers take. */
  size(): number {
    try {
      const files = readdirSync(this.#folder);
      return files.reduce((sum, name) => sum + statSync(join(this.#folder, name)).size, 0);
    } catch {
      return 0;
    }
  }

  #readAnswers(hash: Hex): Map<string, unknown> {
    const kept = new Map<string, unknown>();
    for (const line of readLines(this.#answersFile(hash))) {
      const answer = parseAnswer(line);
      if (answer !== undefined) kept.set(answer.key, answer.answer);
    }
    return kept;
  }

  #attempt(write: () => void): void {
    if (this.#failure !== undefined) return;
    try {
      makeFolder(this.#folder);
      write();
    } catch (error) {
      this.#failure = reasonOf(error);
    }
  }

  #blockFile(hash: Hex): string {
    return join(this.#folder, `${hash}.json.gz`);
  }

  #answersFile(hash: Hex): string {
    return join(this.#folder, `${hash}.answers.jsonl`);
  }
}

function readLines(file: string): readonly string[] {
  try {
    return readFileSync(file, "utf8")
      .split("\n")
      .filter((line) => line !== "");
  } catch {
    return [];
  }
}

function parseAnswer(line: string): { readonly key: string; readonly answer: unknown } | undefined {
  try {
    const parsed: unknown = JSON.parse(line);
    if (!Array.isArray(parsed) || parsed.length !== 2) return undefined;
    // It comes from JSON.
    const [key, answer] = parsed as unknown[];
    return typeof key === "string" ? { key, answer } : undefined;
  } catch {
    return undefined; // it was cut off
  }
}

import { createHash } from "node:crypto";
import { open } from "node:fs/promises";

import { endAfter, type EndOfRecording, PROBLEM_OF_END } from "./end-of-recording.ts";
import { narrowRecord } from "./narrow-record.ts";
import { readLines } from "./read-lines.ts";

/** What a recording is good for: all of it can be read, or it is damaged. */
export type Inspection =
  | {
      readonly kind: "whole";
      /** The same of recordings that say the same. */
      readonly digest: string;
      readonly transactions: number;
    }
  | { readonly kind: "damaged"; readonly problem: string };

/** Reads all of a file. Never throws. */
export async function inspectRecording(path: string): Promise<Inspection> {
  const hash = createHash("sha256");
  let number = 0;
  let transactions = 0;
  let end: EndOfRecording = "missing";
  try {
    for await (const line of readLines(path)) {
      number += 1;
      hash.update(`${line}\n`);
      if (line.trim() === "") continue;
      const record = narrowRecord(line);
      const { kind } = record;
      end = endAfter(record, end);
      if (number === 1 && kind !== "header") return damaged("it does not begin with its header");
      if (kind === "transaction") transactions += 1;
    }
    if (number === 0) return damaged("it is empty");
    if (!(await endsWithLine(path))) return damaged(`it is cut short in line ${number}`);
    if (end !== "whole") return damaged(PROBLEM_OF_END[end]);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return damaged(number === 0 ? reason : `line ${number}: ${reason}`);
  }
  return { kind: "whole", digest: hash.digest("hex"), transactions };
}

function damaged(problem: string): Inspection {
  return { kind: "damaged", problem };
}

/** Each record that was written whole ends its line. */
async function endsWithLine(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1);
    return buffer.toString() === "\n";
  } finally {
    await file.close();
  }
}

import { createReadStream } from "node:fs";

/**
 * The lines of a file, without their ends. They end at "\n" only, with or without a "\r" before it: Node's own readline
 * ends them at U+2028 and U+2029 too, which JSON has as they are, as in the title of a test. Throws where the file
 * cannot be read.
 */
export async function* readLines(path: string): AsyncGenerator<string> {
  let rest = "";
  for await (const chunk of createReadStream(path, { encoding: "utf8" })) {
    const lines = `${rest}${String(chunk)}`.split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) yield withoutReturn(line);
  }
  if (rest !== "") yield withoutReturn(rest);
}

function withoutReturn(line: string): string {
  return line.endsWith("\r") ? line.slice(0, -1) : line;
}

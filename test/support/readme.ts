import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { ROOT } from "./run-hardhat.ts";

const README = readFileSync(join(ROOT, "README.md"), "utf8");

/** The text below a heading, `## Install`, up to the next one that is not below it. */
export function sectionOf(heading: string): string {
  const start = README.indexOf(`\n${heading}\n`);
  assert(start >= 0, `README.md has no ${heading}`);
  const lines = README.slice(start + heading.length + 2).split("\n");
  const next = new RegExp(`^#{1,${heading.indexOf(" ")}} `);
  let isCode = false;
  const end = lines.findIndex((line) => {
    if (line.startsWith("```")) isCode = !isCode;
    return !isCode && next.test(line); // in code it is a comment
  });
  return lines.slice(0, end < 0 ? undefined : end).join("\n");
}

/** The commands of a section, each an indented line. */
export function commandsIn(section: string): readonly string[] {
  return [...section.matchAll(/^ {4}(\S.*)$/gm)].map(([, command]) => command ?? "");
}

/** The first code block of a language in a section. */
export function blockIn(section: string, language: string): string {
  const block = new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, "ms").exec(section)?.[1];
  assert(block !== undefined, `no block of ${language} in: ${section}`);
  return block;
}

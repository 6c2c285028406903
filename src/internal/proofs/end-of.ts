import { stripVTControlCharacters } from "node:util";

const LINES = 40;

/** The end of what a command wrote, without colours: what went wrong stands there. */
export function endOf(output: string): string {
  const lines = stripVTControlCharacters(output).trim().split(/\r?\n/);
  const left = lines.length - LINES;
  return [...(left > 0 ? [`… ${left} more lines`] : []), ...lines.slice(-LINES)].join("\n");
}

/** The same of a compilation that failed, without Hardhat's own words that it did. */
export function compilerSays(output: string): string {
  const said = stripVTControlCharacters(output).replace(/\nError HHE\d+[\s\S]*$/, "");
  return endOf(said.trim() === "" ? output : said);
}

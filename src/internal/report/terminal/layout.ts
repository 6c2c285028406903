import { clean } from "./clean.ts";
import { charWidth, textWidth } from "./text-width.ts";

/**
 * Text broken at spaces into lines of `width` cells at most; a longer word is cut. The text is cleaned
 * first, so whatever users, tests and contracts put into it cannot break the layout.
 */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of clean(text)
    .split(" ")
    .flatMap((one) => cut(one, width))) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (textWidth(longer) <= width) {
      line = longer;
    } else {
      lines.push(line);
      line = word;
    }
  }
  return line === "" ? lines : [...lines, line];
}

/** The text, cleaned, with its begin replaced by `…` if it is wider than `width`: of a path the end says more. */
export function shortenStart(text: string, width: number): string {
  const characters = Array.from(clean(text));
  if (textWidth(characters.join("")) <= width) return characters.join("");
  while (characters.length > 0 && textWidth(characters.join("")) > width - 1) characters.shift();
  return `…${characters.join("")}`;
}

/** Every line after the first indented by `by` cells too. */
export function indent(lines: readonly string[], by: number): readonly string[] {
  return lines.map((line) => " ".repeat(by) + line);
}

/** A word in pieces of `width` cells at most. */
function cut(word: string, width: number): readonly string[] {
  if (textWidth(word) <= width) return word === "" ? [] : [word];
  const pieces: string[] = [];
  let [piece, used] = ["", 0];
  for (const character of word) {
    const cells = charWidth(character);
    if (used + cells > width) {
      pieces.push(piece);
      [piece, used] = ["", 0];
    }
    piece += character;
    used += cells;
  }
  return [...pieces, piece];
}

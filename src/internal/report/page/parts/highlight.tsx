import Prism from "prismjs";
import "prismjs/components/prism-solidity.js";
import type { ComponentChild } from "preact";

interface Piece {
  readonly text: string;
  readonly type: string;
}

/** Solidity, highlighted by Prism, a node a line. Text stays text: nothing of it becomes markup. */
export function highlightLines(source: string): readonly ComponentChild[] {
  const grammar = Prism.languages.solidity;
  const tokens = grammar === undefined ? [source] : Prism.tokenize(source, grammar);
  const lines: Piece[][] = [[]];
  for (const { text, type } of tokens.flatMap((token) => piecesOf(token, ""))) {
    for (const [index, part] of text.split("\n").entries()) {
      if (index > 0) lines.push([]);
      if (part !== "") lines[lines.length - 1]?.push({ text: part, type });
    }
  }
  return lines.map((pieces) =>
    pieces.map(({ text, type }, index) =>
      type === "" ? (
        text
      ) : (
        <span key={index} class={`token-${type}`}>
          {text}
        </span>
      ),
    ),
  );
}

function piecesOf(token: Prism.TokenStream, type: string): Piece[] {
  if (typeof token === "string") return [{ text: token, type }];
  if (Array.isArray(token)) return token.flatMap((one) => piecesOf(one, type));
  return piecesOf(token.content, token.type);
}

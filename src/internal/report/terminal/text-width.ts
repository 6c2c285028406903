/** Cells that a text takes in a terminal. Accents take none; East Asian wide characters and emoji take two. */
export function textWidth(text: string): number {
  let width = 0;
  for (const character of text) width += charWidth(character);
  return width;
}

/** The same for one code point. */
export function charWidth(character: string): number {
  if (character >= " " && character <= "~") return 1;
  if (/[\p{Mn}\p{Me}\p{Cf}]/u.test(character)) return 0;
  return WIDE.test(character) ? 2 : 1;
}

/** Unicode's East_Asian_Width W and F, roughly (UAX #11), and what shows as an emoji by itself. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}\p{Emoji_Presentation}]/u;

/** So many characters of the beginning, and of the end, which tells tests of one suite apart. */
const [BEGINNING, END] = [40, 50];

/** A long text without its middle. */
export function withoutMiddle(text: string): string {
  const characters = Array.from(new Intl.Segmenter().segment(text), ({ segment }) => segment);
  if (characters.length <= BEGINNING + END) return text;
  const parts = [characters.slice(0, BEGINNING), characters.slice(-END)];
  return parts.map((part) => part.join("").trim()).join(" … ");
}

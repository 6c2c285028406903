/** `"0-1 0-2"` as pairs of numbers. */
export function parseEdges(text: string): readonly (readonly [number, number])[] {
  return text.split(/\s+/).map((edge) => {
    const [earlier = NaN, later = NaN] = edge.split("-").map(Number);
    return [earlier, later];
  });
}

/** Data as JSON: indented, but for lists of numbers, of which each takes one line. Ends with a line break. */
export function renderJson(data: unknown): string {
  return `${numbersOnOneLine(JSON.stringify(data, null, 2))}\n`;
}

const LIST_OF_NUMBERS = /\[\n\s+(?:-?\d[\d.e+-]*|null)(?:,\n\s+(?:-?\d[\d.e+-]*|null))*\n\s*\]/g;

/** A list of numbers takes one line. Strings are left alone, as none holds a raw line break. */
function numbersOnOneLine(json: string): string {
  return json.replace(LIST_OF_NUMBERS, (list) => list.replace(/\n\s*/g, "").replaceAll(",", ", "));
}

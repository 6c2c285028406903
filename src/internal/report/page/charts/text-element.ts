/** A line each. An element, so that nothing that a contract or a test is called becomes markup. */
export function textElement(lines: readonly string[]): HTMLElement {
  const element = document.createElement("div");
  // Names may be longer than the chart is wide.
  Object.assign(element.style, {
    maxWidth: "min(60ch, 75vw)",
    whiteSpace: "normal",
    overflowWrap: "anywhere",
  });
  for (const line of lines) {
    const row = document.createElement("div");
    row.textContent = line;
    element.append(row);
  }
  return element;
}

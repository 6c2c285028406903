/** What went wrong, in words: never empty, whatever was thrown. */
export function reasonOf(error: unknown): string {
  if (error instanceof Error) {
    const { name, message } = error;
    return message.trim() === "" ? `${name} without a message` : message;
  }
  if (typeof error === "string" && error !== "") return error;
  return `no error was thrown, but ${inWords(error)}`;
}

function inWords(value: unknown): string {
  if (value === "") return "an empty text";
  // Not all objects can be made a text.
  if (typeof value === "object" && value !== null) return "an object";
  return String(value);
}

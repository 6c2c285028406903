/** An option's value. Throws what the user has to change. */
export function wholeNumber(option: string, text: string, minimum: number): number {
  const value = Number(text);
  if (text.trim() !== "" && Number.isSafeInteger(value) && value >= minimum) return value;
  throw new Error(`--${option} must be a whole number of ${minimum} or more, not "${text}".`);
}

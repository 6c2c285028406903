/** `1,234,567`. */
export function figure(value: number): string {
  return String(value).replace(/\B(?=(?:\d{3})+$)/g, ",");
}

/** `1 transaction`, `12 transactions`. */
export function count(value: number, noun: string): string {
  return `${figure(value)} ${value === 1 ? noun : `${noun}s`}`;
}

/** `1.30x`, `15.9x`, `120x`: five characters at most up to 9999. */
export function ratio(value: number): string {
  return `${value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0)}x`;
}

/** `0.87`, `43.8`, `1,234`: milliseconds with three digits or more. */
export function milliseconds(value: number): string {
  const [whole = "", ...decimals] = value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0).split(".");
  return [figure(Number(whole)), ...decimals].join(".");
}

/** `3 of one thing, 2 of another`, cut after `limit` with what is left counted. */
export function listing(texts: readonly string[], limit: number): string {
  const rest = texts.length - limit;
  if (rest <= 1) return texts.join(", ");
  return `${texts.slice(0, limit).join(", ")} and ${figure(rest)} more`;
}

/** Of versions like `0.8.37`; what follows the numbers does not matter. */
export function isAtLeast(
  version: string,
  [major, minor, patch]: readonly [major: number, minor: number, patch: number],
): boolean {
  const [a = 0, b = 0, c = 0] = version.split(/[.+-]/).map(Number);
  if (a !== major) return a > major;
  return b === minor ? c >= patch : b > minor;
}

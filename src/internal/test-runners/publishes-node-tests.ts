/**
 * True when this version of Node publishes on the diagnostics channel `tracing:node.test` which
 * node:test test runs: from 24.21 and 26 on. (Earlier ones may do so too; then the way that older
 * versions take is right all the same, only less exact.)
 */
export function publishesNodeTests(version: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major >= 26 || (major === 24 && minor >= 21);
}

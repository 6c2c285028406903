import { readFileSync } from "node:fs";

/** The same from `src` and from `dist`. */
const MANIFEST = new URL("../../../package.json", import.meta.url);

/** Of this plugin. */
export function pluginVersion(): string {
  const { version } = JSON.parse(readFileSync(MANIFEST, "utf8")) as { version: string }; // our own
  return version;
}

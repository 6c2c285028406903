/** URL of a file of this folder, which is TypeScript as source and JavaScript when built. */
export function siblingFile(name: string): URL {
  const extension = import.meta.url.endsWith(".ts") ? ".ts" : ".js";
  return new URL(`./${name}${extension}`, import.meta.url);
}

/**
 * The text of a fixture project's config file with further options; its own `parallelEvm` gives
 * way to theirs, as the second of two equal keys would win.
 */
export function withOptions(text: string, options: string): string {
  const own = /\n *\/\/[^\n]*\n *parallelEvm: [^\n]*(?=\n)/;
  const rest = options.includes("parallelEvm:") ? text.replace(own, "") : text;
  return rest.replace("solidity: {", `${options}\n  solidity: {`);
}

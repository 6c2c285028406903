import { readFileSync } from "node:fs";
import { join } from "node:path";

/** What Hardhat compiled of `contracts/NAME.sol` in a project. */
export function artifactOf(project: string, name: string): { readonly bytecode: string } {
  const file = join(project, "artifacts/contracts", `${name}.sol`, `${name}.json`);
  const { bytecode } = JSON.parse(readFileSync(file, "utf8")) as { bytecode: string };
  return { bytecode };
}

// Runs the demo project with the flag, as a user would. Plain JavaScript: it is run before anything is built.
import { spawnSync } from "node:child_process";
import { delimiter } from "node:path";
import { fileURLToPath } from "node:url";

const project = fileURLToPath(new URL("../../fixture-projects/token-launch", import.meta.url));
const bin = fileURLToPath(new URL("../../node_modules/.bin", import.meta.url));
const cli = fileURLToPath(new URL("../../node_modules/hardhat/dist/src/cli.js", import.meta.url));

console.log("$ cd fixture-projects/token-launch && npx hardhat test --parallel-evm\n");
const { status } = spawnSync(process.execPath, [cli, "test", "--parallel-evm"], {
  cwd: project,
  stdio: "inherit",
  env: { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH ?? ""}` },
});
process.exit(status ?? 1);

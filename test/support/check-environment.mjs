// Runs under any Node: says what to run instead of failing obscurely later. Plain JavaScript on purpose.
import { createRequire } from "node:module";

const INSTALL = "npx -y -p node@24 -c 'npm install'";
const MINIMUM = [22, 18, 0];

const problem = nodeTooOld() ?? nativePackageMissing();
if (problem !== undefined) {
  console.error(`\n${problem}\n`);
  process.exit(1);
}

function nodeTooOld() {
  const current = process.versions.node.split(".").map(Number);
  for (const [i, minimum] of MINIMUM.entries()) {
    if (current[i] > minimum) return undefined;
    if (current[i] < minimum) {
      return [
        `Node.js ${process.versions.node} is too old: Hardhat 3 and this project's tests need ${MINIMUM.join(".")} or newer.`,
        `Install the dependencies, Node.js 24 among them, with:`,
        `    ${INSTALL}`,
        `After that, npm test and npm run demo work by themselves.`,
      ].join("\n");
    }
  }
  return undefined;
}

function nativePackageMissing() {
  const require = createRequire(import.meta.url);
  try {
    require("@nomicfoundation/edr");
    return undefined;
  } catch (error) {
    return [
      `Hardhat's native package @nomicfoundation/edr cannot be loaded on ${process.platform}-${process.arch}.`,
      `npm leaves it out without a word when it runs under a Node.js older than 22. Install again with:`,
      `    ${INSTALL}`,
      `(${String(error instanceof Error ? error.message : error).split("\n")[0]})`,
    ].join("\n");
  }
}

/**
 * Makes the report of the newest recording again, in the working directory, as `hardhat parallel-evm report`
 * does, and writes its peak memory in bytes to file descriptor 3. For analysis.ts.
 */
import { writeSync } from "node:fs";
import { fileURLToPath } from "node:url";

const CLI = fileURLToPath(new URL("../../node_modules/hardhat/dist/src/cli.js", import.meta.url));

// All threads are of this process, and Hardhat's own network is, too. Node counts in KiB.
process.on("exit", () => writeSync(3, String(process.resourceUsage().maxRSS * 1024)));
process.argv = [process.execPath, CLI, "parallel-evm", "report"];
await import(CLI);

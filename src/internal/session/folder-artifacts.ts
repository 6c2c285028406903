import { access, readdir } from "node:fs/promises";
import { join } from "node:path";

import type { BuildInfoFiles } from "./load-contracts.ts";

/** The build infos in a folder of artifacts that is not this project's, where Hardhat keeps them. */
export function folderArtifacts(folder: string): BuildInfoFiles {
  const path = (name: string) => join(folder, "build-info", name);
  const existing = async (name: string) =>
    access(path(name)).then(
      () => path(name),
      () => undefined,
    );
  return {
    getAllBuildInfoIds: async () => {
      const names = await readdir(path("")).catch(() => []);
      const ids = names.flatMap((name) => /^(.+?)(?<!\.output)\.json$/.exec(name)?.[1] ?? []);
      return new Set(ids);
    },
    getBuildInfoPath: (id) => existing(`${id}.json`),
    getBuildInfoOutputPath: (id) => existing(`${id}.output.json`),
  };
}

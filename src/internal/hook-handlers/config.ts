import { availableParallelism } from "node:os";

import type { ConfigHooks } from "hardhat/types/hooks";

import { addNetwork } from "../config/add-network.ts";
import { keepWithin, proofEnvironment } from "../config/proof-environment.ts";
import { resolveConfig } from "../config/resolve-config.ts";
import { selectStorageLayout } from "../config/select-storage-layout.ts";
import { validateUserConfig } from "../config/validate-user-config.ts";

const configHooks = (): Promise<Partial<ConfigHooks>> =>
  Promise.resolve({
    // The builtin plugins fill in networks.default, so it is copied after them.
    extendUserConfig: async (config, next) => addNetwork(await next(config)),

    validateUserConfig: (userConfig) => Promise.resolve(validateUserConfig(userConfig)),

    resolveUserConfig: async (userConfig, resolveVariable, next) => {
      const resolved = selectStorageLayout(await next(userConfig, resolveVariable));
      const section = userConfig.parallelEvm;
      const proof = proofEnvironment(process.env);
      const { root } = resolved.paths;
      const parallelEvm = resolveConfig(section, root, availableParallelism(), proof?.folder);
      return { ...(proof === undefined ? resolved : keepWithin(resolved)), parallelEvm };
    },
  });

export default configHooks;

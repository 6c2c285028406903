import type { HardhatUserConfig } from "hardhat/types/config";

/** Connections to this network are observed even without the flag. */
export const OBSERVED_NETWORK = "parallelEvm";

/**
 * Adds the network `parallelEvm`: a copy of the default network, as a suite may depend on settings
 * of its own such as `allowUnlimitedContractSize`. A network of that name of the user's stays as it
 * is, which also makes this idempotent: Hardhat extends the config again for `network.create`.
 */
export function addNetwork(config: HardhatUserConfig): HardhatUserConfig {
  const networks = config.networks ?? {};
  if (networks[OBSERVED_NETWORK] !== undefined) return config;
  const standard = networks.default;
  const network =
    standard?.type === "edr-simulated" ? { ...standard } : { type: "edr-simulated" as const };
  return { ...config, networks: { ...networks, [OBSERVED_NETWORK]: network } };
}

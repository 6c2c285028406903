import type { HardhatConfig } from "hardhat/types/config";

type SolidityConfig = HardhatConfig["solidity"];
type CompilerConfig = SolidityConfig["profiles"][string]["compilers"][number];

/**
 * Asks every compiler of every profile for `storageLayout`, which turns slots into variable names.
 * Always, not only with the flag: the output selection is part of a build's id, so a selection that
 * came and went with the flag would recompile the project each time.
 */
export function selectStorageLayout(config: HardhatConfig): HardhatConfig {
  const { solidity } = config;
  const profiles = mapValues(solidity.profiles, (profile) => ({
    ...profile,
    compilers: profile.compilers.map(withStorageLayout),
    overrides: mapValues(profile.overrides, withStorageLayout),
  }));
  return { ...config, solidity: { ...solidity, profiles } };
}

function withStorageLayout(compiler: CompilerConfig): CompilerConfig {
  const settings: unknown = compiler.settings;
  const selection = field(settings, "outputSelection");
  const ofAllFiles = field(selection, "*");
  const ofAllContracts: unknown = ofAllFiles["*"];
  const outputs: unknown[] = Array.isArray(ofAllContracts) ? ofAllContracts : [];
  if (outputs.includes("storageLayout") || outputs.includes("*")) return compiler;
  return {
    ...compiler,
    settings: {
      ...compiler.settings,
      outputSelection: {
        ...selection,
        "*": { ...ofAllFiles, "*": [...outputs, "storageLayout"] },
      },
    },
  };
}

/** The object at `key` of whatever the user wrote; empty if there is none. */
function field(value: unknown, key: string): Record<string, unknown> {
  if (typeof value !== "object" || value === null) return {};
  const inner: unknown = Object.entries(value).find(([name]) => name === key)?.[1];
  return typeof inner === "object" && inner !== null ? { ...inner } : {};
}

function mapValues<T, R>(object: Record<string, T>, map: (value: T) => R): Record<string, R> {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, map(value)]));
}

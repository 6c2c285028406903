import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type {
  CompiledCode,
  ContractInfo,
  SourceFile,
  StorageLayout,
} from "../../../src/internal/model/contract.ts";

const require = createRequire(import.meta.url);

export interface CompilerSettings {
  readonly optimizer: boolean;
  readonly viaIR: boolean;
}

export const LEGACY: CompilerSettings = { optimizer: false, viaIR: false };
export const OPTIMIZED: CompilerSettings = { optimizer: true, viaIR: false };
export const VIA_IR: CompilerSettings = { optimizer: true, viaIR: true };
export const VIA_IR_PLAIN: CompilerSettings = { optimizer: false, viaIR: true };

interface Bytecode {
  readonly object: string;
  readonly sourceMap: string;
  readonly immutableReferences?: Readonly<Record<string, { start: number; length: number }[]>>;
  readonly linkReferences: Readonly<
    Record<string, Readonly<Record<string, { start: number; length: number }[]>>>
  >;
}

interface SolcOutput {
  readonly errors?: readonly { readonly severity: string; readonly formattedMessage: string }[];
  readonly sources: Readonly<Record<string, { readonly id: number; readonly ast: unknown }>>;
  readonly contracts: Readonly<
    Record<
      string,
      Readonly<
        Record<
          string,
          {
            readonly abi: readonly unknown[];
            readonly storageLayout: StorageLayout;
            readonly evm: { readonly bytecode: Bytecode; readonly deployedBytecode: Bytecode };
          }
        >
      >
    >
  >;
}

/** Compiles with the real compiler; imports are taken from node_modules. Names are `<file>:<contract>`. */
export function compile(
  files: Readonly<Record<string, string>>,
  settings: CompilerSettings = LEGACY,
  compiler: Compiler = "solc",
): ContractInfo[] {
  const sources = new Map(Object.entries(files));
  const output = runSolc(sources, settings, compiler);
  const numbered: (SourceFile | undefined)[] = [];
  for (const [path, { id, ast }] of Object.entries(output.sources)) {
    const isExternal = !Object.hasOwn(files, path);
    numbered[id] = { path, content: sources.get(path) ?? "", ast, isExternal };
  }
  return Object.entries(output.contracts).flatMap(([path, contracts]) =>
    Object.entries(contracts).map(([name, contract]) => ({
      name: `${path}:${name}`,
      abi: contract.abi,
      storageLayout: contract.storageLayout,
      creation: codeOf(contract.evm.bytecode),
      runtime: codeOf(contract.evm.deployedBytecode),
      sources: numbered,
      compiler: { version: output.version },
    })),
  );
}

export function contractNamed(contracts: readonly ContractInfo[], name: string): ContractInfo {
  const found = contracts.find((contract) => contract.name.endsWith(`:${name}`));
  if (found === undefined) throw new Error(`No contract ${name}`);
  return found;
}

/** Packages: the newest, 0.6.12 and 0.7.6. */
export type Compiler = "solc" | "solc06" | "solc07";

function runSolc(
  sources: Map<string, string>,
  settings: CompilerSettings,
  compiler: Compiler,
): SolcOutput & { readonly version: string } {
  // The package has no types of its own.
  const solc = require(compiler) as {
    compile(input: string, callbacks: { import: (path: string) => { contents: string } }): string;
    version(): string;
  };
  const input = {
    language: "Solidity",
    sources: Object.fromEntries([...sources].map(([path, content]) => [path, { content }])),
    settings: {
      optimizer: { enabled: settings.optimizer },
      ...(settings.viaIR ? { viaIR: true } : {}),
      outputSelection: {
        "*": {
          "": ["ast"],
          "*": ["abi", "storageLayout", "evm.bytecode", "evm.deployedBytecode"],
        },
      },
    },
  };
  const text = solc.compile(JSON.stringify(input), {
    import: (path) => {
      const contents = readFileSync(require.resolve(path), "utf8");
      sources.set(path, contents);
      return { contents };
    },
  });
  // Compiler output, in the documented shape.
  const output = JSON.parse(text) as SolcOutput;
  const errors = (output.errors ?? []).filter(({ severity }) => severity === "error");
  if (errors.length > 0) throw new Error(errors.map((one) => one.formattedMessage).join("\n"));
  const [version = ""] = solc.version().split("+");
  return { ...output, version };
}

function codeOf({
  object,
  sourceMap,
  immutableReferences,
  linkReferences,
}: Bytecode): CompiledCode {
  return {
    object,
    sourceMap,
    variableRanges: [
      ...Object.values(immutableReferences ?? {}).flat(),
      ...Object.values(linkReferences).flatMap((libraries) => Object.values(libraries).flat()),
    ],
  };
}

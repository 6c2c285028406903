import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { globSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";

const SOURCE = fileURLToPath(new URL("../src", import.meta.url));

/** Folders of src/internal that do one stage each; they never import each other. */
const WORK = [
  "config",
  "recording",
  "block-files",
  "chain",
  "scenarios",
  "crowds",
  "experiments",
  "executor",
  "analysis",
  "budgets",
  "slot-naming",
  "suggestions",
  "proofs",
  "report",
];
const BASE = ["model", "primitives"];
const ENTRY = ["hook-handlers", "tasks", "matchers", "test-runners"];

/** Who may import whom: the star of the design. `.` stands for the files directly in src. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  primitives: [],
  model: ["primitives"],
  ...Object.fromEntries(WORK.map((folder) => [folder, BASE])),
  session: [...WORK, ...BASE],
  ...Object.fromEntries(ENTRY.map((folder) => [folder, ["session", "config", ...BASE, "."]])),
  // They start what the test runners load.
  "hook-handlers": ["test-runners", "matchers", "session", "config", ...BASE],
  tasks: ["test-runners", "session", "config", ...BASE],
  ".": [...ENTRY, "model", "config"],
};

const PAGE = "internal/report/page/";
const TEXTS = "internal/report/texts/";

interface SourceFile {
  readonly path: string;
  readonly folder: string;
  readonly text: string;
  readonly code: string;
  readonly imports: readonly string[];
}

const files = globSync("**/*.{ts,tsx}", { cwd: SOURCE }).sort().map(readSource);

describe("the import table", () => {
  it("covers every folder", () => {
    const folders = new Set(files.map(({ folder }) => folder));
    assert(folders.size > 8);
    for (const folder of folders) assert(folder in MAY_IMPORT, `${folder} is not in the table`);
  });

  it("is kept by every import", () => {
    const offences = files.flatMap(({ path, folder, imports }) =>
      imports
        .filter((specifier) => specifier.startsWith("."))
        .map((specifier) => folderOf(resolve(SOURCE, dirname(path), specifier)))
        .filter((target) => target !== folder && !MAY_IMPORT[folder]?.includes(target))
        .map((target) => `${path} imports from ${target}`),
    );
    assert.deepEqual(offences, []);
  });

  it("lets the types of the plugin be imported from anywhere above only as types", () => {
    const model = files.filter(({ folder }) => folder === "model");
    for (const { path, imports } of model) {
      for (const specifier of imports) assert(!specifier.startsWith("@"), `${path}: ${specifier}`);
    }
  });
});

describe("what occurs in one place only", () => {
  const onlyIn = (
    pattern: RegExp,
    folders: readonly string[],
    what: (file: SourceFile) => string,
  ) => {
    const offences = files
      .filter(({ folder }) => !folders.includes(folder))
      .filter((file) => pattern.test(what(file)))
      .map(({ path }) => path);
    assert.deepEqual(offences, []);
  };

  it("EthereumJS and worker threads: the executor", () => {
    onlyIn(/@ethereumjs\//, ["executor"], ({ imports }) => imports.join("\n"));
    onlyIn(/node:worker_threads/, ["executor"], ({ imports }) => imports.join("\n"));
  });

  it("what a browser has: the page of the report, which takes nothing of Node's and no more of the report than its texts", () => {
    const isPage = ({ path }: SourceFile) => path.startsWith(PAGE);
    const offences = files.filter(isPage).flatMap(({ path, imports }) =>
      imports
        .map((specifier) =>
          specifier.startsWith(".")
            ? relative(SOURCE, resolve(SOURCE, dirname(path), specifier))
                .split(sep)
                .join("/")
            : specifier,
        )
        .filter((target) => target.startsWith("node:") || target.startsWith("internal/report/"))
        .filter((target) => !target.startsWith(PAGE) && !target.startsWith(TEXTS))
        .map((target) => `${path} imports ${target}`),
    );
    assert.deepEqual(offences, []);
    const others = files.filter(
      (file) => !isPage(file) && file.imports.some((one) => one.includes("/page/")),
    );
    assert.deepEqual(
      others.map(({ path }) => path),
      [],
    );
  });

  it("JSON-RPC method names: recording and chain", () => {
    const methods = /["'`](?:eth|evm|debug|hardhat|net|web3|txpool)_[a-zA-Z]+["'`]/;
    onlyIn(methods, ["recording", "chain"], ({ code }) => code);
  });

  it("console: report and tasks", () => {
    onlyIn(/\bconsole\./, ["report", "tasks"], ({ code }) => code);
  });

  it("no folder is called utils or helpers", () => {
    for (const { path } of files)
      assert(!/(?:^|[/])(?:utils?|helpers?|common)[/.]/.test(path), path);
  });
});

describe("files", () => {
  it("are named in kebab-case", () => {
    for (const { path } of files) assert.match(path, /^(?:[a-z0-9]+(?:-[a-z0-9]+)*[/.])+tsx?$/);
  });

  it("stay short enough to read", () => {
    for (const { path, text } of files) {
      assert(text.split("\n").length <= 350, `${path} has ${text.split("\n").length} lines`);
    }
  });
});

function readSource(path: string): SourceFile {
  const text = readFileSync(join(SOURCE, path), "utf8");
  const code = text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/(^|\s)\/\/.*$/gm, "$1");
  const specifiers = /(?:\bfrom\s*|\bimport\s*\(?\s*)["']([^"']+)["']/g;
  const imports = [...code.matchAll(specifiers)].map(([, specifier = ""]) => specifier);
  return {
    path: path.split(sep).join("/"),
    folder: folderOf(join(SOURCE, path)),
    text,
    code,
    imports,
  };
}

function folderOf(file: string): string {
  const [top, folder, ...rest] = relative(SOURCE, file).split(sep);
  return top === "internal" && rest.length > 0 ? (folder ?? ".") : ".";
}

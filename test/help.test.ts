/** What `--help` prints comes from the plugin's definition; the README must say the same, and no more. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";

import { ArgumentType } from "hardhat/types/arguments";

import plugin from "../src/index.ts";
import { sectionOf } from "./support/readme.ts";
import { ROOT } from "./support/run-hardhat.ts";

const tables = sectionOf("## Options");
const globalOptions = plugin.globalOptions ?? [];
const tasks = (plugin.tasks ?? []).filter((task) => "positionalArguments" in task);

/** First cells of the rows of all tables of a section, without backquotes. */
function firstCells(section: string): readonly string[] {
  return [...section.matchAll(/^\| `(.+?)` \|/gm)].map(([, cell]) => cell ?? "");
}

function flagOf(name: string): string {
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

describe("the README", () => {
  it("has the global options", () => {
    const flags = firstCells(tables).filter((cell) => cell.startsWith("--"));
    assert.deepEqual(
      flags.map((flag) => flag.split(" ")[0]).sort(),
      globalOptions.map(({ name }) => flagOf(name)).sort(),
    );
    for (const { name, description, type } of globalOptions) {
      const hasValue = flags.some((flag) => flag.startsWith(`${flagOf(name)} `));
      assert.equal(hasValue, type !== ArgumentType.FLAG, name);
      assert.notEqual(description, "", name);
    }
  });

  it("has the tasks, with their arguments and options", () => {
    const shown = firstCells(tables).filter((cell) => cell.startsWith("npx hardhat parallel-evm"));
    const defined = tasks.map((task) => {
      const files = task.positionalArguments.map(({ isVariadic }) => (isVariadic ? "…" : ""));
      const options = Object.values(task.options).map(({ name }) => flagOf(name));
      return [`npx hardhat ${task.id.join(" ")}`, files.join(""), ...options.sort()];
    });
    assert.deepEqual(
      shown
        .map((cell) => {
          const [, command, rest = ""] = /^(npx hardhat parallel-evm \w+)(.*)$/.exec(cell) ?? [];
          const options = [...rest.matchAll(/--[a-z-]+/g)].map(([flag]) => flag);
          return [command, rest.includes("…") ? "…" : "", ...options.sort()];
        })
        .sort(),
      defined.sort(),
    );
  });

  for (const [heading, task] of [
    ["## Prove a refactor", "prove"],
    ["## Replaying blocks", "replay"],
  ] as const) {
    it(`has each option of ${task}, and its default`, () => {
      const definition = tasks.find(({ id }) => id.at(-1) === task);
      assert(definition !== undefined);
      const rows = [
        ...sectionOf(heading).matchAll(/^\| `(--[a-z-]+)[^`]*` \|(?: string \|)? ?`?(\w*)/gm),
      ];
      assert.deepEqual(
        rows.map(([, flag]) => flag).sort(),
        Object.keys(definition.options).map(flagOf).sort(),
      );
      for (const { name, defaultValue } of Object.values(definition.options)) {
        if (typeof defaultValue !== "number") continue;
        const row = rows.find(([, flag]) => flag === flagOf(name));
        assert.equal(row?.[2], String(defaultValue), name);
      }
    });
  }

  it("has the code of every error", () => {
    const readme = readFileSync(join(ROOT, "README.md"), "utf8");
    const source = readFileSync(join(ROOT, "src/internal/primitives/plugin-error.ts"), "utf8");
    const codes = [...source.matchAll(/^ {2}(PE\d{3}): \{$/gm)].map(([, code]) => code ?? "");
    assert(codes.length > 20);
    for (const code of codes) assert(readme.includes(`\`${code}\``), code);
  });
});

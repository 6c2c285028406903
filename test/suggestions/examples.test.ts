import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";

import { ALL_RULES, ruleOf } from "../../src/internal/suggestions/all-rules.ts";
import { compile } from "../slot-naming/support/compile.ts";

describe("the rules", () => {
  it("have ids of their own, in kebab-case", () => {
    const ids = ALL_RULES.map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length);
    for (const id of ids) {
      assert.match(id, /^[a-z0-9]+(-[a-z0-9]+)*$/);
      assert.equal(ruleOf(id)?.id, id);
    }
    assert.equal(ruleOf("no-such-rule"), undefined);
  });

  it("stand in the README, with title, impact and confidence", () => {
    const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
    const rows = readme.split("\n").map((line) => line.replace(/\s+/g, " "));
    for (const { id, title, impact, confidence } of ALL_RULES) {
      const levels = Object.keys(confidence).join(", ");
      const row = `| \`${id}\` | ${title} | ${impact} | ${levels} |`;
      assert(
        rows.some((line) => line.startsWith(row)),
        row,
      );
    }
  });

  for (const rule of ALL_RULES) {
    it(`${rule.id} says all that a page needs, and its examples compile`, () => {
      for (const text of [rule.title, rule.detects, rule.refactor, rule.price]) {
        assert(text.trim().length > 10, text);
      }
      assert(!rule.title.endsWith("."));
      const sure = Object.entries(rule.confidence);
      assert(sure.length > 0);
      for (const [level, text] of sure) {
        assert(["high", "medium", "low"].includes(level));
        assert(text.trim().length > 10 && text.endsWith("."), text);
        // What is always so has no other level.
        assert.equal(text.startsWith("Always: "), sure.length === 1, text);
      }
      assert(rule.sources.length > 0);
      for (const source of rule.sources) assert.match(source, /^https:\/\//);
      assert.notEqual(rule.bad, rule.better);
      for (const [name, solidity] of Object.entries({ bad: rule.bad, better: rule.better })) {
        assert(compile({ [`${rule.id}-${name}.sol`]: solidity }).length > 0);
      }
    });
  }
});

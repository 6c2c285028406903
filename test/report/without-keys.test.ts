import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { withoutKeys } from "../../src/internal/report/without-keys.ts";

describe("withoutKeys", () => {
  for (const [path, expected] of [
    ["totalSupply", "totalSupply"],
    ["members.length", "members.length"],
    ["balances[msg.sender]", "balances[*]"],
    ["allowed[msg.sender][arg:spender].debt", "allowed[*][*].debt"],
    ["accounts[arg:users[0]].debt", "accounts[*].debt"],
    ['names["a]b\\"c"].x', "names[*].x"],
    ["broken]x[y", "broken]x[*"],
  ] as const) {
    it(`makes ${expected} of ${path}`, () => {
      assert.equal(withoutKeys(path), expected);
    });
  }
});

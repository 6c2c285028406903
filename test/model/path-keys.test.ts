import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { keysInPath, withoutKeys } from "../../src/internal/model/path-keys.ts";

describe("withoutKeys", () => {
  for (const [path, expected] of [
    ["totalSupply", "totalSupply"],
    ["members.length", "members.length"],
    ["balances[msg.sender]", "balances[*]"],
    ["allowed[msg.sender][arg:spender].debt", "allowed[*][*].debt"],
    ["accounts[arg:users[0]].debt", "accounts[*].debt"],
    ['names["a]b\\"c"].x', "names[*].x"],
    ["broken]x[y", "broken]x[*]"],
  ] as const) {
    it(`makes ${expected} of ${path}`, () => {
      assert.equal(withoutKeys(path), expected);
    });
  }

  it("puts something else in their place, or nothing", () => {
    assert.equal(withoutKeys("posts[idOf[msg.sender]].n", ""), "posts.n");
  });
});

describe("keysInPath", () => {
  it("gives the outer ones, in their order", () => {
    assert.deepEqual(keysInPath("pools[arg:pid].of[msg.sender]"), ["arg:pid", "msg.sender"]);
    assert.deepEqual(keysInPath("posts[idOf[msg.sender]]"), ["idOf[msg.sender]"]);
    assert.deepEqual(keysInPath("total"), []);
  });
});

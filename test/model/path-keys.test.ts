import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { keysInPath, withOpenKeys, withoutKeys } from "../../src/internal/model/path-keys.ts";

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

describe("withOpenKeys", () => {
  for (const [path, others, expected] of [
    ['sold["a]"]', ['sold["#"]'], "sold[*]"],
    ["at[1].of[msg.sender]", ["at[1].of[arg:to]", "at[2].of[msg.sender]"], "at[*].of[msg.sender]"],
    ["votes[true]", ["votes[false]"], "votes[*]"],
    // One entry, or one that each user has: nothing else is meant.
    ['sold["a"]', ['sold["a"]', "sold[arg:what]"], 'sold["a"]'],
    ["balances[msg.sender]", ["balances[arg:from]", "balances[0x01]"], "balances[msg.sender]"],
    ["total", ["total"], "total"],
  ] as const) {
    it(`makes ${expected} of ${path} beside ${others.join(", ")}`, () => {
      assert.equal(withOpenKeys(path, others), expected);
    });
  }
});

describe("keysInPath", () => {
  it("gives the outer ones, in their order", () => {
    assert.deepEqual(keysInPath("pools[arg:pid].of[msg.sender]"), ["arg:pid", "msg.sender"]);
    assert.deepEqual(keysInPath("posts[idOf[msg.sender]]"), ["idOf[msg.sender]"]);
    assert.deepEqual(keysInPath("total"), []);
  });
});

import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { type FunctionKey, selectPairs } from "../../src/internal/crowds/select-pairs.ts";
import type { CloneableCall } from "../../src/internal/crowds/study-call.ts";
import type { Address } from "../../src/internal/model/location.ts";
import { BOB, cloneable, knownCall, TOKEN } from "./support/known.ts";

/** Calls by name: `f` of contract A, `B.g` of contract B, `?` of none; behind `@` where it is deployed. */
class Calls {
  readonly names = new Map<CloneableCall, string>();

  of(...names: readonly string[]): CloneableCall[] {
    return names.map((name) => {
      const to: Address = name.includes("@") ? BOB : TOKEN;
      const call = cloneable(knownCall({ fields: { to } }));
      this.names.set(call, name);
      return call;
    });
  }

  keyOf = (call: CloneableCall): FunctionKey | undefined => {
    const [name = ""] = (this.names.get(call) ?? "").split(/[@#]/);
    const [contract, ofContract] = name.includes(".") ? name.split(".") : ["A", name];
    if (name === "?" || contract === undefined || ofContract === undefined) return undefined;
    return { contract, function: ofContract };
  };

  pairs(...names: readonly string[]): string[] {
    const calls = this.of(...names);
    return selectPairs(calls, this.keyOf).map(
      ({ contract, a, b, calls: pairs }) =>
        `${contract} ${a} ${b}: ${pairs
          .map((pair) => `${this.names.get(pair.a) ?? ""}+${this.names.get(pair.b) ?? ""}`)
          .join(", ")}`,
    );
  }
}

describe("selectPairs", () => {
  it("puts each function beside each, itself too, sorted", () => {
    assert.deepEqual(new Calls().pairs("g", "f"), ["A f f: f+f", "A f g: f+g", "A g g: g+g"]);
  });

  it("keeps contracts apart, sorted as well", () => {
    assert.deepEqual(new Calls().pairs("B.f", "f", "B.e"), [
      "A f f: f+f",
      "B e e: B.e+B.e",
      "B e f: B.e+B.f",
      "B f f: B.f+B.f",
    ]);
  });

  it("leaves out what has no name", () => {
    assert.deepEqual(new Calls().pairs("?", "f"), ["A f f: f+f"]);
    assert.deepEqual(new Calls().pairs("?"), []);
  });

  it("takes each two paths once, of three paths of a function, four pairs at most", () => {
    assert.deepEqual(new Calls().pairs("f#1", "f#2", "g"), [
      "A f f: f#1+f#1, f#1+f#2, f#2+f#2",
      "A f g: f#1+g, f#2+g",
      "A g g: g+g",
    ]);
    assert.deepEqual(new Calls().pairs("f#1", "f#2", "f#3", "f#4"), [
      "A f f: f#1+f#1, f#1+f#2, f#1+f#3, f#2+f#2",
    ]);
  });

  it("has calls of the same deployment meet", () => {
    assert.deepEqual(new Calls().pairs("f", "f@", "g@"), [
      "A f f: f+f, f@+f@",
      "A f g: f@+g@",
      "A g g: g@+g@",
    ]);
  });

  it("has one pair of different ones where there is none of the same", () => {
    assert.deepEqual(new Calls().pairs("f#1", "f#2", "g@"), [
      "A f f: f#1+f#1, f#1+f#2, f#2+f#2",
      "A f g: f#1+g@",
      "A g g: g@+g@",
    ]);
  });
});

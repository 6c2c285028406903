import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { clean } from "../../../src/internal/report/terminal/clean.ts";
import { count, figure, listing, ratio } from "../../../src/internal/report/texts/figures.ts";
import { shortenStart, wrap } from "../../../src/internal/report/terminal/layout.ts";
import { textWidth } from "../../../src/internal/report/terminal/text-width.ts";

describe("textWidth", () => {
  it("counts cells", () => {
    assert.equal(textWidth("plain …→"), 8);
    assert.equal(textWidth("日本語"), 6);
    assert.equal(textWidth("한글"), 4);
    assert.equal(textWidth("🚀"), 2);
    assert.equal(textWidth("e\u0301"), 1);
  });
});

describe("wrap", () => {
  it("breaks at spaces and cuts what is too long", () => {
    assert.deepEqual(wrap("one two three", 7), ["one two", "three"]);
    assert.deepEqual(wrap("a bcdefghij k", 4), ["a", "bcde", "fghi", "j k"]);
    assert.deepEqual(wrap("日本語日本語", 5), ["日本", "語日", "本語"]);
    assert.deepEqual(wrap("  ", 5), []);
  });
});

describe("shortenStart", () => {
  it("keeps the end", () => {
    assert.equal(shortenStart("contracts/Token.sol:12", 30), "contracts/Token.sol:12");
    assert.equal(shortenStart("contracts/Token.sol:12", 13), "…Token.sol:12");
    assert.equal(shortenStart("日本語", 4), "…語");
  });
});

describe("clean", () => {
  it("leaves what a terminal shows", () => {
    assert.equal(clean("\u001b[31mred\u001b[0m"), "red");
    assert.equal(clean("a\r\n\tb\u2028c\u00a0d"), "a b c d");
    assert.equal(clean("a\u202eb\u200bc\u0000\u009bd"), "abcd");
    assert.equal(clean("a\ud800b"), "a\ufffdb");
  });
});

describe("figures", () => {
  it("are written for people", () => {
    assert.deepEqual([0, 999, 1000, 1234567].map(figure), ["0", "999", "1,000", "1,234,567"]);
    assert.deepEqual(
      [0, 1, 2].map((value) => count(value, "thread")),
      ["0 threads", "1 thread", "2 threads"],
    );
    assert.deepEqual([1, 9.99, 15.93, 120.4].map(ratio), ["1.00x", "9.99x", "15.9x", "120x"]);
    assert.equal(listing(["a", "b", "c"], 2), "a, b, c");
    assert.equal(listing(["a", "b", "c", "d"], 2), "a, b and 2 more");
  });
});

import assert from "node:assert/strict";
import { describe, it } from "node:test";

import type { Remedy } from "../../src/internal/model/suggestion.ts";
import { compile } from "../slot-naming/support/compile.ts";
import { advise, FILE, type Meeting } from "./support/advise.ts";

const STATE = `address payable[] p; uint256 constant LIMIT = 1e20; uint256 most; uint256 x; bool closed;
  mapping(address => uint256) at; event Given(uint256 v, uint256 all);`;

/** What is said of the ETH of a contract, and what is promised for it. */
function said(body: string, at: Partial<Meeting> = {}) {
  const remedies: Remedy[] = [];
  const finding = advise(
    `contract A { ${STATE} ${body} }`,
    {
      variable: "",
      path: "address(this).balance",
      class: "balance",
      functions: ["f", "g", "receive"],
      into: null,
      ...at,
    },
    {
      price: (all) => {
        remedies.push(...all.map(({ remedy }) => remedy));
        return [];
      },
    },
  );
  return finding === undefined ? undefined : { ...finding, remedy: remedies[0] };
}

describe("eth-balance of what hangs on all that was paid", () => {
  const PAY = "function g() external payable { at[msg.sender] += msg.value; }";
  const looks: Readonly<Record<string, string>> = {
    "shares for all":
      "receive() external payable {} function f() external { uint256 s = address(this).balance / p.length; for (uint256 i = 0; i < p.length; i++) p[i].transfer(s); }",
    "shares for all, of what comes with the call, too":
      "receive() external payable {} function f() external payable { uint256 s = address(this).balance / p.length; for (uint256 i = 0; i < p.length; i++) p[i].transfer(s); }",
    "a percentage for one": `${PAY} function f() external { payable(msg.sender).transfer(address(this).balance / 10); }`,
    "a goal": `${PAY} function f() external { require(address(this).balance >= most, "not yet"); closed = true; }`,
    "another way": `${PAY} function f() external { if (address(this).balance > most) closed = true; }`,
    "what is kept of it": `${PAY} function f() external { x = address(this).balance; }`,
    "an answer": `${PAY} function f() external returns (uint256) { x++; return address(this).balance; }`,
    "a bound of somebody who does not pay": `${PAY} function f() external { require(address(this).balance <= LIMIT); x++; }`,
    "a bound, and more": `${PAY} function f() external payable { uint256 all = address(this).balance; require(all <= LIMIT); x = all; }`,
    "a view": `${PAY} function all() public view returns (uint256) { return address(this).balance; } function f() external { payable(msg.sender).transfer(all() / 2); }`,
  };
  for (const [what, body] of Object.entries(looks)) {
    it(`promises nothing: ${what}`, () => {
      const finding = said(body);
      assert.deepEqual(
        [finding?.rule, finding?.isInherent, finding?.remedy, finding?.patch],
        ["eth-balance", true, undefined, null],
      );
      assert.match(finding?.refactor ?? "", /^Leave it as it is/);
      assert.doesNotMatch(finding?.refactor ?? "", /msg\.sender/);
    });
  }
});

describe("eth-balance of what need not look", () => {
  const PAY = "function g() external payable { at[msg.sender] += msg.value; }";

  it("is without the look before a payment", () => {
    const take = (asked: string) =>
      said(
        `${PAY} function f(uint256 n) external { at[msg.sender] -= n; ${asked} payable(msg.sender).transfer(n); }`,
      );
    for (const asked of [
      "require(address(this).balance >= n);",
      "if (address(this).balance < n) revert();",
      "uint256 held = address(this).balance; require(n <= held);",
    ]) {
      const finding = take(asked);
      assert.deepEqual([finding?.isInherent, finding?.remedy], [false, { kind: "remove" }], asked);
      assert.match(finding?.refactor ?? "", /^Do without .*, which only says earlier/);
    }
    assert.equal(take("require(address(this).balance >= n + most);")?.isInherent, true);
  });

  it("is without it in an event", () => {
    const finding = said(
      "function f() external payable { at[msg.sender] += msg.value; emit Given(msg.value, address(this).balance); }",
      { functions: ["f"] },
    );
    assert.match(finding?.refactor ?? "", /^Leave it out of the event/);
    assert.deepEqual(finding?.remedy, { kind: "remove" });
  });
});

describe("eth-balance of a bound", () => {
  const bound = (limit: string, more = "", at: Partial<Meeting> = {}) =>
    said(
      `${more} function f() external payable { require(address(this).balance <= ${limit}, "full"); at[msg.sender] += msg.value; }`,
      { functions: ["f"], ...at },
    );

  it("is in parts by the caller", () => {
    const finding = bound("LIMIT");
    assert.deepEqual(
      [finding?.isInherent, finding?.confidence, finding?.remedy],
      [false, "high", { kind: "shard", shards: 16 }],
    );
    const [declaration = "", ...lines] = (finding?.refactor ?? "").split("\n");
    compile({
      [FILE]: `// SPDX-License-Identifier: MIT\npragma solidity ^0.8.20;\ncontract A { ${STATE} ${declaration}\nfunction f() external payable { ${lines.join("\n")}\n} }`,
    });
    assert.equal(bound("most")?.confidence, "medium");
  });

  it("says where the owner empties it", () => {
    const close =
      "function close() external { require(msg.sender == p[0]); p[0].transfer(address(this).balance); }";
    const finding = bound("LIMIT", close, { notForUsers: ["close"] });
    assert.match(finding?.refactor ?? "", /\n\/\/ Where A\.close pays out: delete _received, or/);
  });

  it("stays where others pay in or out beside it", () => {
    for (const [more, why] of [
      ["receive() external payable {}", /what comes in by receive counts, too\.$/],
      ["constructor() payable {}", /what comes in by constructor counts, too\.$/],
      [
        "function back(uint256 n) external { at[msg.sender] -= n; payable(msg.sender).transfer(n); }",
        /A\.back makes room by what it pays\.$/,
      ],
    ] as const) {
      const finding = bound("LIMIT", more);
      assert.deepEqual([finding?.confidence, finding?.remedy], ["medium", undefined], more);
      assert.match(finding?.refactor ?? "", why);
      assert.match(finding?.refactor ?? "", /^Leave the bound \(LIMIT\) as it is, unless/);
    }
  });
});

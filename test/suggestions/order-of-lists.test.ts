import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { advise, type Meeting, promised } from "./support/advise.ts";

const meeting: Meeting = { variable: "list", path: "list.length", functions: ["f"] };
const PUSH = "function f(uint128 v) external { list.push(P(v, uint64(block.timestamp))); }";

const inA = (body: string, push = PUSH) =>
  `contract A { struct P { uint128 price; uint64 at; } P[] list; uint256 x; ${push} ${body} }`;

describe("array-push, where the order of all matters", () => {
  it("leaves it, and says who asks for it", () => {
    for (const [asks, body] of [
      [
        "asks for the last entries of all",
        "function g() external { x = list[list.length - 1].price; }",
      ],
      [
        "asks for the last entries of all",
        "function g(uint256 k) external { uint256 s; for (uint256 i = list.length - k; i < list.length; i++) s += list[i].price; x = s / k; }",
      ],
      [
        "asks for the last entries of all",
        "function g(uint256 k) external { uint256 n = list.length; uint256 end = n - 1 - k; x = list[end].price; }",
      ],
      [
        "asks for the last entries of all",
        "function g(uint64 t) external { for (uint256 i = list.length; i > 0; i--) if (list[i - 1].at <= t) { x = list[i - 1].price; break; } }",
      ],
      [
        "asks for the last entries of all",
        "function g() external { x = _last(list).price; } function _last(P[] storage all) private view returns (P storage) { return list[all.length - 1]; } function h() external { P storage p = list[list.length - 1]; x = p.price; }",
      ],
      [
        "asks what stands before or behind",
        "function g() external { uint256 s; for (uint256 i = 1; i < list.length; i++) s += list[i].at - list[i - 1].at; x = s; }",
      ],
      [
        "asks what stands before or behind",
        "function g(uint64 t) external { uint256 low; uint256 high = list.length; while (low < high) { uint256 mid = (low + high) / 2; if (list[mid].at > t) high = mid; else low = mid + 1; } x = high; }",
      ],
    ] as const) {
      const finding = advise(inA(body), meeting);
      assert.deepEqual([finding?.rule, finding?.confidence], ["array-push", "medium"], body);
      assert.match(finding?.refactor ?? "", /^Leave list as it is: [gh_]/, body);
      assert(finding?.refactor.includes(asks), body);
      assert.equal(promised(inA(body), meeting), undefined, body);
    }
  });

  it("by a view that another contract asks", () => {
    const view =
      "function average(uint256 k) external view returns (uint256 s) { for (uint256 i = list.length - k; i < list.length; i++) s += list[i].price; s /= k; }";
    const asking =
      "interface I { function average(uint256 k) external view returns (uint256); } contract B { uint256 got; function use(I a) external { got = a.average(2); } }";
    const finding = advise(`${inA(view)} ${asking}`, meeting);
    assert.equal(finding?.rule, "array-push");
    assert.match(
      finding.refactor,
      /^Leave list as it is: average \(contracts\/A\.sol:3\) asks for/,
    );
  });

  it("where it was compared with before it was pushed to, but not what the call has pushed itself", () => {
    const before =
      "function f(uint128 v) external { if (list.length > 0) require(list[list.length - 1].price < v); list.push(P(v, 0)); }";
    assert.match(advise(inA("", before), meeting)?.refactor ?? "", /^Leave list as it is/);
    const after =
      "function f(uint128 v) external { list.push(); list[list.length - 1].price = v; } function g(uint256 i) external { x = list[i].price; }";
    const finding = advise(inA("", after), meeting);
    assert.equal(finding?.confidence, "high");
    assert.match(finding.refactor, /^\/\/ Split list into 16 parts/);
  });

  it("but not where one is picked, all are gone through, or one is taken out", () => {
    for (const body of [
      "function g(uint256 seed) external { x = list[seed % list.length].price; }",
      "function g() external { uint256 s; for (uint256 i; i < list.length; i++) s += list[i].price; x = s; }",
      "function g() external { uint256 s; for (uint256 i = list.length; i > 0; i--) s += list[i - 1].price; x = s; }",
      "function g(uint256 i) external { list[i] = list[list.length - 1]; list.pop(); }",
      "function g() external { x = list[list.length - 1].price; list.pop(); }",
    ]) {
      const finding = advise(inA(body), meeting);
      assert.deepEqual([finding?.rule, finding?.confidence], ["array-push", "high"], body);
      assert.deepEqual(promised(inA(body), meeting), { kind: "shard", shards: 16 }, body);
    }
  });

  it("names who asks for the first one, which each part has", () => {
    const finding = advise(inA("function g() external { x = list[0].price; }"), meeting);
    assert.equal(finding?.confidence, "medium");
    assert(finding.evidence.some((one) => /^g \(\S+\) asks for the first one of all/.test(one)));
  });
});

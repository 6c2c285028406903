import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { advise, type Meeting, promised } from "./support/advise.ts";

const at: Meeting = { variable: "list", path: "list.length", functions: ["f"] };

const inA = (body: string) =>
  `contract A { struct Q { address who; uint256 n; } Q[] public list; uint256 done; mapping(address => uint256) got;
    function f(uint256 n) external { list.push(Q(msg.sender, n)); } ${body} }`;

describe("array-push, where it is asked what place an entry has", () => {
  const pay = "require(list[i].who == msg.sender); got[msg.sender] += list[i].n; list[i].n = 0;";

  it("leaves it, with the line, and promises nothing", () => {
    for (const [asks, body] of [
      [
        "i < done",
        `function end(uint256 to) external { require(to <= list.length); done = to; } function g(uint256 i) external { require(i < done); ${pay} }`,
      ],
      [
        "done > i",
        `function end() external { done = list.length; } function g(uint256 i) external { if (done > i) { ${pay} } }`,
      ],
      [
        "i < starts[round]",
        `uint256[] starts; function end() external { starts.push(list.length); } function g(uint256 i, uint256 round) external { require(i < starts[round]); ${pay} }`,
      ],
      // Elsewhere than where the entry is looked up.
      [
        "k >= done",
        `modifier ended(uint256 k) { if (k >= done) revert(); _; } function end(uint256 to) external { done = to; } function g(uint256 i) external ended(i) { ${pay} }`,
      ],
      [
        "i < done",
        "mapping(uint256 => bool) paid; function end(uint256 to) external { done = to; } function g(uint256 i) external { require(i < done && !paid[i]); paid[i] = true; got[list[i].who] += list[i].n; }",
      ],
      ["i == done", `function g(uint256 i) external { require(i == done); done++; ${pay} }`],
      [
        "i < 100",
        "function g(uint256 i) external { require(list[i].who == msg.sender); got[msg.sender] += i < 100 ? 2 : 1; list[i].n = 0; }",
      ],
      [
        "number < done",
        `function end(uint256 to) external { done = to; } function g(uint256 number) external { require(number < done); Q storage q = list[number - 1]; got[q.who] += q.n; }`,
      ],
    ] as const) {
      const finding = advise(inA(body), at);
      assert.deepEqual([finding?.rule, finding?.confidence], ["array-push", "medium"], body);
      assert.match(finding?.refactor ?? "", /^Leave list as it is: /, body);
      assert(finding?.refactor.includes(`asks ${asks}`), `${body}\n${finding?.refactor}`);
      assert.equal(promised(inA(body), at), undefined, body);
    }
  });

  it("also where the place is stored when it is pushed", () => {
    const body = `contract A { address[] list; uint256 done; mapping(address => uint256) number; mapping(address => uint256) got;
      function f() external { list.push(msg.sender); number[msg.sender] = list.length; }
      function end() external { done = list.length; } function g(uint256 i) external { require(number[msg.sender] <= done); got[list[i]]++; } }`;
    assert.match(advise(body, at)?.refactor ?? "", /^Leave list as it is: g .*<= done/);
  });

  it("also by another contract that asks for the entry", () => {
    const body = `${inA("function g(uint256 i) external { list[i].n = 0; }")}
contract B { uint256 done; mapping(address => uint256) got; function end(uint256 to) external { done = to; }
  function look(A a, uint256 i) external { require(i < done); (address who, uint256 n) = a.list(i); got[who] += n; } }`;
    assert.match(
      advise(body, at)?.refactor ?? "",
      /^Leave list as it is: look \(\S+\) asks i < done/,
    );
  });

  it("tells of calls that are given from where to where, and is not sure", () => {
    const finding = advise(
      inA(
        "function g(uint256 from, uint256 to) external { for (uint256 i = from; i < to; i++) got[list[i].who] += list[i].n; }",
      ),
      at,
    );
    assert.equal(finding?.confidence, "low");
    assert(
      finding.evidence.some((one) => /from one to another: g \(\S+\) asks i < to\./.test(one)),
    );
  });

  it("but it may be asked whether there is one, whether it is this one, and all may be gone through", () => {
    for (const body of [
      `function g(uint256 i) external { require(i < list.length); ${pay} }`,
      `function g(uint256 i) external { uint256 n = list.length; require(n > i); ${pay} }`,
      `function g(uint256 i) external { require(i >= 0 && i != 0); ${pay} }`,
      `uint256 chosen; function choose(uint256 i) external { chosen = i; } function g(uint256 i) external { require(i == chosen); ${pay} }`,
      "function g() external { for (uint256 i; i < list.length; i++) got[list[i].who] += list[i].n; }",
      `function g(uint256 i, uint256 m) external { require(m < done); done = m; ${pay} }`,
      `function g(uint256 i) external { ${pay} } function page(uint256 from, uint256 to) external view returns (Q[] memory all) { all = new Q[](to - from); for (uint256 i = from; i < to; i++) all[i - from] = list[i]; }`,
    ]) {
      const finding = advise(inA(body), at);
      assert.deepEqual([finding?.rule, finding?.confidence], ["array-push", "high"], body);
      assert.deepEqual(promised(inA(body), at), { kind: "shard", shards: 16 }, body);
    }
  });

  it("tells of a number that goes on through places, and of parts that are popped from", () => {
    const circle = inA(
      "function g(uint256 n) external { uint256 i = done; for (; n > 0 && i < list.length; n--) { got[list[i].who]++; i++; } done = i == list.length ? 0 : i; }",
    );
    const asked: readonly Meeting[] = [at, { variable: "done", functions: ["g"] }];
    for (const one of asked) assert.notEqual(advise(circle, one)?.rule, "shared-queue");
    const finding = advise(circle, at);
    assert.deepEqual([finding?.rule, finding?.confidence], ["array-push", "low"]);
    assert(finding?.evidence.some((one) => /from one to another: g .*list\[i\]/.test(one)));
    for (const body of [
      "uint256 i = done; got[list[i].who]++; i++; if (i >= list.length) i = 0; done = i;",
      "got[list[done].who]++; done = _next(done); } function _next(uint256 i) private view returns (uint256) { if (i + 1 < list.length) return i + 1; return 0;",
      "got[list[done].who]++; uint256 i = (done + 1) % list.length; done = i;",
    ]) {
      const one = inA(`function g() external { ${body} }`);
      assert.notEqual(advise(one, at)?.rule, "shared-queue", body);
    }
    const straight = inA(
      "function g() external { uint256 i = done; require(i < list.length); got[list[i].who]++; i += 1; done = i; }",
    );
    assert.equal(advise(straight, { variable: "done", functions: ["g"] })?.rule, "shared-queue");
  });

  it("says from which part one is popped", () => {
    const popped = inA("function g() external { got[list[list.length - 1].who]++; list.pop(); }");
    assert.match(
      advise(popped, at)?.refactor ?? "",
      /\nlist\[part\]\.pop\(\); \/\/ of a part that the caller names: the last one there/,
    );
    const swapped = inA(
      "function g(uint256 i) external { list[i] = list[list.length - 1]; list.pop(); }",
    );
    const text = advise(swapped, at)?.refactor ?? "";
    assert.match(text, /\nlist\[part\]\.pop\(\); \/\/ of the part in which the entry is/);
    assert.doesNotMatch(text, /the caller names/);
  });
});

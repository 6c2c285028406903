import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { compile } from "../slot-naming/support/compile.ts";
import { advise, FILE, type Meeting, promised } from "./support/advise.ts";

const STATE = `mapping(uint256 => uint256) raised; mapping(uint256 => address) ownerOf; mapping(address => uint256) given;
  mapping(uint256 => uint256) groupOf; mapping(uint256 => mapping(address => uint256)) mine; mapping(address => bool) isKeeper; address boss; address owner_;
  modifier only(uint256 id) { if (ownerOf[id] != msg.sender) revert(); _; }
  function owner() public view returns (address) { return owner_; }
  function _msgSender() internal view returns (address) { return msg.sender; }`;
const GIVE =
  "function f(uint256 id) external payable { raised[id] += msg.value; given[msg.sender] += msg.value; }";

/** What is said where users give to the same cause, and somebody takes. */
function said(take: string, more: Partial<Meeting> = {}, give = GIVE) {
  return advise(`contract A { ${STATE} ${give} ${take} }`, meetingOf(more));
}

function meetingOf(more: Partial<Meeting>): Meeting {
  return {
    variable: "raised",
    path: "raised[arg:id]",
    functions: ["f", "g"],
    verdict: "commutative",
    own: "5",
    inSuite: true,
    ...more,
  };
}

/** What is promised for it. */
function remedyOf(take: string, more: Partial<Meeting>, give = GIVE) {
  return promised(`contract A { ${STATE} ${give} ${take} }`, meetingOf(more));
}

/** As if each line were where it belongs. */
function compileSketch(refactor: string): void {
  const [mapping = "", ...lines] = refactor.split("\n");
  compile({
    [FILE]: `// SPDX-License-Identifier: MIT\npragma solidity ^0.8.20;\ncontract A { ${STATE} ${mapping}\nfunction f(uint256 id, uint256 n) external payable returns (uint256 sum) { ${lines.join("\n")}\n} }`,
  });
}

describe("hot-key on what one account takes", () => {
  const takes: Readonly<Record<string, string>> = {
    "the one that is stored under the same key":
      "function g(uint256 id, uint256 n) external { require(ownerOf[id] == msg.sender); raised[id] -= n; payable(msg.sender).transfer(n); }",
    "by a modifier":
      "function g(uint256 id, uint256 n) external only(id) { raised[id] -= n; payable(msg.sender).transfer(n); }",
    "one for all":
      "function g(uint256 id, uint256 n) external { require(msg.sender == boss); raised[id] -= n; payable(boss).transfer(n); }",
    "as OpenZeppelin asks for it":
      "function g(uint256 id, uint256 n) external { _check(); raised[id] -= n; } function _check() internal view { if (owner() != _msgSender()) revert(); }",
    "in another function":
      "function g(uint256 id, uint256 n) external { require(ownerOf[id] == msg.sender); _take(id, n); } function _take(uint256 which, uint256 n) private { raised[which] -= n; }",
  };
  for (const [what, take] of Object.entries(takes)) {
    it(`sums all parts: ${what}`, () => {
      const finding = said(take);
      assert.equal(finding?.rule, "hot-key");
      assert.equal(
        finding.message,
        "Several users name the same when they call A.f, and add to raised[arg:id]. Of each entry only one account can call A.g, and draw on it.",
      );
      const { refactor } = finding;
      assert.match(
        refactor,
        /\n_raisedShards\[id\]\[uint160\(msg\.sender\) % 16\] \+= msg\.value;\n/,
      );
      assert.match(
        refactor,
        /\n\/\/ In A\.g:\nuint256 all;\nfor .*\n.*\[0\] = all - n; \/\/ what is left/,
      );
      assert.doesNotMatch(refactor, /dealt out|% 16\] -=/);
      compileSketch(refactor.replaceAll("[which]", "[id]"));
    });
  }

  it("is asked whether there is enough, of the sum", () => {
    const finding = said(
      "function g(uint256 id, uint256 n) external { require(ownerOf[id] == msg.sender); require(raised[id] >= n); raised[id] -= n; payable(msg.sender).transfer(n); }",
      { failing: ["g"] },
    );
    assert.match(
      finding?.refactor ?? "",
      /\nrequire\(all >= n\);\n_raisedShards\[id\]\[0\] = all - n;/,
    );
    assert.doesNotMatch(finding?.refactor ?? "", /require\(_raised/);
    compileSketch(finding?.refactor ?? "");
  });

  it("is emptied, or is the taker's own entry", () => {
    const all =
      "function g(uint256 id) external { require(ownerOf[id] == msg.sender); uint256 v = raised[id]; raised[id] = 0; payable(msg.sender).transfer(v); }";
    const refactor = said(all, { functions: ["f"] })?.refactor ?? "";
    assert.match(refactor, /\n\/\/ In A\.g:\nuint256 all;\nfor .* = 0; \}$/);
    const tips = advise(
      "contract A { mapping(address => uint256) raised; function f(address to) external payable { raised[to] += msg.value; } function g(uint256 n) external { raised[msg.sender] -= n; payable(msg.sender).transfer(n); } }",
      {
        variable: "raised",
        path: "raised[arg:to]",
        functions: ["f"],
        verdict: "commutative",
        inSuite: true,
      },
    );
    assert.match(
      tips?.refactor ?? "",
      /\n\/\/ In A\.g:\nuint256 all;\nfor .* \{ all \+= _raisedShards\[msg\.sender\]\[i\]; .*\n_raisedShards\[msg\.sender\]\[0\] = all - n;/,
    );
  });

  it("is not told of where nobody else comes there", () => {
    const take =
      "function g(uint256 id, uint256 n) external { require(ownerOf[id] == msg.sender); raised[id] -= n; }";
    assert.equal(said(take, { functions: ["g"], own: "-5" }), undefined);
    assert.equal(said(take, { functions: ["g"], own: "-5" }, ""), undefined);
  });
});

describe("hot-key on what many take", () => {
  const takes: Readonly<Record<string, string>> = {
    "whoever calls":
      "function g(uint256 id, uint256 n) external { raised[id] -= n; payable(msg.sender).transfer(n); }",
    "one of several":
      "function g(uint256 id, uint256 n) external { require(isKeeper[msg.sender]); raised[id] -= n; }",
    "the one that is stored under another key":
      "function g(uint256 id, uint256 other, uint256 n) external { require(ownerOf[other] == msg.sender); raised[id] -= n; }",
    "the one of several things that lead to it":
      "function g(uint256 thing, uint256 n) external { require(ownerOf[thing] == msg.sender); uint256 id = groupOf[thing]; raised[id] -= n; }",
    "the one that the call names":
      "function g(uint256 id, address who, uint256 n) external { require(who == msg.sender); raised[id] -= n; }",
    "only on one way":
      "function g(uint256 id, uint256 n) external { if (n > 5) require(ownerOf[id] == msg.sender); raised[id] -= n; }",
  };
  for (const [what, take] of Object.entries(takes)) {
    it(`finds what all have put in: ${what}`, () => {
      const refactor = said(take)?.refactor ?? "";
      assert.match(
        refactor,
        /\nuint256 left = n;\nfor .* from its own part, .*\nrequire\(left == 0\);/,
      );
      assert.match(refactor, /% 16\] \+= msg\.value;\n/);
      assert.doesNotMatch(refactor, /dealt out/);
      compileSketch(refactor);
    });
  }

  it("is of what each has put in, where the code shows it", () => {
    const refactor = said(
      "function g(uint256 id, uint256 n) external { mine[id][msg.sender] -= n; raised[id] -= n; }",
      {},
      "function f(uint256 id) external payable { mine[id][msg.sender] += msg.value; raised[id] += msg.value; }",
    )?.refactor;
    assert.match(refactor ?? "", / -= n; \/\/ of what its sender has put in$/m);
    assert.doesNotMatch(refactor ?? "", / left/);
  });

  const DRAW =
    "function g(uint256 id, uint256 n) external { require(raised[id] >= n); raised[id] -= n; }";
  const DEALT_OUT = { kind: "shard", shards: 16, isDealtOut: true };
  const DRAWN = { functions: ["g"], own: "-5", failing: ["g"] };

  const funders: Readonly<Record<string, string>> = {
    "one account puts it in":
      "function f(uint256 id) external payable only(id) { raised[id] += msg.value; }",
    "whoever likes may, and was not seen to": GIVE,
    "it is more than one way":
      "function f(uint256 id) external payable { raised[id] += msg.value; } function h(uint256 id, uint256 n) external payable only(id) { raised[id] += n - 1; }",
  };
  for (const [what, give] of Object.entries(funders)) {
    it(`is dealt out to all parts where only draws meet: ${what}`, () => {
      const { refactor = "", evidence = [], confidence } = said(DRAW, DRAWN, give) ?? {};
      assert.match(
        refactor,
        /\nfor .* _raisedShards\[id\]\[i\] \+= \(msg\.value \+ i\) \/ 16; \/\/ msg\.value, dealt out to all parts\n/,
      );
      assert.doesNotMatch(refactor, /sender\) % 16\] [+-]=|require\(_raised/);
      assert.match(refactor, /\nuint256 left = n;\n/);
      assert.match(evidence.join(" "), /go from hand to hand\. So it is dealt out, /);
      // Nobody was seen to put in: how much that is, is not known.
      assert.equal(confidence, "low");
      assert.match(refactor, /\n\/\/ What is gained hangs on how much is put in: /);
      assert.deepEqual(remedyOf(DRAW, DRAWN, give), DEALT_OUT);
      compileSketch(refactor);
    });
  }

  it("is dealt out where some were seen to put in, too, and counts them as meeting all", () => {
    const both: Partial<Meeting> = { lowering: ["g"] };
    const { refactor = "", evidence = [] } = said(DRAW, both) ?? {};
    assert.match(refactor, /, dealt out to all parts\n/);
    assert.match(evidence.join(" "), /and who puts in meets all\./);
    assert.deepEqual(remedyOf(DRAW, both), DEALT_OUT);
    compileSketch(refactor);
  });

  it("is of low confidence where a part gets less than a call has drawn", () => {
    const put = (own: string) => said(DRAW, { functions: ["f"], own, lowering: ["g"] });
    const little = put("15999");
    assert.equal(little?.confidence, "low");
    assert.match(
      little.refactor,
      /\n\/\/ A call has drawn 1000 at once when it was run, and of 15999 put in a part gets 999: .*$/,
    );
    compileSketch(little.refactor);
    const enough = put("16000");
    assert.equal(enough?.confidence, "medium");
    assert.doesNotMatch(enough.refactor, /A call has drawn|What is gained/);
    // What goes by the one who puts it in is no matter of it.
    assert.equal(said(DRAW, { functions: ["f"] })?.confidence, "medium");
  });

  it("is not where nobody was seen to draw, or each draws on the own", () => {
    assert.deepEqual(remedyOf(DRAW, { functions: ["f"] }), { kind: "shard", shards: 16 });
    assert.doesNotMatch(said(DRAW, { functions: ["f"] })?.refactor ?? "", /dealt out/);
    const own =
      "function g(uint256 id, uint256 n) external { mine[id][msg.sender] -= n; require(raised[id] >= n); raised[id] -= n; }";
    const give =
      "function f(uint256 id) external payable { mine[id][msg.sender] += msg.value; raised[id] += msg.value; }";
    assert.deepEqual(remedyOf(own, { lowering: ["g"] }, give), { kind: "shard", shards: 16 });
  });

  it("is gathered where all of it goes", () => {
    const all =
      "function g(uint256 id) external { uint256 v = raised[id]; raised[id] = 0; payable(msg.sender).transfer(v); }";
    const refactor = said(all, { functions: ["f"] })?.refactor ?? "";
    assert.match(refactor, /\n\/\/ In A\.g:\nuint256 all;\nfor .* = 0; \}$/);
    assert.doesNotMatch(refactor, /left/);
    compileSketch(refactor);
  });
});

describe("amounts in sketches", () => {
  it("are those of the code, each by itself, and never another name", () => {
    const sketch = (members: string) =>
      advise(
        `contract A { uint256 fees; address payable owner = payable(msg.sender); mapping(address => uint256) bal; ${members}
          function take(uint256 n) external { require(msg.sender == owner); require(n <= fees); fees -= n; owner.transfer(n); } }`,
        {
          variable: "fees",
          functions: ["f"],
          notForUsers: ["take"],
          verdict: "commutative",
          into: [],
        },
      )?.refactor ?? "";
    const tenth =
      "function f() external payable { fees += msg.value / 10; bal[msg.sender] += msg.value - msg.value / 10; }";
    assert.match(sketch(tenth), /% 16\] \+= msg\.value \/ 10;\n/);
    const two =
      "function f(uint256 a) external payable { if (a > 5) fees += a * 2; else fees += msg.value - a; bal[msg.sender]++; }";
    assert.match(sketch(two), /% 16\] \+= a \* 2;\n.*% 16\] \+= msg\.value - a;\n/);
    const less = sketch(tenth).replaceAll(" - n;", "");
    assert.doesNotMatch(less, /amount/);
  });
});

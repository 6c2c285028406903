import assert from "node:assert/strict";
import { describe, it } from "node:test";

import type { ReportHotspot } from "../../src/internal/model/report.ts";
import type { RemediedGroup, RemedyGain } from "../../src/internal/model/suggestion.ts";
import { RULE_IDS } from "../../src/internal/config/rule-ids.ts";
import { ALL_RULES } from "../../src/internal/suggestions/all-rules.ts";
import { suggest, type SuggestOptions } from "../../src/internal/suggestions/suggest.ts";
import { makeAccumulator, makeHotspot } from "../report/make-report.ts";
import { type Compiler, compile, LEGACY } from "../slot-naming/support/compile.ts";
import { advise, type Meeting } from "./support/advise.ts";

const FILE = "contracts/A.sol";

function contractsOf(body: string, pragma = "^0.8.20", compiler: Compiler = "solc") {
  const content = `// SPDX-License-Identifier: MIT\npragma solidity ${pragma};\n${body}\n`;
  return compile({ [FILE]: content }, LEGACY, compiler);
}

function hotspot(variable: string, override: Partial<ReportHotspot> = {}): ReportHotspot {
  const functions = ["A.f"];
  return {
    ...makeHotspot(),
    class: "storage",
    contract: `${FILE}:A`,
    variable,
    path: variable,
    packed: [],
    source: { file: FILE, line: 1 },
    functions,
    sharing: [],
    findings: [],
    accumulators: functions.map((name) =>
      makeAccumulator({ function: name, field: null, verdict: "commutative" }),
    ),
    ...override,
  };
}

function run(
  body: string,
  hotspots: readonly ReportHotspot[],
  price: (remedied: RemediedGroup, place: number) => Partial<RemedyGain> = () => ({}),
  options: Partial<SuggestOptions> = {},
) {
  return suggest(
    {
      hotspots: hotspots.map((one) => ({ group: one.path, hotspot: one })),
      otherEngines: [],
      orders: [],
      notForCrowds: [],
    },
    {
      contracts: contractsOf(body),
      shards: 16,
      ignore: [],
      price: (remedies) =>
        remedies.map((one, place) => ({
          threads: 8,
          now: 1,
          alone: 1,
          withAbove: place,
          next: undefined,
          ...price(one, place),
        })),
      ...options,
    },
  );
}

describe("hot-key", () => {
  const body =
    "contract A { mapping(uint256 => uint256) tally; function f(uint256 id) external { tally[id] += 1; } }";
  const place = hotspot("tally", { path: "tally[arg:id]", inSuite: true });

  it("wants several users who name the same by the same argument", () => {
    const rules = (isNamedAlike: boolean) =>
      run(body, [place], undefined, { isNamedAlike: () => isNamedAlike }).findings.map(
        ({ finding }) => finding.rule,
      );
    assert.deepEqual(rules(true), ["hot-key"]);
    assert.deepEqual(rules(false), []);
  });

  it("names who only reads the entry apart from those who change it", () => {
    const read = "function g(uint256 id) external { require(tally[id] > 0 || id > 0); }";
    const both = hotspot("tally", {
      path: "tally[arg:id]",
      inSuite: true,
      functions: ["A.f", "A.g", "A.h"],
      accumulators: [
        makeAccumulator({ function: "A.f", field: null, verdict: "commutative" }),
        { ...makeAccumulator({ function: "A.g", field: null, verdict: "flows" }), onlyReads: true },
        makeAccumulator({ function: "A.h", field: null, verdict: "unknown" }),
      ],
    });
    const [{ finding } = {}] = run(body.replace(/ }$/, ` ${read} }`), [both]).findings;
    assert.equal(
      finding?.message,
      "Several users name the same when they call A.f, A.h, and add to tally[arg:id]. A.g reads it.",
    );
  });

  it("tells of each member of a struct by itself", () => {
    const votes = `contract A {
      struct P { uint256 yes; uint256 no; } mapping(uint256 => P) proposals;
      function f(uint256 pid) external { proposals[pid].yes += 1; }
      function g(uint256 pid) external { proposals[pid].no += 1; }
    }`;
    const of = (member: string) => {
      const path = `proposals[arg:pid].${member}`;
      return hotspot("proposals", { path, inSuite: true });
    };
    const { findings } = run(votes, [of("yes"), of("no")]);
    assert.equal(findings.length, 2);
    for (const { group, finding } of findings) assert(finding.message.includes(group));
  });
});

describe("vote-checkpoints", () => {
  it("is of Votes only, and its sketch does not check what may wrap", () => {
    const path = "@openzeppelin/contracts/token/ERC721/extensions/ERC721Votes.sol";
    const votes = advise(
      `import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";
      import {ERC721Votes} from "${path}";
      import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
      contract A is ERC721Votes {
        constructor() ERC721("A", "A") EIP712("A", "1") {}
        function f() external { _mint(msg.sender, uint160(msg.sender)); }
      }`,
      { variable: "_totalCheckpoints", functions: ["f"] },
    );
    assert.equal(votes?.rule, "vote-checkpoints");
    assert.match(votes.refactor, /\n {4}unchecked \{[^}]*-= amount;\n {4}\}\n/);

    const stakes = advise(
      `import {Checkpoints} from "@openzeppelin/contracts/utils/structs/Checkpoints.sol";
      contract A {
        using Checkpoints for Checkpoints.Trace208;
        Checkpoints.Trace208 private _total;
        function f(uint208 n) external { _total.push(uint48(block.number), _total.latest() + n); }
      }`,
      { variable: "_total", functions: ["f"] },
    );
    assert.notEqual(stakes?.rule, "vote-checkpoints");
  });
});

describe("cap", () => {
  it("names those whose success depends on it, and the file that the number is in", () => {
    const body = `
      import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
      import {ERC20Capped} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Capped.sol";
      contract A is ERC20Capped {
        constructor() ERC20("A", "A") ERC20Capped(1e24) {}
        function mint(uint256 n) external { _mint(msg.sender, n); }
        function burn(uint256 n) external { _burn(msg.sender, n); }
      }`;
    const place = hotspot("_totalSupply", {
      functions: ["A.burn", "A.mint"],
      accumulators: [
        makeAccumulator({ function: "A.burn", field: null, verdict: "commutative" }),
        makeAccumulator({ function: "A.mint", field: null, verdict: "flows", into: ["status"] }),
      ],
    });
    const [{ finding } = { finding: undefined }] = run(body, [place]).findings;
    assert.equal(finding?.rule, "cap");
    assert.match(finding.message, /^Everybody who calls A\.mint draws on _totalSupply, and fails/);
    assert(finding.evidence.includes("A.burn meets them there."));
    // What was transferred is burnt by somebody else than who has minted it.
    assert.match(finding.refactor, /^Leave _totalSupply as it is, unless what is given back/);
    const [{ finding: unburnt } = { finding: undefined }] = run(
      body.replace(/function burn.*/, ""),
      [place],
    ).findings;
    assert.match(
      unburnt?.refactor ?? "",
      /^\/\/ _totalSupply is in .*ERC20\.sol: derive from a copy/,
    );
  });
});

describe("global-nonce", () => {
  const relay = (check: string) => `contract A { uint256 nonce; mapping(address => uint256) points;
    mapping(bytes32 => bool) done; event E(bytes32 h);
    function hashOf(address user, uint256 n, uint256 v) public view returns (bytes32) { return keccak256(abi.encode(address(this), user, n, v)); }
    function f(address user, uint256 v, uint8 sv, bytes32 r, bytes32 s) external { bytes32 h = hashOf(user, nonce, v); nonce++; ${check} points[user] += v; } }`;
  const meeting: Meeting = { variable: "nonce", functions: ["f"], into: ["status"] };

  it("is keyed by who signs, where somebody else hands it on", () => {
    const body = relay("require(ecrecover(h, sv, r, s) == user);");
    for (const bySignature of [[], ["f"]]) {
      const finding = advise(body, { ...meeting, bySignature });
      assert.equal(finding?.rule, "global-nonce");
      assert.equal(finding.patch, null);
      assert.match(finding.refactor, /^Key nonce by the account that signs/);
      assert.doesNotMatch(finding.refactor, /msg\.sender/);
    }
    assert.equal(advise(body, { ...meeting, notForUsers: ["f"] }), undefined);
  });

  it("is keyed by the sender, where nobody signs", () => {
    const finding = advise(relay("emit E(h);"), meeting);
    assert.match(finding?.refactor ?? "", /^Key nonce by the sender, and put the sender into/);
  });
});

describe("bookkeeping", () => {
  it("is of what was sent last, too", () => {
    const body = (value: string) =>
      `contract A {\nuint256 public last;\nmapping(address => uint256) at; function f(uint256 v) external payable { at[msg.sender] += msg.value; last = ${value}; } }`;
    const at: Meeting = { variable: "last", functions: ["f"], verdict: "overwritten" };
    const finding = advise(body("msg.value"), at);
    assert.equal(finding?.rule, "bookkeeping");
    assert.match(finding.message, /overwrites last with what is sent, and no transaction/);
    assert.match(finding.patch ?? "", /emit LastChanged\(msg\.value\);/);
    assert.equal(advise(body("at[msg.sender]"), at), undefined);
  });

  it("says which views cannot be kept, and is not sure then", () => {
    const of = (views: string) =>
      advise(
        `contract A { uint256 public last; int256 answer; mapping(address => uint256) at; ${views}
          function f() external { at[msg.sender]++; last = block.timestamp; } }`,
        { variable: "last", functions: ["f"], verdict: "overwritten" },
      );
    for (const views of [
      "function due() external view returns (bool) { return block.timestamp - last > 1 hours; }",
      'function due() external view returns (int256, uint256) { require(block.timestamp - last < 1 hours, "stale"); return (answer, last); }',
      "function due() external view returns (int256, uint256) { return (answer, last); }",
      "function due() public view returns (bool) { return _age() > 5; } function _age() private view returns (uint256) { return block.timestamp - last; }",
    ]) {
      const finding = of(views);
      assert.deepEqual([finding?.rule, finding?.confidence], ["bookkeeping", "medium"], views);
      assert.match(
        finding?.message ?? "",
        /, and no transaction reads it, but A\.due is a view that does: without it it cannot be kept\.$/,
      );
      assert.match(finding?.refactor ?? "", /; A\.due goes, or what it says is reckoned/);
      assert.match(finding?.price ?? "", /so does each view that reads the value/);
    }
    for (const views of ["", "function when_() external view returns (uint256) { return last; }"]) {
      const finding = of(views);
      assert.equal(finding?.confidence, "high");
      assert.match(finding.message, /no transaction reads it\.$/);
    }
  });

  it("knows the time by its old name, unless it is a variable's", () => {
    const of = (body: string) =>
      advise(
        `contract A { uint256 last; ${body} }`,
        { variable: "last", functions: ["f"], verdict: "overwritten" },
        { compiler: "solc06", pragma: "^0.6.0" },
      );
    const found = of("function f() external { last = now; }");
    assert.equal(found?.rule, "bookkeeping");
    assert.match(found.message, /the block's time/);
    assert.equal(
      of("uint256 x; function f(uint256 now) external { last = now; }")?.rule,
      undefined,
    );
  });
});

describe("the order of findings", () => {
  const body = `contract A {
    uint256 a; uint256 b; uint256 c;
    function f() external { a += 1; b += 1; c += 1; }
  }`;
  const places = ["a", "b", "c"].map((name) => hotspot(name));

  it("is by what they gain, then by the cost of their hotspots, and sums go by it", () => {
    const gains: Record<string, number> = { a: 2, b: 5, c: 2 };
    const { findings } = run(body, places, ({ groups: [group = ""] }) => ({
      alone: gains[group] ?? 0,
    }));
    assert.deepEqual(
      findings.map(({ finding }) => [finding.variable, finding.gain?.withAbove]),
      [
        ["b", 0],
        ["a", 1],
        ["c", 2],
      ],
    );
  });

  it("has beside what is about a slot what gains more at one of its variables, in front of it", () => {
    const packed = `contract A {
      uint64 visitors; bool open = true; mapping(address => uint256) rides;
      function f() external { visitors += 1; }
      function ride() external { require(open); rides[msg.sender] += 1; }
    }`;
    const mask = (byte: number, length: number) =>
      `0x${"00".repeat(32 - byte - length)}${"ff".repeat(length)}${"00".repeat(byte)}`;
    const place = hotspot("visitors", {
      variable: "visitors, open",
      path: "visitors, open",
      packed: ["visitors", "open"],
      functions: ["A.f", "A.ride"],
      accumulators: [
        makeAccumulator({ function: "A.f", field: "visitors", verdict: "commutative" }),
      ],
      sharing: [
        {
          a: "A.f",
          b: "A.ride",
          verdict: "false sharing",
          masks: [mask(0, 8), `0x${"00".repeat(32)}`],
          given: [],
          reason: null,
        },
      ],
    });
    const rulesWith = (shard: number, separate: number) =>
      run(packed, [place], ({ remedy }) => ({
        alone: remedy.kind === "separate" ? separate : shard,
      })).findings.map(({ finding }) => finding.rule);
    assert.deepEqual(rulesWith(5, 1.2), ["global-counter", "false-sharing"]);
    assert.deepEqual(rulesWith(1.2, 5), ["false-sharing"]);
    assert.deepEqual(rulesWith(5, 5), ["false-sharing"]);
  });
});

describe("what is told to be silent", () => {
  it("is told of where there is no such rule", () => {
    const of = (id: string) =>
      run(
        `contract A {\n  /// @custom:parallel-evm-ignore ${id} why\n  uint256 a; uint256 b;\n}`,
        [],
      ).problems;
    assert.deepEqual(of("global-counter"), []);
    assert.deepEqual(of("global-counters"), [
      `The comment at ${FILE}:5 ignores "global-counters", and there is no such rule; did you mean "global-counter"?`,
    ]);
  });

  it("is checked in the config against all rules", () => {
    assert.deepEqual([...RULE_IDS], ALL_RULES.map(({ id }) => id).sort());
  });
});

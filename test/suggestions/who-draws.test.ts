import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { advise, type Meeting, promised } from "./support/advise.ts";

const GIVE = "function f(uint256 id) external payable { raised[id] += msg.value; }";
const STATE = `mapping(uint256 => uint256) raised; mapping(uint256 => mapping(address => bool)) _roles; mapping(address => bool) keepers; address boss; address deputy; function isKeeper(address a) internal view returns (bool) { return keepers[a]; }
  uint256 constant PAYER = 7; modifier onlyRole(uint256 role) { require(_roles[role][msg.sender]); _; }
  /** @custom:storage-location erc7201:owned */ struct Owned { address owner; } function _owned() private pure returns (Owned storage $) { assembly { $.slot := 99 } }
  function owner() public view returns (address) { Owned storage $ = _owned(); return $.owner; }`;
const take = (asked: string) =>
  `function g(uint256 id, uint256 n) external ${asked.startsWith("only") ? asked : ""} { ${asked.startsWith("only") ? "" : asked} require(raised[id] >= n); raised[id] -= n; }`;

const ROLE = { path: "_roles[PAYER].hasRole[msg.sender]", senders: 4 };

function bodyOf(asked: string): string {
  return `contract A { ${STATE} ${GIVE} ${take(asked)} }`;
}

function meetingOf(more: Partial<Meeting>): Meeting {
  return {
    variable: "raised",
    path: "raised[arg:id]",
    functions: ["f"],
    verdict: "commutative",
    own: "16000",
    lowering: ["g"],
    others: ["A.g"],
    inSuite: true,
    ...more,
  };
}

function said(asked: string, more: Partial<Meeting>) {
  return advise(bodyOf(asked), meetingOf(more));
}

describe("hot-key on what only some accounts take", () => {
  const lists: Readonly<Record<string, readonly [string, string, RegExp]>> = {
    "with a role": [
      "onlyRole(PAYER)",
      "_roles[PAYER].hasRole[msg.sender]",
      /Only accounts with the role PAYER can call A\.g, and draw on it: /,
    ],
    "with a role that has no name": [
      "onlyRole(PAYER)",
      "_roles[0x00].members[msg.sender]",
      /Only accounts with a role can call A\.g/,
    ],
    "on a list": [
      "require(keepers[msg.sender]);",
      "keepers[msg.sender]",
      /Only accounts that keepers lists can call A\.g/,
    ],
    "on a list that a helper asks": [
      "require(isKeeper(msg.sender));",
      "keepers[msg.sender]",
      /Only accounts that keepers lists can call A\.g/,
    ],
    "the owner, or on a list": [
      "require(msg.sender == owner() || keepers[msg.sender]);",
      "keepers[msg.sender]",
      /Only accounts that are let in can call A\.g/,
    ],
    "the owner, or on a list, the other way round": [
      "if (msg.sender != owner() && !keepers[msg.sender]) revert();",
      "keepers[msg.sender]",
      /Only accounts that are let in can call A\.g/,
    ],
    "on a list that a helper asks, or the owner": [
      "require(isKeeper(msg.sender) || msg.sender == owner());",
      "keepers[msg.sender]",
      /Only accounts that are let in can call A\.g/,
    ],
    "on a list, but for the owner": [
      "if (msg.sender != owner()) require(keepers[msg.sender]);",
      "keepers[msg.sender]",
      /Only accounts that are let in can call A\.g/,
    ],
    "one of two": [
      "require(msg.sender == boss || msg.sender == deputy);",
      "boss",
      /Only accounts that are let in can call A\.g/,
    ],
  };
  for (const [what, [asked, path, words]] of Object.entries(lists)) {
    it(`is dealt out, and little is sure, where several did: ${what}`, () => {
      const finding = said(asked, { byNoted: { g: { path, senders: 4 } } });
      assert.equal(finding?.rule, "hot-key");
      assert.match(finding.message, words);
      assert.match(finding.message, /draw on it: 4 accounts have done so\.$/);
      assert.doesNotMatch(finding.message, /only one account/);
      assert.equal(finding.confidence, "low");
      assert.match(finding.refactor, /, dealt out to all parts\n/);
      assert.doesNotMatch(finding.refactor, /One account was seen/);
    });

    it(`is gathered, with a word of the others, where one did: ${what}`, () => {
      const finding = said(asked, { byNoted: { g: { path, senders: 1 } } });
      assert.match(finding?.message ?? "", words);
      assert.match(finding?.message ?? "", /draw on it: one account has done so\.$/);
      assert.equal(finding?.confidence, "medium");
      assert.match(finding.refactor, /\n\/\/ In A\.g:\nuint256 all;\n/);
      assert.match(
        finding.refactor,
        /\n\/\/ One account was seen to draw: where several do at once, .*$/,
      );
    });
  }

  it("is one account's where the code names it, however it was seen", () => {
    for (const asked of ["require(msg.sender == boss);", "require(owner() == msg.sender);"]) {
      const finding = said(asked, { byNoted: { g: { path: "boss", senders: 2 } } });
      assert.match(
        finding?.message ?? "",
        /Of each entry only one account can call A\.g, and draw on it\.$/,
      );
      assert.equal(finding?.confidence, "medium");
      assert.doesNotMatch(finding.refactor, /dealt out|was seen to draw/);
    }
  });

  it("promises what the sketch can do: whoever gathers all parts meets all", () => {
    const shard = { kind: "shard", shards: 16 };
    const promise = (asked: string, senders: number) =>
      promised(bodyOf(asked), meetingOf({ byNoted: { g: { ...ROLE, senders } } }));
    // Who puts in pays for a write to each part, which takes more than it gains.
    assert.equal(promise("onlyRole(PAYER)", 4), undefined);
    assert.deepEqual(promise("onlyRole(PAYER)", 1), { ...shard, isGathered: true });
    assert.deepEqual(promise("require(msg.sender == boss);", 1), { ...shard, isGathered: true });
    const nobody = `contract A { ${STATE} ${GIVE} }`;
    assert.deepEqual(promised(nobody, meetingOf({ lowering: [], others: [] })), shard);
  });
});

import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { advise, type Meeting, promised } from "./support/advise.ts";

const SET = `library EnumerableSet { struct Set { bytes32[] _values; mapping(bytes32 => uint256) _positions; } struct AddressSet { Set _inner; }
  function add(AddressSet storage set, address v) internal returns (bool) { bytes32 b = bytes32(uint256(uint160(v))); if (set._inner._positions[b] != 0) return false; set._inner._values.push(b); set._inner._positions[b] = set._inner._values.length; return true; }
  function length(AddressSet storage set) internal view returns (uint256) { return set._inner._values.length; } }`;
const FIELDS =
  "uint256 constant MAX = 320; mapping(address => bool) vip; uint256 sold; address[] list; address who;";

interface Kind {
  readonly rule: string;
  readonly count: string;
  readonly take: string;
  readonly meeting: Meeting;
  readonly more?: string;
}

const functions = ["f", "g"];
const KINDS: readonly Kind[] = [
  {
    rule: "cap",
    count: "sold",
    take: "sold++;",
    meeting: { variable: "sold", functions, into: ["status"] },
  },
  {
    rule: "array-push",
    count: "list.length",
    take: "list.push(msg.sender);",
    meeting: { variable: "list", path: "list.length", functions, into: ["storage"] },
    more: "function h(uint256 i) external { who = list[i % list.length]; }",
  },
];

function bodyOf({ count, take, more = "" }: Kind, bound: string): string {
  return `contract A { ${FIELDS} function f() external { require(${count} < MAX); ${take} } function g() external { require(${count} ${bound}); ${take} vip[msg.sender] = true; } ${more} }`;
}

describe("calls that draw on the same up to several bounds", () => {
  for (const kind of KINDS) {
    const { rule, meeting } = kind;
    it(`are promised nothing where these differ: ${rule}`, () => {
      for (const bound of ["< MAX + 160", "< 400", "<= MAX", "< MAX / 2"]) {
        const body = bodyOf(kind, bound);
        assert.doesNotMatch(advise(body, meeting)?.refactor ?? "", /16\]/, bound);
        assert.equal(promised(body, meeting), undefined, bound);
      }
    });

    it(`have it dealt out where they are the same, or the other one is the owner's: ${rule}`, () => {
      for (const bound of ["< MAX", "<= MAX - 1", "< 320"]) {
        const body = bodyOf(kind, bound);
        assert.equal(advise(body, meeting)?.rule, rule, bound);
        assert.deepEqual(promised(body, meeting), { kind: "shard", shards: 16 }, bound);
      }
      const owners = { ...meeting, notForUsers: ["g"] };
      assert.equal(advise(bodyOf(kind, "< MAX + 160"), owners)?.rule, rule);
    });
  }

  it("are promised nothing of a set either", () => {
    const meeting: Meeting = {
      variable: "set",
      path: "set._inner._values.length",
      functions,
      into: ["storage"],
    };
    const inSet = (bound: string) =>
      `${SET} contract A { using EnumerableSet for EnumerableSet.AddressSet; EnumerableSet.AddressSet set; ${FIELDS} function f() external { require(set.length() < MAX); set.add(msg.sender); } function g() external { require(set.length() < ${bound}); set.add(msg.sender); vip[msg.sender] = true; } }`;
    assert.equal(promised(inSet("MAX + 160"), meeting), undefined);
    assert.deepEqual(promised(inSet("MAX"), meeting), { kind: "shard", shards: 16 });
  });
});

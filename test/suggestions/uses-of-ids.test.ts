import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { advise, type Meeting, promised } from "./support/advise.ts";

const meeting: Meeting = { variable: "next", functions: ["f"], into: ["log", "storage"] };

/** Ids of `next`, taken by `f`, under which somebody is stored in `who`. */
const withIds = (body: string) =>
  `contract A { uint256 public next; mapping(uint256 => address) public who; mapping(address => uint256) points;
    function f() external returns (uint256 id) { id = next++; who[id] = msg.sender; } ${body} }`;

const own = "require(who[id] == msg.sender);";

describe("ids that are places in an array, or bits of a word", () => {
  it("stay", () => {
    for (const [asks, body] of [
      ["power[id]", `uint256[5000] power; function g(uint256 id) external { ${own} power[id]++; }`],
      ["power[id]", `uint256[] power; function g(uint256 id) external { ${own} power[id]++; }`],
      [
        "trait[k]",
        `uint8[100] trait; function traitOf(uint256 k) public view returns (uint8) { return trait[k]; } function g(uint256 id) external { ${own} points[msg.sender] += traitOf(id); }`,
      ],
      [
        "traits[id]",
        `bytes32 traits; function g(uint256 id) external { ${own} if (traits[id] != 0) points[msg.sender]++; }`,
      ],
      [
        "list[chosen]",
        `uint256 chosen; address[9] list; function g(uint256 id) external { ${own} chosen = id; } function h() external { points[list[chosen]]++; }`,
      ],
      ["1 << id", `uint256 marked; function g(uint256 id) external { ${own} marked |= 1 << id; }`],
    ] as const) {
      const finding = advise(withIds(body), meeting);
      assert.deepEqual([finding?.rule, finding?.confidence], ["sequential-id", "medium"], body);
      assert.match(finding?.refactor ?? "", /^Leave next as it is: /, body);
      assert(finding?.refactor.includes(asks), `${body}\n${finding?.refactor}`);
      assert.equal(promised(withIds(body), meeting), undefined, body);
    }
    const atOnce =
      "contract A { uint256 next; mapping(uint256 => address) who; mapping(address => uint256) owned; function f() external { uint256 id = next++; who[id] = msg.sender; owned[msg.sender] |= 1 << id; } }";
    assert.match(advise(atOnce, meeting)?.refactor ?? "", /^Leave next as it is: f .*1 << id/);
  });
});

describe("ids of which only some bits are used", () => {
  const cuts = [
    [
      "price[uint64(id)]",
      `mapping(uint256 => uint256) price; function g(uint256 id) external { ${own} price[uint64(id)] = 1; }`,
    ],
    [
      "L(msg.sender, uint96(id))",
      `struct L { address by; uint96 id; } mapping(uint256 => L) listed; function g(uint256 id) external { ${own} listed[id] = L(msg.sender, uint96(id)); }`,
    ],
    [
      "(id << 128) | other",
      `mapping(uint256 => uint256) bond; function g(uint256 id, uint256 other) external { ${own} bond[(id << 128) | other]++; }`,
    ],
    [
      "id & 0xffffffff",
      `mapping(uint256 => uint256) bond; function g(uint256 id) external { ${own} bond[id & 0xffffffff]++; }`,
    ],
    [
      "int256(id)",
      `mapping(int256 => uint256) bond; function g(uint256 id) external { ${own} bond[int256(id)]++; }`,
    ],
    [
      "uint8(id)",
      `mapping(uint256 => uint256) bond; function g(uint256 id) external { ${own} bond[uint8(id)]++; }`,
    ],
    [
      "bond[k]",
      `mapping(bytes32 => uint256) bond; function g(uint256 id) external { ${own} bytes32 k = keccak256(abi.encode(uint64(id))); bond[k]++; }`,
    ],
  ] as const;

  it("stay short, and it is said where, with little confidence", () => {
    for (const [asks, body] of cuts) {
      const finding = advise(withIds(body), meeting);
      assert.deepEqual([finding?.rule, finding?.confidence], ["sequential-id", "low"], body);
      const said = finding?.evidence.find((one) =>
        one.startsWith("Not all bits of an id are used"),
      );
      assert(said?.includes("g (contracts/A.sol:4): ") && said.includes(asks), `${body}\n${said}`);
      assert.match(finding?.refactor ?? "", /interleave them, so that ids stay short:/, body);
      assert.deepEqual(promised(withIds(body), meeting), { kind: "shard", shards: 16 }, body);
    }
  });

  it("also where another contract does so, or the call that takes one", () => {
    const other = `${withIds("function g(uint256 id) external { delete who[id]; }")}
contract B { struct L { address by; uint96 id; } mapping(uint256 => L) listed;
  function list(A a, uint256 id) external { require(a.who(id) == msg.sender); listed[id] = L(msg.sender, uint96(id)); } }`;
    assert.equal(advise(other, meeting)?.confidence, "low");
    const atOnce =
      "contract A { uint256 next; mapping(uint256 => address) who; mapping(address => uint32) last; function f() external { uint256 id = next++; who[id] = msg.sender; last[msg.sender] = uint32(id); } }";
    assert.match(advise(atOnce, meeting)?.refactor ?? "", /so that ids stay short:/);
  });
});

describe("what may be an id", () => {
  it("is told, where it is called as ids are, and goes into assembly", () => {
    for (const [asks, body] of [
      [
        "(id + 3) % 10000",
        `function g(uint256 id) external { ${own} delete who[id]; } function meta(uint256 id) external pure returns (uint256) { return (id + 3) % 10000; }`,
      ],
      ["assembly", `function g(uint256 id) external { ${own} assembly { sstore(id, 1) } }`],
    ] as const) {
      const finding = advise(withIds(body), meeting);
      assert.deepEqual([finding?.rule, finding?.confidence], ["sequential-id", "low"], body);
      const said = finding?.evidence.find((one) => one.startsWith("Look there, as other ids"));
      assert(said?.includes(asks), `${body}\n${said}`);
    }
  });

  it("but ids may be keys, be stored, told, hashed, compared with each other and converted to what is as long", () => {
    for (const body of [
      `mapping(uint256 => mapping(address => uint256)) paid; event E(uint256 id); function g(uint256 id) external returns (uint256) { ${own} paid[id][msg.sender]++; emit E(id); return id; }`,
      `mapping(address => uint256) mine; function g(uint256 id) external { ${own} mine[msg.sender] = id; } function h() external { delete who[mine[msg.sender]]; }`,
      `mapping(bytes32 => uint256) bond; function g(uint256 id) external { ${own} bond[bytes32(id)]++; bond[bytes32(uint256(uint160(uint256(keccak256(abi.encode(id))))))]++; }`,
      `uint256[16] parts; function g(uint256 id) external { ${own} parts[id % 16]++; }`,
      `function g(uint256 id) external { ${own} } function meta(uint256 id) external view returns (address) { return who[id]; }`,
    ]) {
      const finding = advise(withIds(body), meeting);
      assert.deepEqual([finding?.rule, finding?.confidence], ["sequential-id", "high"], body);
      assert.deepEqual(promised(withIds(body), meeting), { kind: "remove" }, body);
    }
  });
});

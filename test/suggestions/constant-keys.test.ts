import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { advise } from "./support/advise.ts";

/** Everybody who pays credits one account with a share. */
const taxed = (key: string) => `contract A {
  address constant TREASURY = 0x5AFE000000000000000000000000000000007ea5;
  mapping(address => uint256) balances;
  function pay(address to, uint256 v) external {
    balances[msg.sender] -= v;
    uint256 fee = v / 100;
    balances[${key}] += fee;
    balances[to] += v - fee;
  }
}`;

describe("entries under a constant", () => {
  for (const key of ["TREASURY", "0x5AFE000000000000000000000000000000007ea5"]) {
    it(`are one account's, whether the path says ${key.slice(0, 8)} or not`, () => {
      for (const path of [
        "balances[TREASURY]",
        "balances[0x5afe000000000000000000000000000000007ea5]",
      ]) {
        const found = advise(taxed(key), {
          variable: "balances",
          path,
          functions: ["pay"],
          verdict: "commutative",
          into: [],
          own: "1",
        });
        assert.equal(found?.rule, "fee-accumulator", path);
      }
    });
  }
});

describe("an entry of its own for each kind of call", () => {
  it("is of those that change it, and by what the code adds", () => {
    const finding = advise(
      `contract A { enum Phase { Closed, Allow, Public } mapping(Phase => uint256) sold; mapping(address => uint256) units;
        function allow() external { sold[Phase.Allow] += units[msg.sender]; }
        function open(uint256 n) external { sold[Phase.Public] += n; } }`,
      {
        variable: "sold",
        path: "sold[Phase.Allow]",
        functions: ["allow", "open"],
        verdict: "commutative",
        own: "1",
      },
    );
    assert.equal(finding?.rule, "global-counter");
    assert.match(finding.message, /^Everybody who calls A\.allow changes sold\[Phase\.Allow\]/);
    assert.match(finding.refactor, /\] \+= units\[msg\.sender\];/);
  });
});

describe("entries under keys that are no accounts", () => {
  const counted = (declared: string, change: string, path: string, others = "") =>
    advise(
      `contract A { enum Kind { A, B } bytes32 constant VISITS = keccak256("visits"); ${declared}
        function f() external { ${change} } ${others} }`,
      {
        variable: /^\w+/.exec(path)?.[0] ?? "",
        path,
        functions: ["f"],
        verdict: "commutative",
        own: "1",
      },
    );

  it("are counters, if the key is the same for all", () => {
    for (const [declared, change, path, sketch] of [
      [
        "mapping(bytes32 => uint256) public counts;",
        "counts[VISITS] += 1;",
        "counts[VISITS]",
        "mapping(bytes32 => uint256[16]) private _countsShards;",
      ],
      [
        "uint256[4] buckets;",
        "buckets[2] += 1;",
        "buckets[2]",
        "mapping(uint256 => uint256[16]) private _bucketsShards;",
      ],
      [
        "mapping(bool => uint256) yn;",
        "yn[true]++;",
        "yn[true]",
        "mapping(bool => uint256[16]) private _ynShards;",
      ],
      [
        "mapping(Kind => uint256) counts;",
        "counts[Kind.A] += 1;",
        "counts[Kind.A]",
        "mapping(A.Kind => uint256[16]) private _countsShards;",
      ],
      [
        "mapping(Kind => int256) counts;",
        "counts[Kind.A] += 1;",
        "counts[0]",
        "mapping(A.Kind => int256[16]) private _countsShards;",
      ],
    ] as const) {
      const found = counted(declared, change, path);
      assert.equal(found?.rule, "global-counter", path);
      assert(found.message.startsWith(`Everybody who calls A.f changes ${path},`), found.message);
      assert(found.refactor.startsWith(sketch), found.refactor);
    }
  });

  it("are nothing to split where a call reads them, or where the key is another one", () => {
    const declared = "mapping(bytes32 => uint256) counts; uint256 x;";
    const reading = "function g() external { x = counts[VISITS]; }";
    assert.equal(counted(declared, "counts[VISITS] += 1;", "counts[VISITS]", reading), undefined);
    assert.equal(counted("uint256[4] buckets;", "buckets[2] += 1;", "buckets[3]"), undefined);
  });
});

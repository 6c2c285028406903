import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { advise } from "./support/advise.ts";

const adds = { verdict: "commutative", into: [] } as const;

describe("sketches are in the contract's own names", () => {
  it("of fees, which go where they went, in a name that nothing else has", () => {
    const taking = (body: string) =>
      advise(
        `contract A { uint128 public fees; uint256 x; event Paid(uint256 amount);
          constructor() { fees = 7; }
          function f(uint128 cut) external payable { fees += cut; }
          function take(uint256 amount) external { ${body} fees = 0; x = amount; } }`,
        { variable: "fees", functions: ["f"], notForUsers: ["take"], ...adds },
      )?.refactor;
    assert.match(
      taking("uint256 all = fees; x = all;") ?? "",
      /\+= cut;\n.*A\.take:\nuint256 all;\nfor .* \{ all \+= _feesShards\[i\]; _feesShards\[i\] = 0; \}/,
    );
    assert.match(taking("x = fees;") ?? "", /\nuint256 sum;\nfor .* \{ sum \+= /);
    const taken = taking("uint256 sum = 1; x = fees + sum;");
    assert.match(taken ?? "", /\nuint256 sum2;\nfor .* \{ sum2 \+= /);
  });

  it("of an entry, with its keys and types", () => {
    const refactor = advise(
      `contract A { enum Side { Yes, No } struct P { mapping(Side => uint256) votes; } mapping(uint256 => P) polls; uint256 _pollsVotesShards;
        function f(uint256 poll, Side side, uint256 weight) external { polls[poll].votes[side] += weight; } }`,
      {
        variable: "polls",
        path: "polls[arg:poll].votes[arg:side]",
        functions: ["f"],
        inSuite: true,
        ...adds,
      },
    )?.refactor.split("\n");
    assert.deepEqual(refactor?.slice(0, 2), [
      "mapping(uint256 => mapping(A.Side => uint256[16])) private _pollsVotesShards2; // instead of polls.votes",
      "_pollsVotesShards2[poll][side][uint160(msg.sender) % 16] += weight;",
    ]);
    const simple = advise(
      "contract A { mapping(address => uint256) raisedFor; function f(address cause) external payable { raisedFor[cause] += msg.value; } }",
      {
        variable: "raisedFor",
        path: "raisedFor[arg:cause]",
        functions: ["f"],
        inSuite: true,
        ...adds,
      },
    )?.refactor.split("\n");
    assert.deepEqual(simple?.slice(0, 2), [
      "mapping(address => uint256[16]) private _raisedForShards; // instead of raisedFor",
      "_raisedForShards[cause][uint160(msg.sender) % 16] += msg.value;",
    ]);
  });

  it("of stakes, in a pool and by themselves", () => {
    const refactor = advise(
      `contract A { struct Pool { uint256 staked; uint256 index; uint256 time; } Pool[] pools; uint256 _waiting; mapping(address => uint256) paid;
        function f(uint256 pid, uint256 stake) external { Pool storage pool = pools[pid];
          pool.index += (block.timestamp - pool.time) * 1e18 / pool.staked; pool.time = block.timestamp; paid[msg.sender] = pool.index; pool.staked += stake; } }`,
      { variable: "pools", path: "pools[arg:pid].staked", functions: ["f"], inSuite: true },
    )?.refactor;
    assert.match(
      refactor ?? "",
      /\n_waiting2\[pid\]\[uint160\(msg\.sender\) % 16\] \+= stake; \/\/ instead of pools\[pid\]\.staked \+= stake\n/,
    );
  });

  it("of signed numbers, in signed parts", () => {
    const refactor = advise(
      "contract A { struct S { int256 net; uint256 x; } S s; function f(int256 by) external { s.net += by; } function g() external view returns (int256) { return s.net; } }",
      { variable: "s", path: "s.net", functions: ["f"], ...adds },
    )?.refactor;
    assert.match(refactor ?? "", /^int256\[16\] private _sNetShards; /);
    const whole = advise(
      "contract A { int128 public net; function f(int128 by) external { net += by; } }",
      { variable: "net", functions: ["f"], ...adds },
    )?.refactor;
    assert.match(whole ?? "", /^int256\[16\] private _netShards; /);
  });

  it("of an entry, as calls were seen to change it, with a counter that its keys do not have", () => {
    const body = `contract A { mapping(uint256 => uint256) supply;
      function f(uint256[] memory ids, bool isMint) public { for (uint256 i = 0; i < ids.length; i++) { if (isMint) supply[ids[i]] += 1; else supply[ids[i]] -= 2; } } }`;
    const at = (own: string) =>
      advise(body, {
        variable: "supply",
        path: "supply[arg:ids]",
        functions: ["f"],
        inSuite: true,
        ...adds,
        own,
      });
    assert.match(at("1")?.message ?? "", /and add to supply/);
    assert.match(
      at("1")?.refactor ?? "",
      /\n_supplyShards\[ids\[i\]\]\[.*\] \+= 1;\nfor \(uint256 part = 0; part < 16; part\+\+\) sum \+= _supplyShards\[ids\[i\]\]\[part\];/,
    );
    assert.match(at("-2")?.message ?? "", /and draw on supply/);
    assert.match(
      at("-2")?.refactor ?? "",
      /\nuint256 left = 2;\nfor \(uint256 part = 0; left > 0 /,
    );
  });
});

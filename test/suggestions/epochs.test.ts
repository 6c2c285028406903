import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { advise, promised } from "./support/advise.ts";

const STATE =
  "uint256 epoch; uint256 start; uint256 filled; mapping(uint256 => uint256) of_; mapping(address => uint256) idOf; event E(uint256 id);";

const ruleOf = (body: string) =>
  advise(`contract A { ${STATE} ${body} }`, { variable: "epoch", functions: ["f"] })?.rule;

describe("a number that calls are counted under", () => {
  const epochs = [
    "function f(uint256 n) external { if (block.timestamp >= start + 7 days) { epoch++; start = block.timestamp; } of_[epoch] += n; }",
    "function f() external { of_[epoch] += 1; filled++; if (filled == 10) { epoch++; filled = 0; } }",
    "function f() external { roll(); of_[epoch] += 1; } function roll() private { if (block.timestamp < start) return; start += 1 days; epoch += 1; }",
  ];
  for (const body of epochs) {
    it(`is no id: ${body.slice(0, 60)}`, () => {
      assert.notEqual(ruleOf(body), "sequential-id");
    });
  }

  const ids = [
    // One for who has none yet.
    "function f() external { if (idOf[msg.sender] == 0) { idOf[msg.sender] = ++epoch; emit E(epoch); } }",
    "function f(uint256 n) external { if (n == 0) return; of_[epoch++] = n; }",
    "function f(uint256 n) external { if (n == 0) revert(); epoch++; of_[epoch] = n; }",
  ];
  for (const body of ids) {
    it(`is an id where each call that uses it takes it: ${body.slice(0, 60)}`, () => {
      assert.equal(ruleOf(body), "sequential-id");
    });
  }
});

describe("a chain of hashes of which nothing is drawn", () => {
  const chain =
    "contract A { bytes32 root; event E(bytes32 r); function f(uint256 v) external { root = keccak256(abi.encode(root, msg.sender, v)); emit E(root); } }";
  const seed =
    "contract A { uint256 root; event E(uint256 r); function f() external { root = uint256(keccak256(abi.encode(root, msg.sender))); emit E(root % 6); } }";
  const meeting = { variable: "root", functions: ["f"], own: "123456789123456789" };

  it("is promised nothing, and no other randomness", () => {
    const finding = advise(chain, meeting);
    assert.equal(finding?.rule, "chained-randomness");
    assert.doesNotMatch(finding.refactor, /prevrandao/);
    assert.match(finding.refactor, /^Leave root as it is/);
    assert.equal(promised(chain, meeting), undefined);
  });

  it("is told as the seed of all where others draw from it", () => {
    const reveal =
      "function f(uint256 v) external { seed = keccak256(abi.encode(seed, v)); players.push(msg.sender);";
    const state = "bytes32 seed; address[] players; mapping(address => uint256) won;";
    const elsewhere = { ...meeting, variable: "seed" };
    for (const body of [
      `${reveal} } function winner() public view returns (address) { return players[uint256(seed) % players.length]; } function claim() external { require(msg.sender == winner()); won[msg.sender]++; }`,
      `${reveal} } function winner() public view returns (address) { return players[uint256(seed) % players.length]; }`,
      `${reveal} } function winner(uint256 k) public view returns (uint256) { return uint256(seed) & k; }`,
      `${reveal} won[msg.sender] = _winner(6); } function _winner(uint256 k) private view returns (uint256) { return uint256(seed) % k; } function claim() external { won[msg.sender] += _winner(2); }`,
    ]) {
      const finding = advise(`contract A { ${state} ${body} }`, elsewhere);
      assert.equal(finding?.rule, "chained-randomness", body);
      assert.equal(finding.confidence, "medium");
      assert.match(finding.refactor, /^Leave seed as it is: .*inner/, body);
      assert.match(
        finding.evidence.join(" "),
        /A number that is drawn depends .*inner \(contracts/,
      );
      assert.equal(promised(`contract A { ${state} ${body} }`, elsewhere), undefined);
    }
    const asked = advise(
      `contract B { mapping(address => bool) public won; function take(A a) external { require(uint256(a.seed()) % 2 == 0); won[msg.sender] = true; } }
       contract A { bytes32 public seed; mapping(address => uint256) won; function f() external { seed = keccak256(abi.encode(seed, msg.sender)); won[msg.sender] = uint256(seed) % 6; } }`,
      elsewhere,
    );
    assert.match(asked?.refactor ?? "", /^Leave seed as it is: .*B\.take/);
  });

  it("but a seed is", () => {
    assert.match(advise(seed, meeting)?.refactor ?? "", /prevrandao/);
    assert.deepEqual(promised(seed, meeting), { kind: "remove" });
  });
});

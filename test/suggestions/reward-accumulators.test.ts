import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { advise } from "./support/advise.ts";

const STATE =
  "uint256 total; uint256 max; uint256 index; uint256 last; mapping(address => uint256) stake; mapping(address => uint256) paid; mapping(address => uint256) owed;";
const UPDATE =
  "function _up() private { if (total > 0) index += (block.timestamp - last) * 1e18 / total; last = block.timestamp; owed[msg.sender] += stake[msg.sender] * (index - paid[msg.sender]) / 1e18; paid[msg.sender] = index; }";

const said = (body: string, variable = "total", functions: readonly string[] = ["put"]) =>
  advise(`contract A { ${STATE} ${body} }`, {
    variable,
    functions,
    into: ["storage"],
    places: ["A.index"],
  });

describe("rewards by the total of stakes", () => {
  const put = (check: string) =>
    `${UPDATE} function put(uint256 n) external { _up(); ${check} stake[msg.sender] += n; total += n; } function room() public view returns (uint256) { return total; }`;

  it("keep no bound that is not told of", () => {
    for (const check of ["require(total + n <= max);", "if (room() + n > max) revert();"]) {
      const finding = said(put(check));
      assert.equal(finding?.rule, "staking-accumulator");
      assert.equal(finding.confidence, "medium");
      assert(finding.evidence.some((text) => text.startsWith("total has a bound, too (")));
      assert.match(finding.refactor, /max/);
    }
  });

  it("have none where a call only asks for some, or for what is reckoned from it", () => {
    for (const check of ["", "require(total > 0);", "require(owed[msg.sender] * 2 < max);"]) {
      const finding = said(put(check));
      assert.equal(finding?.confidence, "high", check);
      assert(!finding.evidence.some((text) => text.includes("has a bound")));
    }
  });

  it("wait with the entry of whose they are, and what waits is taken back first", () => {
    const take =
      "function take(uint256 n) external { _up(); stake[msg.sender] -= n; total -= uint128(n); }";
    const lines = (said(`${put("")} ${take}`, "total", ["put", "take"])?.refactor ?? "").split(
      "\n",
    );
    for (const line of [
      "_waiting[uint160(msg.sender) % 16] += n; // instead of total += n",
      "_waitingOf[msg.sender] += n; // instead of stake[msg.sender] += n",
      "_waitingSince[msg.sender] = _epoch;",
      "uint256 early = n < _waitingOf[msg.sender] ? n : _waitingOf[msg.sender]; // in take: what still waits goes first",
      "_waiting[uint160(msg.sender) % 16] -= early;",
      "stake[msg.sender] -= n - early; // instead of stake[msg.sender] -= n",
      "_leaving[uint160(msg.sender) % 16] += n - early; // instead of total -= uint128(n)",
    ]) {
      assert(lines.includes(line), `${line}\n${lines.join("\n")}`);
    }
    const paid = lines.findIndex((line) => line.startsWith("// Before stake[msg.sender] is used"));
    assert(paid >= 0 && paid < lines.findIndex((line) => line.startsWith("_waiting[")));
  });

  it("are in parts by the account that they are for, and in a pool by its key", () => {
    const pools =
      "struct P { uint128 acc; uint64 last; uint128 total; } mapping(uint256 => P) pools; mapping(uint256 => mapping(address => uint256)) amt;";
    const finding = advise(
      `contract A { ${pools} mapping(uint256 => mapping(address => uint256)) debt;
        function put(uint256 p, address who) external payable { P storage q = pools[p]; if (q.total > 0) q.acc += uint128((block.timestamp - q.last) * 1e12 / q.total); q.last = uint64(block.timestamp); amt[p][who] += msg.value; pools[p].total += uint128(msg.value); debt[p][who] = amt[p][who] * pools[p].acc / 1e12; } }`,
      { variable: "pools", path: "pools[arg:p].total", functions: ["put"], into: ["storage"] },
    );
    assert.equal(finding?.rule, "staking-accumulator");
    assert.match(
      finding.refactor,
      /\n_waiting\[p\]\[uint160\(who\) % 16\] \+= msg\.value; .*\n_waitingOf\[p\]\[who\] \+= msg\.value;/,
    );
    assert.doesNotMatch(finding.refactor, /_leaving|amount/);
  });

  it("are told with little confidence where nobody's entry is seen", () => {
    const finding = said(
      `${UPDATE} function put(uint256 n) external { _up(); stake[msg.sender] = n * 2; total += n; }`,
    );
    assert.equal(finding?.confidence, "low");
    assert.match(finding.refactor, /has to wait with it, too/);
  });

  it("name those that bring the index up to date", () => {
    const more = "function look() external { stake[msg.sender] = last; }";
    const finding = said(`${put("")} ${more}`, "last", ["look", "put"]);
    assert.match(finding?.message ?? "", /in each call of A\.put\.$/);
  });

  it("are none where a price is summed up over time, for nobody", () => {
    const pair =
      "function swap(uint256 n) external { index += owed[address(0)] * 1e18 / total * (block.timestamp - last); last = block.timestamp; total += n; }";
    for (const variable of ["total", "index", "last"]) {
      assert.notEqual(said(pair, variable, ["swap"])?.rule, "staking-accumulator");
    }
  });
});

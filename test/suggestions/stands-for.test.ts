import assert from "node:assert/strict";
import { describe, it } from "node:test";

import type { ReportFinding } from "../../src/internal/model/report-finding.ts";
import { advise, type Meeting } from "./support/advise.ts";

/** What is said in evidence of it. */
const told = (finding: ReportFinding | undefined) => finding?.evidence.join("\n") ?? "";

/** Functions that an ERC-20 has, and those of an ERC-721 that have the same selectors. */
const ERC20 = `interface IERC20 { function transferFrom(address a, address b, uint256 n) external returns (bool); function transfer(address b, uint256 n) external returns (bool); }
  abstract contract Token is IERC20 { uint256 n; function transferFrom(address, address, uint256) public returns (bool) { n++; return true; } function transfer(address, uint256) public returns (bool) { n++; return true; } }
  contract Coin is Token {}`;
const ERC721 =
  "interface IERC721 { function transferFrom(address a, address b, uint256 id) external; function ownerOf(uint256 id) external view returns (address); }";
const BODY = `uint256 public next; mapping(uint256 => address) public ownerOf;
  function f() external { uint256 id = ++next; ownerOf[id] = msg.sender; }
  function transferFrom(address a, address b, uint256 id) external { require(ownerOf[id] == a); ownerOf[id] = b; }`;
const NFT = `contract A { ${BODY} }`;

/** A contract that is given what it calls. */
const calling = (type: string, call: string) =>
  `contract Locker { mapping(address => uint256) locked;
    function lock(${type} a, uint256 n) external { require(n >= 100); locked[msg.sender] += n; ${call} } }`;
const TRANSFER = "a.transferFrom(msg.sender, address(this), n);";
const OWNER = "require(a.ownerOf(n) == msg.sender);";

describe("sequential-id, where other contracts are called", () => {
  const meeting: Meeting = { variable: "next", functions: ["f"] };
  const said = (body: string) => advise(body, meeting);

  it("is nothing to who calls a token that only shares some functions, whatever it is typed as", () => {
    for (const type of ["IERC20", "Token", "Coin"]) {
      const finding = said(`${ERC20} ${NFT} ${calling(type, TRANSFER)}`);
      assert.deepEqual([finding?.rule, finding?.confidence], ["sequential-id", "high"], type);
      assert.doesNotMatch(told(finding), /lock|Locker/, type);
    }
    // Nor is a result read of what returns none.
    // Though it was seen to call it: by another type.
    const both = `${ERC20} ${ERC721} ${NFT} ${NFT.replace("contract A", "contract B")} ${calling("IERC20", TRANSFER)}`;
    const seenCalls = ["Locker calls A 23b872dd"];
    assert.equal(advise(both, meeting, { seenCalls })?.confidence, "high");
    const minimal = `interface IPay { function transferFrom(address a, address b, uint256 n) external returns (bool); } ${NFT} ${calling("IPay", TRANSFER)}`;
    assert.equal(said(minimal)?.confidence, "high");
  });

  it("stays where what is called inherits, or has all functions, of that type", () => {
    for (const body of [
      `${NFT} ${calling("A", TRANSFER)}`,
      `${ERC20} ${ERC721} ${NFT} ${calling("IERC721", OWNER)}`,
      `${ERC20} ${ERC721} ${NFT} ${calling("IERC721", TRANSFER)}`,
      `abstract contract Base { ${BODY} } contract A is Base {} ${calling("Base", TRANSFER)}`,
      // It is more than that one has, and inherited all the same.
      `interface IShop { function transferFrom(address a, address b, uint256 id) external; function burn(uint256) external; }
        abstract contract Base is IShop { ${BODY} } contract A is Base { function burn(uint256 id) external { delete ownerOf[id]; } } ${calling("IShop", TRANSFER)}`,
    ]) {
      const finding = said(body);
      assert.match(
        finding?.refactor ?? "",
        /^Leave next as it is: lock \(\S+\) asks n >= 100/,
        body,
      );
    }
  });

  it("is told with a place to look at where others fit as well, and less sure", () => {
    const other = NFT.replace("contract A", "contract Other");
    for (const type of ["IERC721", "IPay"]) {
      const finding = said(
        `interface IPay { function transferFrom(address a, address b, uint256 n) external; } ${ERC721} ${NFT} ${other} ${calling(type, TRANSFER)}`,
      );
      assert.deepEqual([finding?.rule, finding?.confidence], ["sequential-id", "low"], type);
      assert.match(told(finding), /Look there, .* lock \(\S+\): n >= 100/);
      assert.doesNotMatch(finding?.refactor ?? "", /^Leave/);
    }
    // An NFT by hand lacks functions of the standard that it is called by.
    const standard = ERC721.replace("{", "{ function approve(address a, uint256 id) external;");
    const part = said(`${standard} ${NFT} ${calling("IERC721", TRANSFER)}`);
    assert.deepEqual([part?.rule, part?.confidence], ["sequential-id", "low"]);
    assert.match(told(part), /Look there, .* lock \(\S+\): n >= 100/);
    // Where there is one that has them, that one is called.
    const whole = NFT.replace("contract A", "contract Whole").replace(
      /}$/,
      "function approve(address a, uint256 id) external { ownerOf[id] = a; } }",
    );
    const sure = said(`${standard} ${NFT} ${whole} ${calling("IERC721", TRANSFER)}`);
    assert.deepEqual([sure?.rule, sure?.confidence], ["sequential-id", "high"]);
    assert.doesNotMatch(told(sure), /lock/);
    // Unless it was seen to call this one, by this function.
    const seen = (...seenCalls: string[]) =>
      advise(`${standard} ${NFT} ${whole} ${calling("IERC721", TRANSFER)}`, meeting, { seenCalls });
    const called = seen("Locker calls A 23b872dd");
    assert.deepEqual([called?.rule, called?.confidence], ["sequential-id", "low"]);
    assert.match(told(called), /Look there, .* lock \(\S+\): n >= 100/);
    assert.doesNotMatch(called?.refactor ?? "", /^Leave/);
    for (const other of ["Locker calls A 6352211e", "Locker calls Whole 23b872dd"]) {
      assert.equal(seen(other)?.confidence, "high", other);
    }
    const counted = said(
      `interface I { function next() external view returns (uint256); } ${NFT} ${other} contract B { uint256 x; function g(I a) external { x = a.next(); } }`,
    );
    assert.equal(counted?.confidence, "medium");
    assert.match(told(counted), /B\.g may ask by it .* of this contract, or of another one/);
  });
});

describe("array-push, where other contracts are called", () => {
  const meeting: Meeting = { variable: "list", path: "list.length", functions: ["f"] };
  const cats = `contract A { address[] list; mapping(uint256 => uint256) with; mapping(address => uint256) has;
    function f() external { list.push(msg.sender); }
    function pair(uint256 a, uint256 b) external { require(list[a] == msg.sender && list[b] == msg.sender); has[msg.sender]++; }
    function transfer(address to, uint256 id) external { require(list[id] == msg.sender); list[id] = to; has[to]++; } }`;
  const pool = (type: string) =>
    `contract Pool { mapping(address => uint256) owed; function borrow(${type} a, uint256 n) external { require(n * 2 <= owed[msg.sender]); a.transfer(msg.sender, n); } }`;

  it("is nothing to a pool of another token, and stays for who names places", () => {
    const finding = advise(`${ERC20} ${cats} ${pool("IERC20")}`, meeting);
    assert.equal(finding?.rule, "array-push");
    assert.doesNotMatch(told(finding), /borrow/);
    assert.doesNotMatch(finding.refactor, /^Leave/);
    const own = advise(`${cats} ${pool("A")}`, meeting);
    assert.match(own?.refactor ?? "", /^Leave list as it is: borrow /);
  });

  it("is told with a place to look at where others fit as well", () => {
    const other = cats.replace("contract A", "contract Other");
    const pay = "interface IPay { function transfer(address to, uint256 n) external; }";
    const finding = advise(`${pay} ${cats} ${other} ${pool("IPay")}`, meeting);
    assert.deepEqual([finding?.rule, finding?.confidence], ["array-push", "low"]);
    assert.match(told(finding), /Look there, .*: borrow \(\S+\) asks n \* 2 <= owed/);
  });
});

describe("global-counter, where other contracts are called", () => {
  const A =
    "contract A { uint256 public total; mapping(address => bool) public was; function f() external { was[msg.sender] = true; total++; } }";
  const ASKS = "contract B { uint256 x; function g(I a) external { x = a.total(); } }";
  const said = (type: string) =>
    advise(
      `interface I { function total() external view returns (uint256); ${type} } ${A} ${ASKS}`,
      {
        variable: "total",
        functions: ["f"],
        verdict: "commutative",
      },
    )?.message;

  it("is read by who asks a contract that has all that is asked for", () => {
    assert.match(said("") ?? "", /B\.g may read it/);
    assert.match(said("function was(address a) external view returns (bool);") ?? "", /B\.g may/);
    assert.match(said("function rate() external;") ?? "", /no transaction reads it/);
  });
});

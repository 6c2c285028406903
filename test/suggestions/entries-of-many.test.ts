import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { compile } from "../slot-naming/support/compile.ts";
import { advise, FILE, type Meeting } from "./support/advise.ts";

const PACKAGES = { hasPackages: true };

describe("hot-key on an entry of a package", () => {
  const ERC20 = 'import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";';
  const USD = `${ERC20} contract A is ERC20("USD", "USD") { function faucet() external { _mint(msg.sender, 1 ether); } }`;
  const SUBS = `contract Subs { A usd; address treasury; function pay(uint256 n) external { usd.transferFrom(msg.sender, treasury, n); } }`;
  const meeting: Meeting = {
    variable: "_balances",
    path: "_balances[arg:to]",
    functions: ["faucet"],
    by: ["Subs.pay"],
    verdict: "commutative",
    inSuite: true,
  };

  it("is silent of those who come by one contract, whoever else has the entry for the own", () => {
    assert.equal(advise(`${USD} ${SUBS}`, meeting, PACKAGES), undefined);
    assert.equal(advise(`${USD} ${SUBS}`, { ...meeting, functions: [] }, PACKAGES), undefined);
  });

  it("names those who name it, says that it is in a package, and edits nothing there", () => {
    const functions = ["faucet", "transfer"];
    const found = advise(USD, { ...meeting, functions, by: [] }, PACKAGES);
    assert.equal(found?.rule, "hot-key");
    assert.match(found.message, /^Several users name the same when they call A\.transfer, and add/);
    assert.match(
      found.evidence.join(" "),
      /_balances is declared in a package, @openzeppelin\/con/,
    );
    assert.doesNotMatch(found.refactor, /\n|Shards|sum \+=/);
    assert.match(
      found.refactor,
      /^Leave _balances as it is\. Let those who are named by many have/,
    );
  });

  it("is sketched where it is the project's own, and users name it", () => {
    const own = `contract A { mapping(address => uint256) raised; function give(address to) external payable { raised[to] += msg.value; } function own() external payable { raised[msg.sender] += msg.value; } }`;
    const at: Meeting = { ...meeting, variable: "raised", path: "raised[arg:to]", by: [] };
    const found = advise(own, { ...at, functions: ["give", "own"] });
    assert.match(found?.message ?? "", /when they call A\.give, and add to/);
    assert.match(
      found?.refactor ?? "",
      /^mapping\(address => uint256\[16\]\) private _raisedShards;/,
    );
    assert.doesNotMatch(found?.evidence.join(" ") ?? "", /package/);
  });

  it("is no matter of what is stored where the key is written in the code", () => {
    const body = `import {ERC1155Supply, ERC1155} from "@openzeppelin/contracts/token/ERC1155/extensions/ERC1155Supply.sol";
      contract A is ERC1155Supply { uint256 constant SWORD = 1; constructor() ERC1155("") {} function forge(uint256 n) external { _mint(msg.sender, SWORD, n, ""); } }`;
    const at: Meeting = {
      ...meeting,
      variable: "_totalSupply",
      path: "_totalSupply[1]",
      functions: ["forge"],
      by: [],
    };
    const found = advise(body, at, PACKAGES);
    assert.equal(found?.rule, "hot-key");
    assert.match(found.message, /^All who call A\.forge use the same entry, and add to/);
    assert(found.evidence.includes("No argument names the entry: all calls came to 1."));
    assert.match(found.evidence.join(" "), /_totalSupply is declared in a package/);
    assert.match(
      found.refactor,
      /^Leave _totalSupply\[1\] as it is .* do without ERC1155Supply of /,
    );
    assert.doesNotMatch(found.refactor, /ids\./);
    // What is stored leads there.
    const led = `contract A { mapping(address => address) sponsorOf; mapping(address => uint256) spent; function f() external { spent[sponsorOf[msg.sender]] += 1; } }`;
    const path = "spent[sponsorOf[msg.sender]]";
    const other = advise(led, { ...at, variable: "spent", path, functions: ["f"] });
    assert.match(other?.message ?? "", /are led to the same entry by what is stored/);
  });
});

describe("hot-key on packed numbers", () => {
  it("splits all of them, by a sketch that compiles", () => {
    const state = "struct P { uint128 yes; uint128 no; uint64 ends; } P[] polls;";
    const found = advise(
      `contract A { ${state} function vote(uint256 id, bool yes) external { P storage p = polls[id]; require(block.timestamp < p.ends); if (yes) p.yes++; else p.no++; } }`,
      {
        variable: "polls",
        path: "polls[arg:id].yes, polls[arg:id].no",
        functions: ["vote"],
        verdict: "commutative",
        inSuite: true,
      },
    );
    const lines = (found?.refactor ?? "").split("\n");
    for (const name of ["Yes", "No"]) {
      const own = lines.filter((line) => line.includes(`_polls${name}Shards`));
      assert.equal(own.length, 3, name);
      const [declaration = "", add = "", sum = ""] = own;
      compile({
        [FILE]: `// SPDX-License-Identifier: MIT\npragma solidity ^0.8.20;\ncontract A { ${declaration}\n function f(uint256 id) external returns (uint256 sum) { ${add}\n${sum}\n } }`,
      });
    }
  });
});

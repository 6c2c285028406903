import assert from "node:assert/strict";
import { describe, it } from "node:test";

import type { ReportFinding } from "../../src/internal/model/report-finding.ts";
import { advise, type Meeting } from "./support/advise.ts";

const VAULT = `contract A { mapping(address => uint256) was; uint256 public calls;
  function f(address user) external { was[user] = block.number; calls++; } }`;
const ROUTER = `contract Router { function pay(A a) external { a.f(msg.sender); } }`;

function counted(body: string, meeting: Partial<Meeting>): ReportFinding | undefined {
  return advise(body, { variable: "calls", functions: [], verdict: "commutative", ...meeting });
}

describe("parts by the sender, where contracts call", () => {
  it("are no diff where all come by one", () => {
    const body = VAULT.replace("was[user] = block.number", "was[user] += 5");
    const finding = counted(`${body} ${ROUTER}`, { by: ["Router.pay"] });
    assert.equal(finding?.rule, "global-counter");
    assert.deepEqual([finding.patch, finding.gain, finding.confidence], [null, null, "low"]);
    assert.doesNotMatch(finding.refactor, /uint160\(msg\.sender\)/);
    assert.match(finding.refactor, /parts go by user, as far as/);
    assert.match(finding.refactor, /_callsShards\[uint160\(user\) % 16\] \+= 1;/);
    assert(
      finding.evidence.includes(
        "To A everybody who calls Router.pay is Router: by msg.sender all of them would use one part.",
      ),
    );
  });

  it("want an argument where there is none that names the user", () => {
    const body = "contract A { uint256 public calls; function f() external { calls++; } }";
    const router = "contract Router { function pay(A a) external { a.f(); } }";
    const finding = counted(`${body} ${router}`, { by: ["Router.pay"] });
    assert.equal(finding?.patch, null);
    assert.match(finding.refactor, /^\/\/ msg\.sender is Router here: let it pass an argument/);
  });

  it("stay where users call as well, and it is said who gains nothing", () => {
    const finding = counted(`${VAULT} ${ROUTER}`, { functions: ["f"], by: ["Router.pay"] });
    assert.match(finding?.patch ?? "", /uint160\(msg\.sender\)/);
    assert(finding?.evidence.some((one) => one.endsWith("is Router: all of them use one part.")));
  });

  it("stay where the other contract runs this code as its own, or calls for each user whatever it is told to", () => {
    for (const other of [
      "contract Router { function pay(address a) external { a.delegatecall(msg.data); } }",
      "contract Router { function pay(address a, bytes calldata data) external { a.call(data); } }",
      "contract Router { fallback() external { assembly { pop(delegatecall(gas(), 1, 0, 0, 0, 0)) } } function pay() external {} }",
    ]) {
      const finding = counted(`${VAULT} ${other}`, { by: ["Router.pay"] });
      assert.match(finding?.patch ?? "", /uint160\(msg\.sender\)/, other);
    }
    // Of a contract that nobody has the code of it is not known.
    assert.match(counted(VAULT, { by: ["Router.pay"] })?.patch ?? "", /uint160\(msg\.sender\)/);
    const paying = `contract Router { function pay(A a) external { a.f(msg.sender); msg.sender.call{value: 1}(""); } }`;
    assert.equal(counted(`${VAULT} ${paying}`, { by: ["Router.pay"] })?.patch, null);
  });
});

describe("parts of a token that another contract mints", () => {
  const ERC20 = `import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
    contract A is ERC20("A", "A") { function mint(address to, uint256 n) external { _mint(to, n); } function burn(uint256 n) external { _burn(msg.sender, n); } }`;
  const said = (farm: string, token = ERC20, variable = "_totalSupply") =>
    advise(
      `${token} contract Farm { A a; address treasury; mapping(address => address) heirOf; ${farm} }`,
      { variable, functions: [], by: ["Farm.f"], verdict: "commutative" },
      { hasPackages: true },
    );

  it("go by who gets it, not by who is nobody then", () => {
    for (const to of ["msg.sender", "heirOf[msg.sender]", "who"]) {
      const { rule, refactor = "" } =
        said(`function f(address who) external { a.mint(${to}, 5); }`) ?? {};
      assert.equal(rule, "total-supply", to);
      assert.match(refactor, /^\/\/ msg\.sender is Farm here: parts go by to and from, as far/);
      assert.match(refactor, /Shards\[uint160\(to\) % 16\] \+= value;/);
      assert.match(refactor, /Shards\[uint160\(from\) % 16\] -= value;/);
    }
  });

  it("are none where it is the same for all", () => {
    for (const to of ["address(this)", "treasury", "address(0xdead)"]) {
      const body = `function f() external { a.mint(${to}, 5); a.transfer(msg.sender, 1); }`;
      assert.equal(said(body), undefined, to);
    }
    // As long as no other call names others.
    const both =
      "function f() external { a.mint(address(this), 5); } function g() external { a.mint(msg.sender, 1); }";
    assert.match(said(both)?.refactor ?? "", /parts go by to and from/);
  });

  it("are none where the token goes to who calls, which is the other contract", () => {
    const sender = (mint: string) => ERC20.replace(/function mint.*?\} /, `${mint} `);
    const make = "function make(uint256 n) external { _mint(msg.sender, n); }";
    assert.equal(said("function f() external { a.make(5); }", sender(make)), undefined);
    const byContext = make.replace("msg.sender", "_msgSender()");
    assert.equal(said("function f() external { a.make(5); }", sender(byContext)), undefined);
    // What nobody calls counts for nothing, what others call does.
    const both = sender(`${make} function mint(address to, uint256 n) external { _mint(to, n); }`);
    assert.match(
      said("function f() external { a.mint(msg.sender, 5); }", both)?.refactor ?? "",
      /parts go by to and from/,
    );
    assert.equal(said("function f() external { a.make(5); }", both), undefined);
  });

  it("are told of in the project's own tokens, too", () => {
    const own = `contract A { uint256 public total; mapping(address => uint256) public has;
      function mint(address to, uint256 n) external { has[to] += n; total += n; } }`;
    const mints = (to: string) => said(`function f() external { a.mint(${to}, 5); }`, own, "total");
    assert.equal(mints("address(this)"), undefined);
    assert.match(mints("msg.sender")?.refactor ?? "", /parts go by to, as far/);
  });
});

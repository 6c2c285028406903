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

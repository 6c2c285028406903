import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { advise, type Meeting, promised } from "./support/advise.ts";

const STATE =
  "address payable wallet; address payable[] list; mapping(address => address payable) friendOf; mapping(address => uint256) bought; uint256 price;";
const meeting: Meeting = {
  variable: "balance",
  path: "balance of 0x01",
  class: "balance",
  functions: ["f"],
  engines: ["key-based"],
  isOfAccount: true,
};

function bodyOf(pay: string, state = STATE): string {
  return `contract A { ${state} function f(address payable to) external payable { bought[msg.sender]++; ${pay} } }`;
}

const said = (pay: string, more: Partial<Meeting> = {}) =>
  advise(bodyOf(pay), { ...meeting, ...more });

describe("push-payments to one account", () => {
  const CALL = '(bool ok, ) = wallet.call{value: msg.value}(""); require(ok);';

  it("goes by several, and says what a claim would not gain", () => {
    for (const [pay, line] of [
      [CALL, '_walletAccounts[uint160(msg.sender) % 16].call{value: msg.value}("");'],
      [
        "wallet.transfer(msg.value / 20); payable(msg.sender).transfer(msg.value / 2);",
        "_walletAccounts[uint160(msg.sender) % 16].transfer(msg.value / 20);",
      ],
      [
        "require(msg.value == price); require(wallet.send(price));",
        "_walletAccounts[uint160(msg.sender) % 16].send(price);",
      ],
    ] as const) {
      const finding = said(pay);
      assert.deepEqual([finding?.rule, finding?.confidence], ["push-payments", "medium"], pay);
      assert.match(
        finding?.message ?? "",
        /^A\.f pays what a call brings to wallet at once, one account for all\.$/,
      );
      const refactor = finding?.refactor ?? "";
      assert(refactor.split("\n").includes(line), refactor);
      assert.match(refactor, /\/\/ To keep it in A until wallet takes it gains nothing/);
      assert.deepEqual(promised(bodyOf(pay), meeting), { kind: "shard", shards: 16 });
    }
    const constant = bodyOf(
      "W.transfer(msg.value);",
      "address payable immutable W = payable(msg.sender); mapping(address => uint256) bought;",
    );
    assert.match(
      advise(constant, meeting)?.refactor ?? "",
      /^address payable\[16\] private _WAccounts;/,
    );
  });

  it("is told where each credit is a change, and not where somebody looks at the balance", () => {
    assert.equal(said(CALL, { engines: ["block-stm", "key-based", "value-based"] }), undefined);
    assert.equal(said(CALL, { engines: ["key-based"] })?.rule, "push-payments");
  });

  it("is not of whom the caller names, of the caller, nor of who is another one for each", () => {
    for (const pay of [
      "to.transfer(msg.value);",
      "payable(msg.sender).transfer(msg.value);",
      "friendOf[msg.sender].transfer(msg.value);",
      "list[0].transfer(msg.value);",
      // It may be the other one at whose balance they meet.
      "wallet.transfer(msg.value / 2); to.transfer(msg.value / 2);",
    ]) {
      assert.equal(said(pay), undefined, pay);
    }
  });

  it("is not of what the contract has from before, nor of what only the owner pays", () => {
    assert.equal(said("wallet.transfer(price);"), undefined);
    assert.equal(said("wallet.transfer(address(this).balance);"), undefined);
    assert.equal(said(CALL, { notForUsers: ["f"] }), undefined);
  });

  it("leaves loops to their own advice", () => {
    const finding = said(
      "uint256 each = msg.value / list.length; for (uint256 i = 0; i < list.length; i++) list[i].transfer(each);",
    );
    assert.match(finding?.message ?? "", /^A\.f pays ETH to many in a loop\.$/);
  });
});

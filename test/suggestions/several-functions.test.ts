import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { advise } from "./support/advise.ts";

describe("highest-bid", () => {
  it("names each function once, and has a verb for several", () => {
    const body = (more: string) =>
      `contract A { struct L { uint96 best; address who; } mapping(uint256 => L) lots; ${more}
        function bid(uint256 id) external payable { L storage l = lots[id]; require(msg.value > l.best); l.best = uint96(msg.value); l.who = msg.sender; } }`;
    const at = { variable: "lots", path: "lots[arg:id].best, lots[arg:id].who" };
    const one = advise(body(""), { ...at, functions: ["bid", "bid"] });
    assert.equal(one?.rule, "highest-bid");
    assert.match(one.message, /^A\.bid compares msg\.value with lots\'s best, and puts it there/);
    assert.equal(one.evidence.filter((text) => text.startsWith("With another value")).length, 1);
    const raise =
      "function raise(uint256 id) external payable { L storage l = lots[id]; require(msg.value > l.best); l.best = uint96(msg.value); l.who = msg.sender; }";
    const two = advise(body(raise), { ...at, functions: ["bid", "raise"] });
    assert.match(two?.message ?? "", /^A\.bid and A\.raise compare .* and put it there/);
  });
});

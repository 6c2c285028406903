import assert from "node:assert/strict";
import { describe, it } from "node:test";

import type { Frame } from "../../src/internal/model/access-set.ts";
import { callsIn } from "../../src/internal/slot-naming/calls-in.ts";

/** `1 Gallery.lend`: how deep, whose code runs, and what is called; ` at Proxy`: in whose name. */
function callsOf(...frames: readonly string[]): readonly string[] {
  const all = frames.map((text): Frame => {
    const [depth = "", called = "", , at] = text.split(" ");
    const [contract = "", name = ""] = called.split(".");
    return {
      depth: Number(depth),
      caller: "0x",
      address: `0x${at ?? contract}`,
      codeAddress: `0x${contract}`,
      codeHash: `0x${contract}`,
      isCreate: name === "constructor",
      input: `0x${name.padEnd(8, ".")}and words`,
    };
  });
  const contractOf = ({ codeHash }: Frame) =>
    codeHash === "0x-" ? undefined : { name: codeHash.slice(2) };
  return callsIn(all, contractOf).map(
    ({ by, of, selector }) => `${by} calls ${of} ${selector.replaceAll(".", "")}`,
  );
}

describe("which contracts called which", () => {
  it("is told by the frames, whoever is known", () => {
    assert.deepEqual(callsOf("0 Gallery.lend", "1 Art.move", "2 Hook.on", "1 Coin.pay"), [
      "Gallery calls Art 0xmove",
      "Art calls Hook 0xon",
      "Gallery calls Coin 0xpay",
    ]);
    assert.deepEqual(callsOf("0 Gallery.lend", "1 -.move", "2 Hook.on", "1 Art.constructor"), []);
  });

  it("is whoever called the proxy of what runs, too", () => {
    assert.deepEqual(callsOf("0 Gallery.lend", "1 Proxy.move", "2 Art.move at Proxy"), [
      "Gallery calls Proxy 0xmove",
      "Proxy calls Art 0xmove",
      "Gallery calls Art 0xmove",
    ]);
    // A library is another matter.
    assert.deepEqual(callsOf("0 Gallery.lend", "1 Art.move", "2 Lib.shift at Art"), [
      "Gallery calls Art 0xmove",
      "Art calls Lib 0xshift",
    ]);
  });
});

import assert from "node:assert/strict";
import { setImmediate } from "node:timers/promises";
import { describe, it } from "node:test";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

import { madeAgain } from "../../src/internal/primitives/made-again.ts";

describe("madeAgain", () => {
  it("makes it once as long as somebody holds it, and again when nobody does", async () => {
    setFlagsFromString("--expose-gc");
    const collect: unknown = runInNewContext("gc");
    assert(typeof collect === "function");
    let made = 0;
    const get = madeAgain(() => ({ number: ++made }));
    const held = [get()];
    await setImmediate();
    Reflect.apply(collect, undefined, []);
    assert.equal(get(), held[0]);
    held.length = 0;
    await setImmediate();
    Reflect.apply(collect, undefined, []);
    assert.deepEqual(get(), { number: 2 });
  });
});

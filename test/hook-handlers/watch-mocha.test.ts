import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";

import hardhatMocha from "@nomicfoundation/hardhat-mocha";
import type { MochaOptions } from "mocha";

import { observe } from "../recording/support.ts";

async function optionsWith(mocha: MochaOptions, flag = true): Promise<MochaOptions> {
  const { hre } = await observe({ test: { mocha } }, { flag, plugins: [hardhatMocha] });
  return hre.config.test.mocha;
}

describe("watchMocha", () => {
  it("adds root hooks before the user's own", async () => {
    const before = () => undefined;
    const after = [() => undefined, () => undefined];
    const all = () => undefined;
    const rootHooks = { beforeEach: before, afterEach: after, beforeAll: all };
    const { rootHooks: added } = await optionsWith({ rootHooks });
    assert.ok(Array.isArray(added?.beforeEach) && Array.isArray(added.afterEach));
    assert.deepEqual(added.beforeEach.slice(1), [before]);
    assert.deepEqual(added.afterEach.slice(1), after);
    assert.equal(added.beforeAll, all);
    assert.deepEqual(rootHooks, { beforeEach: before, afterEach: after, beforeAll: all });
  });

  it("gives workers a file that exists, after the user's own", async () => {
    const own = ["./set-up.ts"];
    const { require, rootHooks } = await optionsWith({ parallel: true, require: own });
    assert.equal(rootHooks, undefined);
    assert.equal(require?.length, 2);
    assert.equal(require[0], "./set-up.ts");
    assert.ok(existsSync(fileURLToPath(require[1] ?? "")));
    assert.deepEqual(own, ["./set-up.ts"]);
  });

  it("changes nothing without the flag", async () => {
    const { rootHooks, require } = await optionsWith({ parallel: false }, false);
    assert.deepEqual([rootHooks, require], [undefined, undefined]);
  });
});

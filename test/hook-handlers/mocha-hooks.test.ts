import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { setTimeout } from "node:timers/promises";

import Mocha from "mocha";

import type { SenderSource } from "../../src/internal/session/session-tests.ts";
import { mochaHooks } from "../../src/internal/test-runners/mocha-hooks.ts";

/** Runs a suite with the plugin's root hooks; `define` gets a function that notes who would send. */
async function run(
  define: (root: Mocha.Suite, send: (label: string) => void) => void,
  options: Mocha.MochaOptions = {},
): Promise<string[]> {
  const sent: string[] = [];
  const sources: SenderSource[] = [];
  const send = (label: string) => {
    const sender = sources[0]?.();
    sent.push(`${label}: ${sender === undefined ? "-" : `${sender.test.title} ${sender.phase}`}`);
  };
  const hooks = mochaHooks({
    tests: { addSource: (source) => sources.push(source) },
    drain: () => Promise.resolve(),
  });
  const after = () => {
    send("root after");
  };
  const mocha = new Mocha({
    ...options,
    reporter: SilentReporter,
    rootHooks: { beforeEach: hooks.beforeEach, afterEach: [hooks.afterEach, after] },
  });
  define(mocha.suite, send);
  await new Promise((resolve) => mocha.run(resolve));
  return sent;
}

class SilentReporter extends Mocha.reporters.Base {
  override epilogue(): void {
    // Says nothing.
  }
}

function suite(parent: Mocha.Suite, title: string): Mocha.Suite {
  return Mocha.Suite.create(parent, title);
}

describe("mochaHooks", () => {
  it("tells a body from the hooks around it", async () => {
    const sent = await run((root, send) => {
      const outer = suite(root, "outer");
      const inner = suite(outer, "inner");
      outer.beforeAll(() => {
        send("before");
      });
      for (const s of [outer, inner]) {
        s.beforeEach(async () => {
          await setTimeout(1);
          send(`${s.title} beforeEach`);
        });
        s.afterEach(() => {
          send(`${s.title} afterEach`);
        });
      }
      inner.addTest(
        new Mocha.Test("async", async () => {
          send("start");
          await setTimeout(1);
          send("end");
        }),
      );
      inner.addTest(
        new Mocha.Test("callback", (done) => {
          setImmediate(() => {
            send("callback");
            done();
          });
        }),
      );
    });
    const around = (title: string, ...body: string[]) => [
      `outer beforeEach: outer inner ${title} setup`,
      `inner beforeEach: outer inner ${title} setup`,
      ...body.map((label) => `${label}: outer inner ${title} body`),
      `inner afterEach: outer inner ${title} setup`,
      `outer afterEach: outer inner ${title} setup`,
      "root after: -",
    ];
    assert.deepEqual(sent, [
      "before: -",
      ...around("async", "start", "end"),
      ...around("callback", "callback"),
    ]);
  });

  it("sees that a body has ended, however it ends", async () => {
    const sent = await run((root, send) => {
      const failing = suite(root, "s");
      failing.timeout(20);
      failing.afterEach(() => {
        send("afterEach");
      });
      const bodies: Mocha.Func[] = [
        () => {
          throw new Error("fails");
        },
        function () {
          this.skip();
        },
        (done) => {
          globalThis.setTimeout(done, 60);
        },
      ];
      for (const [i, body] of bodies.entries()) failing.addTest(new Mocha.Test(String(i), body));
    });
    assert.deepEqual(
      sent.filter((line) => line.startsWith("afterEach")),
      ["afterEach: s 0 setup", "afterEach: s 1 setup", "afterEach: s 2 setup"],
    );
  });

  it("takes each retry as a test of its own", async () => {
    let attempts = 0;
    const sent = await run((root, send) => {
      const flaky = suite(root, "s");
      flaky.retries(2);
      flaky.addTest(
        new Mocha.Test("flaky", () => {
          send("body");
          attempts += 1;
          if (attempts < 3) throw new Error("not yet");
        }),
      );
    });
    const once = ["body: s flaky body", "root after: -"];
    assert.deepEqual(sent, [...once, ...once, ...once]);
  });

  it("knows no test after the last one", async () => {
    const sent = await run((root, send) => {
      root.addTest(new Mocha.Test("one", () => undefined));
      root.afterAll(() => {
        send("after");
      });
    });
    assert.equal(sent.at(-1), "after: -");
  });
});

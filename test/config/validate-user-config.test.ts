import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { PROFILE_IDS } from "../../src/internal/model/profile.ts";
import { validateUserConfig } from "../../src/internal/config/validate-user-config.ts";

const wrong: [string, unknown, string, RegExp][] = [
  ["no threads", { threads: 0 }, "threads", /whole number of threads/],
  ["negative threads", { threads: -1 }, "threads", /whole number of threads/],
  ["half a thread", { threads: 1.5 }, "threads", /whole number of threads/],
  ["threads as text", { threads: "4" }, "threads", /whole number of threads/],
  ["an endless number of threads", { threads: Infinity }, "threads", /whole number|finite/],
  ["an empty output", { output: " " }, "output", /path of a folder/],
  ["output as a number", { output: 1 }, "output", /path of a folder/],
  ["an unknown scenario", { scenarios: ["blocks"] }, "scenarios.0", /"block" or "test"/],
  ["no scenario", { scenarios: [] }, "scenarios", /at least one/],
  [
    "an unknown profile",
    { profile: "monad" },
    "profile",
    /^Expected "access-list", "block-stm", "key-based" or "value-based"$/,
  ],
  ["a profile that is no text", { profile: ["key-based"] }, "profile", /"key-based" or/],
  ["a format that there is not", { report: ["pdf"] }, "report.0", /"markdown" or "sarif"/],
  ["no format", { report: [] }, "report", /"terminal"/],
  [
    "a budget of another contract's function",
    { budgets: [{ contract: "Market", function: "Club.faucet", minSpeedup: 2 }] },
    "budgets.0.function",
    /of the contract Market/,
  ],
  [
    "a budget of a function without its contract",
    { budgets: [{ function: "faucet", minSpeedup: 2 }] },
    "budgets.0.function",
    /Token\.transfer/,
  ],
  ["a budget without a demand", { budgets: [{ contract: "A" }] }, "budgets.0", /minSpeedup/],
  [
    "a budget of 3 threads",
    { budgets: [{ minSpeedup: 2, threads: 3 }] },
    "budgets.0.threads",
    /2, 4, 8/,
  ],
  [
    "a share in percent",
    { budgets: [{ maxConflicting: 20 }] },
    "budgets.0.maxConflicting",
    /0 to 1/,
  ],
  ["new hotspots wanted", { budgets: [{ newHotspots: true }] }, "budgets.0.newHotspots", /false/],
  [
    "a budget with a typo",
    { budgets: [{ minSpeedup: 2, minSpedup: 2 }] },
    "budgets.0.minSpedup",
    /minSpeedup/,
  ],
  [
    "orders without crowds, which try them",
    { crowds: false, budgets: [{ newHotspots: false, orderDependent: false }] },
    "budgets.0.orderDependent",
    /^orderDependent of this is known from crowds, .*crowds: false.*leave out one/,
  ],
  [
    "a speed-up of a function without crowds",
    { crowds: false, budgets: [{ minSpeedup: 2 }, { contract: "A", minSpeedup: 2 }] },
    "budgets.1.minSpeedup",
    /crowds: false/,
  ],
  ["a memory too small for anything", { memory: 64 }, "memory", /MB, 128 or more/],
  ["a negative top", { top: -1 }, "top", /0 or more/],
  ["true for crowds", { crowds: true }, "crowds", /object/],
  ["a crowd of one", { crowds: { users: 1 } }, "crowds.users", /users, 2 to 1024/],
  ["a crowd too large", { crowds: { users: 5000 } }, "crowds.users", /users, 2 to 1024/],
  ["time that never ends", { crowds: { seconds: Infinity } }, "crowds.seconds", /seconds, 0/],
  ["a typo in crowds", { crowds: { user: 2 } }, "crowds.user", /"user"; did you mean "users"\?/],
  ["no time to prove", { prove: { minutes: 0 } }, "prove.minutes", /minutes, more than 0/],
  ["false for prove", { prove: false }, "prove", /object/],
  ["a typo in prove", { prove: { minute: 2 } }, "prove.minute", /did you mean "minutes"\?/],
  [
    "a typo in a rule to ignore",
    { suggestions: { ignore: [{ rule: "global-count" }] } },
    "suggestions.ignore.0.rule",
    /^Unknown rule "global-count"; did you mean "global-counter"\?$/,
  ],
  [
    "a rule that there is none like",
    { suggestions: { ignore: [{ rule: "-" }] } },
    "suggestions.ignore.0.rule",
    /^Unknown rule "-"; the rules are array-push, /,
  ],
  ["a typo", { thread: 2 }, "thread", /Unknown option "thread"; did you mean "threads"\?/],
  ["another key", { colour: "red" }, "colour", /Unknown option "colour"; the options are threads/],
];

describe("validateUserConfig", () => {
  for (const [name, section, path, message] of wrong) {
    it(`refuses ${name}`, () => {
      const errors = validateUserConfig({ parallelEvm: section });
      assert.deepEqual(
        errors.map((error) => error.path.join(".")),
        [`parallelEvm.${path}`],
      );
      assert.match(errors[0]?.message ?? "", message);
    });
  }

  it("names everything that is wrong", () => {
    const errors = validateUserConfig({ parallelEvm: { threads: 0, tops: 3 } });
    assert.deepEqual(
      errors.map((error) => error.path.join(".")),
      ["parallelEvm.threads", "parallelEvm.tops"],
    );
  });

  it("refuses a section that is no object", () => {
    assert.equal(validateUserConfig({ parallelEvm: 3 }).length, 1);
    assert.equal(validateUserConfig({ parallelEvm: null }).length, 1);
  });

  it("accepts every option, none, and no section", () => {
    const section = { threads: 64, output: "out", scenarios: ["test"], top: 0 };
    const crowds = { users: 8, seconds: 0.5 };
    const others = [{ crowds }, { crowds: false }, ...PROFILE_IDS.map((profile) => ({ profile }))];
    for (const parallelEvm of [section, ...others, {}, undefined]) {
      assert.deepEqual(validateUserConfig({ parallelEvm }), []);
    }
    assert.deepEqual(validateUserConfig({ networks: { any: 1 } }), []);
  });
});

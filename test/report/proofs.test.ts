import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";

import type { KeyedProof, ProofsFile } from "../../src/internal/model/proof.ts";
import type { ReportFinding } from "../../src/internal/model/report-finding.ts";
import { digest } from "../../src/internal/primitives/digest.ts";
import { ProofDelivery } from "../../src/internal/report/deliver-proofs.ts";
import { StageLine } from "../../src/internal/report/stage-line.ts";
import { createScreen } from "../../src/internal/report/terminal/screen.ts";
import { renderProof } from "../../src/internal/report/terminal/render-proof.ts";
import { textWidth } from "../../src/internal/report/terminal/text-width.ts";
import { withProof } from "../../src/internal/report/with-proof.ts";

const PROOF: KeyedProof = {
  rule: "global-counter",
  contract: "contracts/Shop.sol:Shop",
  variable: "sales",
  patch: digest("diff"),
  verdict: "proven",
  message: "All 12 tests pass with the diff: 1.00x → 5.90x on 8 threads; 5.87x was modelled.",
  tests: {
    before: { passing: 12, failing: 0, pending: 1 },
    after: { passing: 12, failing: 0, pending: 1 },
    broken: [],
    notRun: [],
  },
  hotspot: {
    path: "Shop.sales",
    before: 4079,
    after: 0,
    allBefore: 4100,
    allAfter: 271,
    dearest: "Shop._salesShards[0]",
  },
  speedup: {
    threads: 8,
    profile: "block-stm",
    before: 1,
    after: 5.9,
    promised: 5.87,
    modelled: 5.87,
    scenarios: 6,
    compared: 6,
  },
};

const FINDING: ReportFinding = {
  rule: "global-counter",
  title: "Statistics kept in one number",
  severity: "high",
  confidence: "high",
  isInherent: false,
  contract: "contracts/Shop.sol:Shop",
  variable: "sales",
  source: null,
  functions: ["Shop.buy"],
  message: "Everybody changes sales.",
  evidence: ["It only adds."],
  price: "",
  refactor: "",
  patch: "diff",
  profile: null,
  gain: null,
  proof: null,
};

describe("withProof", () => {
  it("tells what was seen of the very diff", () => {
    const { proof, confidence, evidence } = withProof(FINDING, [PROOF]);
    assert.equal(proof?.verdict, "proven");
    assert(!("rule" in proof));
    assert.equal(confidence, "high");
    assert.deepEqual(evidence, ["It only adds.", PROOF.message]);
  });

  it("takes the confidence from a diff that breaks something or gains less", () => {
    for (const verdict of ["breaks tests", "does not compile", "gains less"] as const) {
      assert.equal(withProof(FINDING, [{ ...PROOF, verdict }]).confidence, "low");
    }
  });

  it("leaves the confidence to what gains nothing, as it was promised, and says so", () => {
    const proof = { ...PROOF, verdict: "gains nothing" } as const;
    const { confidence, evidence } = withProof(FINDING, [proof]);
    assert.deepEqual([confidence, evidence.at(-1)], ["high", PROOF.message]);
  });

  it("takes what is unknown for no evidence", () => {
    const { proof, evidence } = withProof(FINDING, [{ ...PROOF, verdict: "unknown" }]);
    assert.equal(proof?.verdict, "unknown");
    assert.deepEqual(evidence, FINDING.evidence);
  });

  it("leaves findings of another rule, contract, variable or diff alone", () => {
    for (const change of [
      { rule: "cap" },
      { contract: "contracts/Shop.sol:Other" },
      { variable: "sold" },
      { patch: digest("another") },
    ]) {
      assert.equal(withProof(FINDING, [{ ...PROOF, ...change }]), FINDING);
    }
    const without = { ...FINDING, patch: null };
    assert.equal(withProof(without, [{ ...PROOF, patch: digest("") }]), without);
  });
});

describe("renderProof", () => {
  const render = (proof: KeyedProof, width = 80, colors = false) =>
    renderProof(proof, "Shop.sales", createScreen({ width, colors, top: 0 }));

  it("shows before, after and what was promised", () => {
    assert.deepEqual(render(PROOF), [
      "Shop.sales (global-counter): proven",
      "                                   before  after  promised",
      "  tests passing                        12     12",
      "  tests failing                         0      0",
      "  tests pending                         1      1",
      "  conflicts at Shop.sales           4,079      0",
      "  conflicts in all                  4,100    271",
      "  speed-up on 8 threads, modelled   1.00x  5.90x     5.87x",
      "  With the diff, Shop._salesShards[0] costs most there.",
      "  All 12 tests pass with the diff: 1.00x → 5.90x on 8 threads; 5.87x was",
      "  modelled.",
    ]);
  });

  it("keeps the lines of a compiler, and shows no more than there is", () => {
    const lines = render({
      ...PROOF,
      verdict: "does not compile",
      message: "With the diff the project does not compile: TypeError\n  --> A.sol:1\n\n   | x",
      tests: { ...PROOF.tests, after: null },
      hotspot: null,
      speedup: { ...PROOF.speedup, after: null, promised: null, modelled: null },
    });
    assert.deepEqual(lines.slice(2), [
      "  tests passing                        12      –",
      "  tests failing                         0      –",
      "  tests pending                         1      –",
      "  speed-up on 8 threads, modelled   1.00x      –         –",
      "  With the diff the project does not compile: TypeError",
      "    --> A.sol:1",
      "",
      "     | x",
    ]);
  });

  it("lists all tests that break where the message does not, within the width", () => {
    const broken = ["a", "b", "c", `a very long title \u001b[31m ${"of a test ".repeat(9)}`];
    const lines = render(
      { ...PROOF, verdict: "breaks tests", tests: { ...PROOF.tests, broken } },
      60,
    );
    assert(lines.includes("  - fails: c"));
    assert(!lines.join("").includes("\u001b"));
    for (const line of lines) assert(textWidth(line) <= 60, line);
    const few = render({ ...PROOF, tests: { ...PROOF.tests, broken: ["a"] } });
    assert(!few.some((line) => line.includes("fails: a")));
  });

  it("paints the verdict", () => {
    assert.match(render(PROOF, 80, true)[0] ?? "", /\u001b\[32mproven/);
    const [bad = ""] = render({ ...PROOF, verdict: "breaks tests" }, 80, true);
    assert.match(bad, /\u001b\[31mbreaks tests/);
  });
});

describe("StageLine", () => {
  function lineOn(isTTY: boolean, columns = 30, environment = {}) {
    const written: string[] = [];
    const output = { isTTY, columns, write: (text: string) => written.push(text) };
    return { written, line: new StageLine(output, Date.now, environment) };
  }

  it("is one line on a terminal, which is cut and cleared once", ({ mock }) => {
    mock.timers.enable({ apis: ["setInterval", "Date"] });
    const { written, line } = lineOn(true, 10);
    line.show("compiling all");
    line.show("tests");
    mock.timers.tick(1_000);
    line.clear();
    line.clear();
    mock.timers.tick(60_000);
    const clear = "\r\u001b[2K";
    const drawn = [`${clear}compiling`, `${clear}tests`, `${clear}tests, 1 `, clear];
    assert.deepEqual(written, drawn);
  });

  it("is a line each ten seconds elsewhere and in CI, and none of what is quick", ({ mock }) => {
    mock.timers.enable({ apis: ["setInterval", "Date"] });
    // By steps: in a longer one the clock is at its end before a timer is.
    const pass = (seconds: number) => {
      for (let i = 0; i < seconds; i++) mock.timers.tick(1_000);
    };
    for (const [isTTY, environment] of [
      [false, {}],
      [true, { CI: "true" }],
    ] as const) {
      const { written, line } = lineOn(isTTY, 30, environment);
      line.show("compiling all");
      pass(9);
      line.show("testing");
      pass(12);
      line.clear();
      line.show("comparing");
      pass(9);
      line.clear();
      pass(60);
      assert.deepEqual(written, ["testing, 1 s\n", "testing, 11 s\n"]);
    }
  });
});

describe("ProofDelivery", () => {
  const FILE: ProofsFile = { schemaVersion: 1, recording: "run", proofs: [PROOF] };

  function deliveryTo(file: string) {
    const written: string[] = [];
    const output = { write: (text: string) => written.push(text) };
    const root = join(file, "../..");
    return { written, delivery: new ProofDelivery({ file, root, output, environment: {} }) };
  }

  it("shows each proof and writes all of them", async () => {
    const folder = mkdtempSync(join(tmpdir(), "deliver-proofs-"));
    const file = join(folder, "out/proofs.json");
    const { written, delivery } = deliveryTo(file);
    await delivery.deliver(PROOF, "Shop.sales", FILE);
    assert.deepEqual(JSON.parse(readFileSync(file, "utf8")), FILE);
    delivery.end();
    assert.match(written.join(""), /Shop\.sales \(global-counter\): proven/);
    assert.match(written.join(""), /The same as data: out\/proofs\.json/);
    rmSync(folder, { recursive: true });
  });

  it("shows them all before it says that they cannot be written", async () => {
    const folder = mkdtempSync(join(tmpdir(), "deliver-proofs-"));
    writeFileSync(join(folder, "out"), "a file");
    const { written, delivery } = deliveryTo(join(folder, "out/proofs.json"));
    await delivery.deliver(PROOF, "Shop.sales", FILE);
    await delivery.deliver(PROOF, "Shop.other", FILE);
    assert.throws(
      () => {
        delivery.end();
      },
      { code: "PE001" },
    );
    assert.match(written.join(""), /Shop\.other/);
    assert(existsSync(join(folder, "out")));
    rmSync(folder, { recursive: true });
  });
});

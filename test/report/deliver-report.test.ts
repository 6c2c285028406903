import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { type Delivery, deliverReport } from "../../src/internal/report/deliver-report.ts";
import { printReport } from "../../src/internal/report/print-report.ts";
import { makeBusyReport, makeReport } from "./make-report.ts";

const ESCAPE = "\u001b[";

let root = "";
before(async () => {
  root = await mkdtemp(path.join(tmpdir(), "report-"));
});
after(() => rm(root, { recursive: true }));

describe("printReport", () => {
  const printed = (
    output: { isTTY?: boolean; columns?: number },
    environment: Record<string, string> = {},
  ) => {
    let text = "";
    const write = (more: string): void => {
      text += more;
    };
    printReport(
      makeBusyReport(),
      { ...output, write },
      { environment, top: 3, reportPath: "r.json" },
    );
    return text;
  };
  const colored = (...[output, environment]: Parameters<typeof printed>): boolean =>
    printed(output, environment).includes(ESCAPE);

  it("uses colours on terminals only, unless the environment says otherwise", () => {
    assert.equal(colored({ isTTY: true }), true);
    assert.equal(colored({}), false);
    assert.equal(colored({ isTTY: false }), false);
    assert.equal(colored({ isTTY: true }, { NO_COLOR: "1" }), false);
    assert.equal(colored({ isTTY: true }, { NO_COLOR: "" }), true);
    assert.equal(colored({ isTTY: true }, { TERM: "dumb" }), false);
    assert.equal(colored({}, { FORCE_COLOR: "1" }), true);
    assert.equal(colored({}, { FORCE_COLOR: "" }), true);
    assert.equal(colored({ isTTY: true }, { FORCE_COLOR: "0" }), false);
    assert.equal(colored({}, { FORCE_COLOR: "1", NO_COLOR: "1" }), true);
  });

  it("is as wide as the output", () => {
    const widest = (text: string): number =>
      Math.max(...text.split("\n").map(({ length }) => length));
    assert.equal(widest(printed({ columns: 64 })), 64);
    assert.equal(widest(printed({})), 80);
    assert.equal(widest(printed({ columns: 0 })), 80);
  });
});

describe("deliverReport", () => {
  /** What was printed. */
  const deliver = async (
    changes: Partial<Delivery> = {},
    report = makeReport(),
  ): Promise<string> => {
    let text = "";
    const output = { write: (more: string) => (text += more) };
    await deliverReport(report, { ...DELIVERY, root, output, ...changes });
    return text;
  };

  it("prints, with the path as the user sees it, and writes", async () => {
    assert.match(await deliver({ folder: path.join(root, "out") }), /: out\/report\.json\n/);
    assert.deepEqual(await readdir(path.join(root, "out")), ["report.json"]);
    const text = await deliver({ root: path.join(root, "out"), folder: root });
    assert.ok(text.replace(/\s+/g, "").includes(path.join(root, "report.json")));
  });

  it("writes report.json whole, indented, in the place of an older one", async () => {
    const folder = path.join(root, "new", "folder");
    await deliver({ folder });
    await deliver({ folder }, makeBusyReport());
    const text = await readFile(path.join(folder, "report.json"), "utf8");
    assert.deepEqual(JSON.parse(text), makeBusyReport());
    assert.match(text, /^\{\n {2}"schemaVersion": 1,\n/);
  });

  it("writes each format that is asked for, and report.json in any case", async () => {
    const folder = path.join(root, "all");
    const text = await deliver({ folder, formats: ["html", "markdown", "sarif"] });
    assert.deepEqual((await readdir(folder)).sort(), FILES);
    assert.equal(
      text,
      "\nParallel EVM: all/report.json, all/index.html, all/report.md, all/report.sarif\n",
    );
  });

  it("says what fails the run also without the summary, and nothing else", async () => {
    const failing = {
      ...makeReport(),
      budgets: [
        { of: "Token", wanted: "no new hotspot", found: "Token.a", holds: false, isKnown: true },
        { of: "Sale", wanted: "no new hotspot", found: "none", holds: true, isKnown: true },
      ],
      comparison: {
        file: ".parallel-evm-snapshot",
        changes: [
          { fact: "hotspot A a", before: null, after: "there", kind: "worse", reason: null },
          { fact: "order of A.f and A.f", before: "x", after: null, kind: "unknown", reason: "y" },
          { fact: "hotspot A b", before: "there", after: null, kind: "better", reason: null },
        ],
      },
    } as const;
    for (const formats of [["sarif"], ["json"], ["html", "markdown"]] as const) {
      const folder = path.join(root, "failing");
      const text = (await deliver({ folder, formats }, failing)).replace(/\s+/g, " ");
      assert.match(
        text,
        /^ What you hold it to 1 of 2 demands of the budgets broken; 1 worse than/,
      );
      assert.match(
        text,
        /- Token: wanted is no new hotspot; found Token\.a - worse: hotspot A a: new/,
      );
      assert.match(text, /- not known: order of A\.f and A\.f, x before: y Parallel EVM: failing/);
      assert.doesNotMatch(text, /Sale|better|hotspot A b/);
    }
    const once = await deliver({ folder: path.join(root, "failing") }, failing);
    assert.equal(once.split("What you hold it to").length, 2);
  });

  it("leaves nothing of another report behind, and other formats of the same", async () => {
    const folder = path.join(root, "stale");
    await deliver({ folder, formats: ["html", "markdown", "sarif"] });
    await deliver({ folder, formats: ["markdown"] });
    assert.deepEqual((await readdir(folder)).sort(), FILES);
    await deliver({ folder, formats: ["markdown"] }, makeBusyReport());
    assert.deepEqual((await readdir(folder)).sort(), ["report.json", "report.md"]);
  });

  it("adds to the step summary of GitHub Actions, and tells when it cannot", async () => {
    const summary = path.join(root, "summary.md");
    await writeFile(summary, "before\n");
    const folder = path.join(root, "step");
    await deliver({ folder, environment: { GITHUB_STEP_SUMMARY: summary } });
    assert.match(await readFile(summary, "utf8"), /^before\n## Parallel EVM\n/);
    const text = await deliver({ folder, environment: { GITHUB_STEP_SUMMARY: root } });
    assert.match(text, /The step summary .* cannot be written: EISDIR/);
  });

  it("tells when the step summary has no room left", async () => {
    const summary = path.join(root, "full.md");
    await writeFile(summary, "x".repeat(1024 * 1024 - 10));
    const folder = path.join(root, "step");
    const text = await deliver({ folder, environment: { GITHUB_STEP_SUMMARY: summary } });
    assert.match(text, /The step summary \S+full\.md has no room left for the report\./);
    assert.equal((await readFile(summary)).length, 1024 * 1024 - 10);
  });

  it("has printed the summary even when the folder cannot be written", async () => {
    let text = "";
    const output = { write: (more: string) => (text += more) };
    const folder = path.join(root, "taken");
    await writeFile(folder, "");
    const delivery = { ...DELIVERY, folder, root, output };
    await assert.rejects(deliverReport(makeReport(), delivery), { code: "PE001" });
    assert.match(text, /42 transactions/);
    const below = { ...delivery, folder: path.join(folder, "folder") };
    await assert.rejects(deliverReport(makeReport(), below), { code: "PE001" });
  });
});

const FILES = ["index.html", "report.json", "report.md", "report.sarif"];

const DELIVERY: Delivery = {
  folder: "",
  root: "",
  output: { write: () => undefined },
  environment: {},
  top: 3,
  formats: ["terminal", "json"],
  page: { project: "project", sources: {} },
  tool: { version: "1.2.3", rules: [] },
};

import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { deliverReport } from "../../src/internal/report/deliver-report.ts";
import { printReport } from "../../src/internal/report/print-report.ts";
import { writeJson } from "../../src/internal/report/write-json.ts";
import { makeBusyReport, makeReport } from "./make-report.ts";

const ESCAPE = "\u001b[";

let root = "";
before(async () => {
  root = await mkdtemp(path.join(tmpdir(), "report-"));
});
after(() => rm(root, { recursive: true }));

describe("writeJson", () => {
  it("writes report.json, indented, and nothing else", async () => {
    const folder = path.join(root, "new", "folder");
    const file = await writeJson(makeBusyReport(), folder);
    const text = await readFile(file, "utf8");
    assert.equal(text, `${JSON.stringify(makeBusyReport(), null, 2)}\n`);
    assert.deepEqual(await readdir(folder), ["report.json"]);
  });

  it("replaces an older report", async () => {
    const folder = path.join(root, "again");
    await writeJson(makeBusyReport(), folder);
    const file = await writeJson(makeReport(), folder);
    assert.deepEqual(JSON.parse(await readFile(file, "utf8")), makeReport());
  });

  it("throws PE001 when the folder cannot be made", async () => {
    const file = path.join(root, "file");
    await writeFile(file, "");
    await assert.rejects(writeJson(makeReport(), file), { code: "PE001" });
    await assert.rejects(writeJson(makeReport(), path.join(file, "folder")), { code: "PE001" });
  });
});

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
  });
});

describe("deliverReport", () => {
  it("prints, with the path as the user sees it, and writes", async () => {
    let text = "";
    const output = { write: (more: string) => (text += more) };
    const options = { root, output, environment: {}, top: 3 };
    await deliverReport(makeReport(), { ...options, folder: path.join(root, "out") });
    assert.match(text, /: out\/report\.json\n/);
    assert.deepEqual(await readdir(path.join(root, "out")), ["report.json"]);

    text = "";
    await deliverReport(makeReport(), { ...options, root: path.join(root, "out"), folder: root });
    assert.ok(text.replace(/\s+/g, "").includes(path.join(root, "report.json")));
  });

  it("has printed the summary even when the folder cannot be written", async () => {
    let text = "";
    const output = { write: (more: string) => (text += more) };
    const folder = path.join(root, "taken");
    await writeFile(folder, "");
    const delivery = { folder, root, output, environment: {}, top: 3 };
    await assert.rejects(deliverReport(makeReport(), delivery), { code: "PE001" });
    assert.match(text, /42 transactions/);
  });
});

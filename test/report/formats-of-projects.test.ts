/** Real reports of small fixture projects in every format: each tells what report.json says, or how much it leaves out. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";

import type { ParallelReport } from "../../src/internal/model/report.ts";
import { countPairs } from "../../src/internal/primitives/pair-blocks.ts";
import { renderMarkdown } from "../../src/internal/report/render-markdown.ts";
import { launchBrowser, noBrowser, openPage } from "../support/browser.ts";
import { type CopiedProject, copyProject } from "../support/copied-project.ts";
import { noTerminal, runHardhat, runOnTerminal } from "../support/run-hardhat.ts";
import { asReport } from "./report-schema.ts";
import { asSarif } from "./sarif-schema.ts";
import { toldByMarkdown } from "./told/by-markdown.ts";
import { toldByPage } from "./told/by-page.ts";
import { toldBySarif } from "./told/by-sarif.ts";
import { toldByTerminal } from "./told/by-terminal.ts";
import { assertTells } from "./told/told.ts";

/** With findings that nobody wants to hear in one, and with the terminal cut in all that have more hotspots than five. */
const PROJECTS: readonly (readonly [name: string, options: string])[] = [
  ["hot-counter", ""],
  ["nft-drop", ""],
  ["packed-slots", ""],
  [
    "voting",
    `parallelEvm: {
      crowds: { seconds: 300 },
      suggestions: { ignore: [{ rule: "hot-key" }, { rule: "global-counter", contract: "TokenVoting", reason: "as it is" }] },
    },`,
  ],
];

const FORMATS = "terminal,json,html,markdown,sarif";

describe("formats of fixture projects", { concurrency: 2 }, () => {
  for (const [name, options] of PROJECTS) {
    describe(name, { concurrency: false }, () => {
      let copy: CopiedProject;
      let output: string;
      let report: ParallelReport;

      const textOf = (file: string) =>
        readFileSync(join(copy.project, "parallel-evm", file), "utf8");

      before(async () => {
        copy = await copyProject(name);
        copy.configure(options);
        const args = ["test", "--parallel-evm", "--parallel-evm-report", FORMATS];
        const run = await runHardhat(copy.project, args, { CI: "true" });
        assert.equal(run.exitCode, 0, run.output);
        // Progress is for terminals; a log has a plain line now and then.
        assert.doesNotMatch(run.output, /[\r\u001b]/);
        output = run.output.slice(run.output.indexOf("\nParallel EVM\n"));
        report = asReport(JSON.parse(textOf("report.json")));
      });

      after(() => {
        copy.remove();
      });

      it("has something to tell", () => {
        assert(report.hotspots.length > 0);
        assert(report.findings.length > 0);
        if (name === "voting") assert(report.suppressed.length > 1);
      });

      it("is told by the terminal", () => {
        assertTells(toldByTerminal(output, report), report);
      });

      // Once is enough; of the four it has most to do.
      if (name === "voting") {
        it(
          "shows progress on a terminal, of which nothing is left",
          { skip: noTerminal },
          async () => {
            const args = ["parallel-evm", "report", "--parallel-evm-report", FORMATS];
            const run = await runOnTerminal(copy.project, args);
            assert.equal(run.exitCode, 0, run.output);
            const lines = run.output.split("\r\u001b[2K");
            assert(
              lines.some((line) => /^Having many users make each call(?: …|: \d+ %)/.test(line)),
              run.output,
            );
            const end = lines.at(-1)?.replaceAll("\r", "") ?? "";
            assert.deepEqual(toldByTerminal(end, report), toldByTerminal(output, report));
          },
        );
      }

      it("is told by Markdown, which counts what it leaves out where there is little room", () => {
        const text = textOf("report.md");
        assertTells(toldByMarkdown(text), report);
        for (const share of [0.1, 0.3, 0.6, 0.9]) {
          const cut = renderMarkdown(report, Math.floor(Buffer.byteLength(text) * share));
          const leftOut = (what: string) =>
            Number(new RegExp(`The rest.* (\\d+) ${what}s?.* is left out`).exec(cut)?.[1] ?? 0);
          const kept = [...cut.matchAll(/<\/details>/g)].length;
          assert.equal(kept + leftOut("finding"), report.findings.length, cut);
          const hasTable = cut.includes("| location | functions |");
          assert.equal(leftOut("hotspot"), hasTable ? 0 : report.hotspots.length, cut);
        }
      });

      it("is told by SARIF, valid by the official schema, each finding with a fingerprint of its own", () => {
        const log = asSarif(JSON.parse(textOf("report.sarif")));
        assertTells(toldBySarif(log), report);
        const results = log.runs[0]?.results ?? [];
        const prints = results.map((one) => JSON.stringify(one.partialFingerprints));
        assert.equal(new Set(prints).size, results.length);
      });

      it("is told by the page", { skip: noBrowser }, async () => {
        const browser = await launchBrowser();
        try {
          const file = join(copy.project, "parallel-evm/index.html");
          assertTells(await toldByPage(browser, file), report);
          // The whole crowd, where all meet at one place.
          const { page } = await openPage(browser, file, "#/conflicts/crowd-0-same");
          const { hotspots = [], conflicts } = report.crowds?.calls[0]?.same ?? {};
          const pairs = Number(await page.locator("[data-edges]").getAttribute("data-edges"));
          assert.equal(pairs, Math.max(...hotspots.map((one) => countPairs(one.pairs))));
          assert(pairs >= (conflicts?.storage ?? 0) / hotspots.length);
        } finally {
          await browser.close();
        }
      });
    });
  }
});

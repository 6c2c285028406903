/** What single places of the page say and do, in a real browser. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";

import type { Browser, Page } from "playwright-core";

import type { PageData } from "../../src/internal/model/page-data.ts";
import { renderHtml } from "../../src/internal/report/render-html.ts";
import { headline } from "../../src/internal/report/texts/verification-text.ts";
import { eventually, launchBrowser, type Looks, noBrowser, openPage } from "../support/browser.ts";
import { makeHardPageData } from "./make-hard-page-report.ts";
import { makePageData } from "./make-page-report.ts";
import { makeReport } from "./make-report.ts";

const PHONE: Looks = { width: 375, touch: true };

describe("details of the HTML report", { skip: noBrowser }, () => {
  let browser: Browser;
  let folder: string;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "page-"));
    browser = await launchBrowser();
  });

  after(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });

  const at = async (
    data: PageData,
    view: string,
    look: (page: Page) => Promise<void>,
    looks: Looks = {},
  ) => {
    const file = join(folder, "index.html");
    writeFileSync(file, await renderHtml(data));
    const { page, complaints } = await openPage(browser, file, `#/${view}`, looks);
    await look(page);
    assert.deepEqual(complaints, [], view);
    await page.context().close();
  };

  it("says of each parameter that it means nothing, and shows what it has", async () => {
    const data = makeHardPageData();
    for (const [view, what, shown] of [
      ["schedule/test-1?threads=3", "threads: “3”", "of 8 threads"],
      ["schedule/test-1?without=99", "schedule: “99”", "none removed"],
      ["findings?rule=nope", "rule: “nope”", "A total that everybody"],
      ["source/contracts%2FToken.sol?line=999", "file: “999”", "totalSupply"],
      ["hotspots?sort=-bogus", "sort by: “-bogus”", "Token.totalSupply"],
      ["conflicts/test-1?class=bogus", "class of that name", "that conflict"],
      ["conflicts/test-1?function=zz", "function of that name", "that conflict"],
      ["scenarios/test-1?transaction=99", "scenario: “99”", "transactions of"],
    ] as const) {
      await at(data, view, async (page) => {
        await eventually(async () => {
          const text = await page.getByRole("status").allInnerTexts();
          assert.equal(text.length, 1, `${view}: ${text.join()}`);
          assert(text[0]?.startsWith("This report has no ") && text[0].includes(what), text[0]);
        });
        assert((await page.locator("main").innerText()).includes(shown), `${view}: ${shown}`);
      });
    }
    const known = "conflicts/test-1?class=storage";
    await at(data, known, async (page) => {
      assert.equal(await page.getByRole("status").count(), 0);
    });
  });

  it("says once of a change what kind it is, and of a demand what is not known", async () => {
    const data = makePageData();
    const change = { fact: "hotspot Vault moves", before: null, after: "there" };
    const report = {
      ...data.report,
      budgets: [
        { of: "Sale", wanted: "that", found: "not known: no time", holds: false, isKnown: false },
      ],
      comparison: {
        file: ".parallel-evm-snapshot",
        changes: [{ ...change, kind: "worse" as const, reason: null }],
      },
    };
    await at({ ...data, report }, "", async (page) => {
      const text = await page.locator("section", { hasText: "What you hold it to" }).innerText();
      assert.match(text, /^worse: hotspot Vault moves: new$/m);
      assert.match(text, /^Not known: Sale: wanted is that; found not known: no time$/m);
    });
  });

  it("shows all that a line says in sight, on a phone", async () => {
    const data = makeHardPageData();
    const { sources } = data;
    const long = Object.fromEntries(
      Object.entries(sources).map(([file, text]) => [
        file,
        text.replace(/^(.*totalSupply;)$/m, `$1 // ${"a long comment ".repeat(12)}`),
      ]),
    );
    await at(
      { ...data, sources: long },
      "source/contracts%2FToken.sol",
      async (page) => {
        const mark = page.locator("#L4 summary");
        await mark.tap();
        const card = page.locator("#L4 .card").first();
        await eventually(async () => {
          for (const one of [mark, card]) {
            const box = await one.boundingBox();
            assert(box !== null && box.x >= 0 && box.x + box.width <= 375, JSON.stringify(box));
          }
        });
        assert.match(await card.innerText(), /Token\.totalSupply: .*Token\.mint/);
        // Also where the code is scrolled, and the heat goes as far as the code.
        await page.evaluate("document.querySelector('.source').scrollTo(600, 0)");
        await eventually(async () => {
          const box = await card.boundingBox();
          assert(box !== null && box.x >= 0 && box.x + box.width <= 375, JSON.stringify(box));
        });
        const widths = await page.evaluate<number[]>(
          "[...document.querySelectorAll('.source > li')].map((line) => line.getBoundingClientRect().width)",
        );
        assert.equal(new Set(widths).size, 1);
        assert((widths[0] ?? 0) > 900);
      },
      PHONE,
    );
  });

  it("says of a suite that sent nothing what the terminal says, and models nothing", async () => {
    const verification = { matched: 0, mismatched: 0, skipped: 0 };
    const report = makeReport({ transactions: 0, scenarios: 0, verification });
    await at({ ...makePageData(), report }, "", async (page) => {
      const text = await page.locator("main").innerText();
      assert(text.includes(headline(report.summary)));
      assert.match(text, /No transaction was recorded\. What is: /);
      assert.doesNotMatch(text, /results equal|No scenario came out|\dx/);
      assert.equal(await page.getByRole("img", { name: /speed-up/ }).count(), 0);
    });
  });

  it("tells what a finding gains with those above it only where there are some, and code as code", async () => {
    const data = makePageData();
    const [finding] = data.report.findings;
    assert(finding !== undefined);
    const told = { ...finding, message: "It wants `id < next` of all.", price: "As `x` is." };
    const report = { ...data.report, findings: [told, { ...told, message: "Another." }] };
    await at({ ...data, report }, "findings", async (page) => {
      const cards = page.locator("article.card");
      assert.doesNotMatch(await cards.nth(0).innerText(), /with all refactors above it/);
      assert.match(await cards.nth(1).innerText(), /with all refactors above it/);
      assert.deepEqual(await cards.nth(0).locator(".text code").allInnerTexts(), [
        "id < next",
        "x",
      ]);
    });
  });

  it("leaves the search with what was found, in the view that is open, too", async () => {
    await at(makeHardPageData(), "scenarios/test-1", async (page) => {
      await page.getByRole("searchbox", { name: "Search" }).fill(`${"0".repeat(63)}2 test-1`);
      await eventually(async () => {
        assert.equal(await page.locator("search li a").count(), 1);
      });
      await page.keyboard.press("Enter");
      await eventually(async () => {
        assert.equal(await page.evaluate("document.activeElement.tagName"), "H1");
      });
    });
  });

  it("gets by the keyboard from the file to what is hot, not from line to line", async () => {
    await at(makeHardPageData(), "source/contracts%2FToken.sol", async (page) => {
      await page.locator(".source").focus();
      await page.keyboard.press("Tab");
      assert.equal(await page.evaluate("document.activeElement.tagName"), "SUMMARY");
    });
  });

  it("tells tests of one long suite apart", async () => {
    const data = makePageData();
    const [scenario] = data.report.scenarios;
    assert(scenario !== undefined);
    const titles = ["one", "two"].map((end) => `${"Market and more ".repeat(20)}does ${end}`);
    const scenarios = titles.map((title, index) => ({ ...scenario, id: `test-${index}`, title }));
    await at(
      { ...data, report: { ...data.report, scenarios } },
      "scenarios",
      async (page) => {
        const cells = page.locator("tbody .long-text.cut");
        assert.match(await cells.nth(0).innerText(), /^Market and.* … .*does one$/);
        const isCut = await page.evaluate<boolean[]>(
          "[...document.querySelectorAll('.cut')].map((one) => one.scrollHeight > one.clientHeight + 2)",
        );
        assert.deepEqual(isCut, [false, false]);
      },
      PHONE,
    );
  });
});

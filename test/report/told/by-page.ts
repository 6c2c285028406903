import type { Browser, Locator, Page } from "playwright-core";

import { openPage } from "../../support/browser.ts";
import { NOTHING_LEFT_OUT, ratiosIn, type Told, type ToldItem } from "./told.ts";

/** What `index.html` shows in a browser. */
export async function toldByPage(browser: Browser, file: string): Promise<Told> {
  const { page, complaints } = await openPage(browser, file);
  if (complaints.length > 0) throw new Error(complaints.join("\n"));
  const image = page.getByRole("img", { name: /^Modelled speed-up/ });
  // Where nothing is modelled there is none.
  const chart = (await image.count()) === 0 ? "" : await image.getAttribute("aria-label");
  const hotspots = await rowsOf(page, "Hotspots", "Hotspots");
  const crowds = await rowsOf(page, "Crowds", "Crowds");
  await show(page, "Findings");
  const findings = await Promise.all((await page.locator("article.card").all()).map(findingIn));
  const suppressed = page.locator("section", { hasText: /^Suppressed/ }).getByRole("listitem");
  const told = {
    speedup: ratiosIn(chart ?? ""),
    hotspots: hotspots.map(([name = "", ...ratios]) => ({
      name,
      ratios: ratios.slice(0, 2),
    })),
    findings,
    deciding: findings.filter(({ name }) => name === "order-decides-success").length,
    suppressed: await suppressed.count(),
    crowds: crowds.map(([name = "", same = "", spread = ""]) => ({
      name,
      ratios: ratiosIn(`${same} ${spread}`),
    })),
    leftOut: NOTHING_LEFT_OUT,
  };
  await page.context().close();
  return told;
}

async function show(page: Page, view: string): Promise<void> {
  await page.getByRole("navigation").getByRole("link", { name: view, exact: true }).click();
  await page.getByRole("heading", { name: view, level: 1 }).waitFor();
}

/** Cells of a view's table. */
async function rowsOf(page: Page, view: string, caption: string): Promise<string[][]> {
  await show(page, view);
  const rows = await page
    .getByRole("region", { name: caption, exact: true })
    .locator("tbody tr")
    .all();
  return Promise.all(rows.map((row) => row.locator("td").allInnerTexts()));
}

async function findingIn(card: Locator): Promise<ToldItem> {
  const [rule = ""] = (await card.locator("p.faint").first().innerText()).split(" · ");
  const gain = card.locator("dd strong").first();
  return { name: rule, ratios: (await gain.count()) === 0 ? [] : ratiosIn(await gain.innerText()) };
}

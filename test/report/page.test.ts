/** The HTML report in a real browser: its content, what one can do with it, and that nothing leaves it. */
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";

import type { Browser, Page } from "playwright-core";

import { renderHtml } from "../../src/internal/report/render-html.ts";
import { eventually, launchBrowser, type Looks, noBrowser, openPage } from "../support/browser.ts";
import { makeHardPageData } from "./make-hard-page-report.ts";
import { NASTY } from "./make-page-report.ts";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Every view, and some with an item. */
const VIEWS = [
  "",
  "hotspots",
  "hotspots/0",
  "hotspots/1",
  "hotspots/2",
  "hotspots/999",
  "findings",
  "findings/0",
  "source",
  "source/contracts%2FToken.sol?line=4",
  "functions",
  "functions?contract=contracts%2FToken.sol%3AToken&a=Token.mint&b=Token.mint",
  "crowds",
  "schedule",
  "schedule/test-1?threads=2&without=0",
  "conflicts",
  "conflicts/test-1",
  "scenarios",
  "scenarios/test-1",
];

describe("the HTML report", { skip: noBrowser }, () => {
  let browser: Browser;
  let folder: string;
  let file: string;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "page-"));
    file = join(folder, "index.html");
    writeFileSync(file, await renderHtml(makeHardPageData()));
    browser = await launchBrowser();
  });

  after(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });

  /** The page at an address, closed when `look` is done; without complaints. */
  const at = async (view: string, look: (page: Page) => Promise<void>, looks: Looks = {}) => {
    const { page, complaints } = await openPage(browser, file, `#/${view}`, looks);
    await look(page);
    assert.deepEqual(complaints, [], view);
    await page.context().close();
  };

  /** Each view in turn, in one page. */
  const inEach = async (look: (page: Page, view: string) => Promise<void>, looks: Looks = {}) => {
    await at(
      "",
      async (page) => {
        for (const view of VIEWS) {
          await page.goto(`file://${file}#/${view}`);
          const current = `nav a[aria-current][href="#/${view.split(/[/?]/)[0] ?? ""}"]`;
          await page.waitForSelector(current);
          await look(page, view);
        }
      },
      looks,
    );
  };

  it("asks for nothing, complains of nothing, and takes no name for markup, in any view", async () => {
    await inEach(async (page) => {
      assert.equal(await page.title(), `${NASTY}: parallel EVM report`);
      assert.equal(await page.locator("img").count(), 0);
    });
  });

  it("keeps the rules of accessibility that a program can check, in both colours", async () => {
    for (const scheme of ["light", "dark"] as const) {
      await inEach(
        async (page, view) => {
          await page.evaluate(AXE);
          const broken = await page.evaluate(async () => {
            // What the script above has put there.
            const { axe } = globalThis as unknown as { axe: { run(): Promise<AxeResults> } };
            const { violations } = await axe.run();
            return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ""}`);
          });
          assert.deepEqual(broken, [], `${view} in ${scheme}`);
        },
        { scheme },
      );
    }
  });

  it("is no wider than the screen, however long names are", async () => {
    for (const width of [390, 1280]) {
      await inEach(
        async (page, view) => {
          const content = await page.evaluate("document.documentElement.scrollWidth");
          assert(Number(content) <= width, `${view} is ${String(content)} wide`);
        },
        { width },
      );
    }
  });

  it("has the figures of a table in sight beside long names", async () => {
    const rightEdge = async (page: Page, caption: string, column: string) => {
      const table = page.getByRole("region", { name: caption, exact: true });
      const [frame, head] = [
        await table.boundingBox(),
        await table.getByRole("columnheader", { name: column }).boundingBox(),
      ];
      assert(frame !== null && head !== null);
      return head.x + head.width - (frame.x + frame.width);
    };
    const tallest = async (page: Page, caption: string) => {
      const rows = await page.getByRole("region", { name: caption }).locator("tbody tr").all();
      const boxes = await Promise.all(rows.map((row) => row.boundingBox()));
      return Math.max(...boxes.map((box) => box?.height ?? 0));
    };
    for (const [width, last, lastOfCrowds] of [
      [1280, "Class", "Varies"],
      // Price and gain are the first columns.
      [390, "Saved gas", "Spread"],
    ] as const) {
      const looks = { width };
      await at(
        "hotspots",
        async (page) => {
          assert((await rightEdge(page, "Hotspots", last)) <= 0, `hotspots at ${width}`);
        },
        looks,
      );
      await at(
        "crowds",
        async (page) => {
          assert((await rightEdge(page, "Crowds", lastOfCrowds)) <= 0, `crowds at ${width}`);
          // With all of its title it would be 2,000 high.
          assert((await tallest(page, "Crowds")) < 1_000);
        },
        looks,
      );
    }
    await at("functions", async (page) => {
      const heads = await page.locator(".matrix thead").all();
      const boxes = await Promise.all(heads.map((head) => head.boundingBox()));
      assert.equal(boxes.length, 2);
      assert(boxes.every((box) => box !== null && box.height < 300));
    });
  });

  it("gives the answer first", async () => {
    await at("", async (page) => {
      const text = await page.locator("main").innerText();
      assert.match(text, /4\.00x\s+on 8 threads, modelled/);
      assert.match(text, /42 of 42\s+results equal/);
      assert.match(text, /What to fix first\s+high A total that everybody changes/);
      assert.match(text, /1\.00x → 6\.02x/);
    });
  });

  it("draws schedules as they are and without a hotspot, and what was run in vain", async () => {
    await at("schedule/test-1?threads=2", async (page) => {
      const makespan = (name: string) =>
        page.locator(`[data-${name}]`).getAttribute(`data-${name}`);
      await becomes(() => makespan("makespan"), "300");
      assert.equal(await page.locator("[data-makespan-without]").count(), 0);
      await page.getByLabel("Without the hotspot").selectOption("0");
      await becomes(() => makespan("makespan-without"), "200");
      await page.getByRole("combobox", { name: "Threads" }).selectOption("4");
      await becomes(() => makespan("makespan-without"), "100");
      assert.equal(await makespan("repeated"), "3");
      assert.match(page.url(), /#\/schedule\/test-1\?threads=4&without=0$/);
      assert.equal(await page.locator("canvas").count(), 3);
      await page.getByText("As a table").click();
      const table = page.getByRole("region", { name: "What runs when" });
      assert.match(await table.innerText(), /#2 Token\.mint \(critical\).*waits for #1/s);
    });
  });

  it("filters conflicts by class, function and variable", async () => {
    await at("conflicts/test-1", async (page) => {
      const edges = () => page.locator("[data-edges]").getAttribute("data-edges");
      await becomes(edges, "3");
      await page.getByLabel("Class").selectOption("balance");
      await becomes(edges, "1");
      await page.getByLabel("Class").selectOption("");
      await page.getByLabel("Variable").selectOption("Token.totalSupply");
      await becomes(edges, "2");
      // A click on a transaction shows its conflicts.
      const box = await page.locator("canvas").first().boundingBox();
      assert(box !== null);
      const chosen = page.getByRole("region", { name: "Chosen" });
      for (let x = 10; x < box.width && (await chosen.count()) === 0; x += 10) {
        for (let y = 10; y < box.height && (await chosen.count()) === 0; y += 60) {
          await page.mouse.click(box.x + x, box.y + y);
        }
      }
      assert.match(await chosen.innerText(), /Token\.totalSupply/);
    });
  });

  it("draws all pairs of a crowd, not only those of its schedule", async () => {
    await at("conflicts/crowd-0-same", async (page) => {
      // The schedule has two of them.
      await becomes(() => page.locator("[data-edges]").getAttribute("data-edges"), "6");
      await page.getByText("As a table").click();
      const rows = page.getByRole("region", { name: "Conflicts" }).locator("tbody tr");
      assert.equal(await rows.count(), 6);
    });
  });

  it("lists a slot of several fields once, and names balances as elsewhere", async () => {
    await at("conflicts/test-2", async (page) => {
      const options = page.getByLabel("Variable").locator("option");
      assert.deepEqual(await options.allInnerTexts(), [
        "all",
        "Token.paused, fee",
        "address(this).balance of Token",
      ]);
      await page.getByLabel("Variable").selectOption("Token.paused, fee");
      await becomes(() => page.locator("[data-edges]").getAttribute("data-edges"), "3");
      await page.getByText("As a table").click();
      const table = page.getByRole("region", { name: "Conflicts" });
      assert.match(
        await table.innerText(),
        /Token\.paused, fee, address\(this\)\.balance of Token/,
      );
    });
  });

  it("draws many who wait for one apart from each other", async () => {
    for (const width of [1280, 390]) {
      await at(
        "conflicts/crowd-3-same",
        async (page) => {
          await becomes(() => page.locator("[data-edges]").getAttribute("data-edges"), "63");
          // One over the other, circles of 22 pixels would have less than 22 * 460 in all.
          await eventually(async () => {
            const drawn = await page.evaluate<number>(PIXELS_OF_RUNS);
            assert(drawn > 15_000, `${drawn} pixels at ${width}`);
          });
        },
        { width },
      );
    }
  });

  it("scrolls under a finger on a graph, and makes it larger between two", async () => {
    await at(
      "conflicts/crowd-3-same",
      async (page) => {
        const session = await page.context().newCDPSession(page);
        const touch = async (steps: readonly (readonly { x: number; y: number }[])[]) => {
          const points = [...steps, []].map((fingers) =>
            fingers.map((finger, id) => ({ ...finger, id })),
          );
          for (const [index, touchPoints] of points.entries()) {
            const last = index === steps.length ? "touchEnd" : "touchMove";
            const type = index === 0 ? "touchStart" : last;
            await session.send("Input.dispatchTouchEvent", { type, touchPoints });
          }
        };
        const canvas = page.locator("canvas").first();
        const picture = () => page.evaluate<string>("document.querySelector('canvas').toDataURL()");
        await canvas.scrollIntoViewIfNeeded();
        await eventually(async () => {
          assert((await page.evaluate<number>(PIXELS_OF_RUNS)) > 15_000);
        });
        const whole = await picture();
        const scrolled = await page.evaluate<number>("scrollY");
        const box = await canvas.boundingBox();
        assert(box !== null);
        const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
        const tenths = Array.from({ length: 10 }, (_, index) => index + 1);
        // Beside all nodes, which would answer to it.
        await touch(tenths.map((n) => [{ x: box.x + 6, y: middle.y + 12 * n }]));
        await eventually(async () => {
          assert((await page.evaluate<number>("scrollY")) < scrolled - 50);
        });
        assert((await picture()) === whole, "it moved");
        const { y = 0 } = (await canvas.boundingBox()) ?? {};
        // Above all nodes.
        const fingers = (n: number) => [
          { x: middle.x - 20 - 12 * n, y: y + 12 },
          { x: middle.x + 20 + 12 * n, y: y + 12 },
        ];
        await touch(tenths.map(fingers));
        await eventually(async () => {
          assert((await picture()) !== whole, "it stays as it is");
        });
        assert.equal(await page.evaluate("visualViewport.scale"), 1);
      },
      { width: 390, touch: true },
    );
  });

  it("says of a refactor what is left of its variable, where the diff is, and what the browser refuses", async () => {
    await at("hotspots/0", async (page) => {
      const text = await page.locator("main").innerText();
      assert.match(text, /then what is left of Token\.totalSupply costs most/);
      assert.match(text, /, diff below/);
      assert.doesNotMatch(text, /full report/);
      await page.evaluate(
        "Object.defineProperty(navigator, 'clipboard', { value: { writeText: () => Promise.reject(new Error('no')) } })",
      );
      await page.getByRole("button", { name: "Copy the diff" }).click();
      await page.getByRole("button", { name: /The browser refuses/ }).waitFor();
      assert.match(await page.evaluate<string>("getSelection().toString()"), /@@ -4 \+4 @@/);
    });
  });

  it("tells of a crowd at one target and at others, and how many of it come through", async () => {
    await at("crowds", async (page) => {
      const rows = page.getByRole("region", { name: "Crowds" }).locator("tbody tr");
      const cells = async (row: number) => {
        const texts = await rows.nth(row).locator("td").allInnerTexts();
        return texts.map((text) => text.replace(/\s+/g, " ").trim());
      };
      const [, same, spread, fail, inVain, meet] = await cells(1);
      assert.deepEqual(
        { same, spread, fail, inVain, meet },
        {
          same: "1.00x 1 of 4 succeed",
          spread: "8.00x",
          fail: "3 same 0 spread",
          inVain: "226 same 0 spread",
          meet: "at the same balances[arg:to]",
        },
      );
      assert.deepEqual((await cells(0)).slice(1, 6), ["1.00x", "–", "0", "226", "totalSupply"]);
    });
    for (const view of ["schedule", "conflicts"]) {
      await at(`${view}/crowd-1-same`, async (page) => {
        const text = await page.locator("main").innerText();
        assert.match(text, /Only 1 of 4 transactions comes through \(3 of 4 fail\)/, view);
        assert.match(text, /recorded in “Token mints” in test\/token\.ts/);
        const chosen = page.getByLabel("Scenario").locator("option:checked");
        assert.match(await chosen.innerText(), /by 4 users, all name the same, 3 of 4 fail$/);
      });
      await at(`${view}/crowd-0-same`, async (page) => {
        assert.doesNotMatch(await page.locator("main").innerText(), /come.? through/, view);
      });
    }
  });

  it("has filters, orders and fields in its address", async () => {
    await at("hotspots?sort=-conflicts&filter=token", async (page) => {
      const rows = page.getByRole("region", { name: "Hotspots" }).locator("tbody tr");
      await becomes(() => rows.count(), 2);
      await page.getByLabel("Filter").fill("paused");
      await becomes(() => rows.count(), 1);
      await becomes(
        () => Promise.resolve(page.url().split("#")[1]),
        "/hotspots?sort=-conflicts&filter=paused",
      );
      // Of numbers, the largest first.
      await page.getByRole("button", { name: "Saved gas" }).click();
      const head = page.getByRole("columnheader", { name: "Saved gas" });
      await becomes(() => head.getAttribute("aria-sort"), "descending");
      assert.match(page.url(), /sort=-saved-gas&filter=paused$/);
      await page.reload();
      await becomes(() => page.getByLabel("Filter").inputValue(), "paused");
      assert.equal(await head.getAttribute("aria-sort"), "descending");
    });
    await at("functions", async (page) => {
      const cell = page.getByRole("button", { name: "Token.mint and Token.mint: always" });
      await cell.click();
      await becomes(() => cell.getAttribute("aria-pressed"), "true");
      await page.reload();
      await becomes(() => cell.getAttribute("aria-pressed"), "true");
      assert.match(await page.locator("main .card").innerText(), /Token\.totalSupply/);
    });
  });

  it("says of an address that the report has nothing there", async () => {
    for (const [view, what] of [
      ["hotspots/999", "hotspot “999”"],
      ["findings/999", "finding “999”"],
      ["scenarios/zzz", "scenario “zzz”"],
      ["schedule/zzz", "no crowd “zzz”"],
      ["conflicts/zzz", "no crowd “zzz”"],
      ["source/zzz", "file “zzz”"],
      ["functions?contract=Token&a=zzz", "such field of zzz in Token"],
      ["nothing", "view “nothing”"],
    ] as const) {
      await at(view, async (page) => {
        const text = await page.getByRole("status").innerText();
        assert(text.includes(`This report has no `) && text.includes(what), `${view}: ${text}`);
      });
    }
    await inEach(async (page, view) => {
      const isUnknown = view === "hotspots/999";
      assert.equal(await page.getByRole("status").count(), isUnknown ? 1 : 0, view);
    });
  });

  it("searches by keys, with functions, crowds and transactions, and closes on a click elsewhere", async () => {
    await at("", async (page) => {
      const found = page.locator("search li a");
      const focused = () => page.evaluate<string>("document.activeElement.textContent");
      await page.keyboard.press("/");
      await page.keyboard.type("token");
      await becomes(async () => (await found.count()) > 8, true);
      await page.keyboard.press("ArrowDown");
      await becomes(focused, await found.nth(0).innerText());
      await page.keyboard.press("ArrowDown");
      await becomes(focused, await found.nth(1).innerText());
      await page.keyboard.press("ArrowUp");
      await page.keyboard.press("ArrowUp");
      await becomes(() => page.evaluate("document.activeElement.tagName"), "INPUT");
      await page.keyboard.press("Escape");
      await becomes(() => found.count(), 0);
      for (const [query, address] of [
        [
          "function token.transfer",
          "/functions?contract=contracts%2FToken.sol%3AToken&a=Token.transfer",
        ],
        ["crowd transfer others", "/schedule/crowd-1-spread"],
        [`transaction ${"0".repeat(63)}2 test-1`, "/scenarios/test-1?transaction=2"],
      ] as const) {
        await page.getByRole("searchbox", { name: "Search" }).fill(query);
        await becomes(() => found.count(), 1);
        await page.keyboard.press("Enter");
        await becomes(() => Promise.resolve(page.url().split("#")[1]), address);
        await becomes(() => found.count(), 0);
      }
      await becomes(() => page.locator("tr[aria-current] td").first().innerText(), "2");
      await page.getByRole("searchbox", { name: "Search" }).fill("t");
      await becomes(async () => (await found.count()) > 8, true);
      await page.mouse.click(20, 700);
      await becomes(() => found.count(), 0);
    });
  });

  it("shows the heat of all fields of a slot, and what they cost on a hover and by the keyboard", async () => {
    await at("source/contracts%2FToken.sol", async (page) => {
      for (const line of [5, 6]) {
        assert.match((await page.locator(`#L${line}`).getAttribute("class")) ?? "", /heat-[1-4]/);
      }
      const tooltip = page.getByRole("tooltip");
      assert.equal(await tooltip.count(), 0);
      const summary = page.locator("#L6 summary");
      // A page that still scrolls, as it does for the hover, hides it.
      await eventually(async () => {
        await page.mouse.move(5, 5);
        await summary.hover();
        assert.equal(await tooltip.count(), 1);
      });
      const text = await tooltip.innerText();
      assert.match(text, /^Token\.paused, fee: Token\.burn, Token\.mint; 1,234,567 gas/);
      assert.match(text, /without it 1\.30x → 3\.90x[^]*declares fee/);
      // One can go to it, and to its link.
      await tooltip.hover();
      await becomes(() => tooltip.count(), 1);
      await page.mouse.move(5, 5);
      await becomes(() => tooltip.count(), 0);
      await page.locator("#L6 .line-number").focus();
      await page.keyboard.press("Tab");
      await becomes(() => tooltip.count(), 1);
      await page.keyboard.press("Escape");
      await becomes(() => tooltip.count(), 0);
      await page.keyboard.press("Enter");
      await becomes(() => page.locator("#L6 details").getAttribute("open"), "");
      assert.equal(await tooltip.count(), 0);
    });
  });

  it("has contrast on every heat, for all that stands there", async () => {
    for (const scheme of ["light", "dark"] as const) {
      await at(
        "source",
        async (page) => {
          const colors =
            await page.evaluate<[what: string, front: string, back: string][]>(COLORS_ON_HEAT);
          assert.equal(colors.length, 35);
          const pale = colors.filter(([, front, back]) => contrast(front, back) < 4.5);
          assert.deepEqual(pale, [], scheme);
        },
        { scheme },
      );
    }
  });

  it("shows the heat of lines and of storage, and goes to a line", async () => {
    await at("source/contracts%2FToken.sol?line=4", async (page) => {
      const line = page.locator("#L4");
      assert.match((await line.getAttribute("class")) ?? "", /heat-[1-4] chosen/);
      assert.match(await line.innerText(), /declares totalSupply/);
      assert.equal(await page.locator("#L1").getAttribute("class"), "heat-0");
      const slot = page.getByRole("list", { name: /^Storage of/ }).getByRole("listitem");
      assert.equal(await slot.count(), 2);
      // 15 bytes unused, then the bool, then the uint128: as they lie in the word.
      const styles = await Promise.all(
        (await slot.first().locator(".field").all()).map((one) => one.getAttribute("style")),
      );
      const bytes = styles.map((style) => /flex-grow: (\d+)/.exec(style ?? "")?.[1]);
      assert.deepEqual(bytes, ["15", "1", "16"]);
    });
  });

  it("opens the evidence of a pair of functions by a key", async () => {
    await at("functions", async (page) => {
      const cell = page.getByRole("button", { name: /: always/ }).first();
      await cell.focus();
      await page.keyboard.press("Enter");
      await becomes(() => cell.getAttribute("aria-pressed"), "true");
      assert.match(await page.locator("main .card").innerText(), /: always\n/);
    });
  });

  it("finds, sorts, goes back, and remembers the colours", async () => {
    await at("", async (page) => {
      await page.keyboard.press("/");
      await page.keyboard.type("total that everybody");
      await page.getByRole("link", { name: /finding A total that everybody changes/ }).click();
      assert.match(page.url(), /#\/findings\/0$/);
      await page.goBack();
      await page.getByRole("link", { name: "Scenarios" }).click();
      await becomes(() => page.evaluate("document.activeElement.tagName"), "H1");
      await page.goto(`file://${file}#/hotspots`);
      const first = () => page.locator("tbody tr").first().innerText();
      const before = await first();
      await page.getByRole("button", { name: "Location" }).click();
      await becomes(() => page.locator("th").first().getAttribute("aria-sort"), "ascending");
      assert.notEqual(await first(), before);
      await page.getByLabel("Colours").selectOption("dark");
      await page.reload();
      await becomes(() => page.evaluate("document.documentElement.dataset.theme"), "dark");
    });
  });
});

/** In the page: how much of the first chart is in the colour of transactions. */
const PIXELS_OF_RUNS = `(() => {
  const canvas = document.querySelector("canvas");
  const context = canvas.getContext("2d");
  const color = getComputedStyle(document.documentElement).getPropertyValue("--run").trim();
  const wanted = [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16));
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
  let found = 0;
  for (let at = 0; at < data.length; at += 4) {
    if (wanted.every((channel, index) => Math.abs(data[at + index] - channel) < 8)) found++;
  }
  return found;
})()`;

/** In the page: colours of what may stand on a line of the source, and of the line, for each heat. */
const COLORS_ON_HEAT = `(() => {
  const list = document.querySelector(".source");
  return [0, 1, 2, 3, 4].flatMap((heat) => {
    const line = document.createElement("li");
    line.className = "heat-" + heat;
    list.append(line);
    return ["line-number", "token-plain", "token-keyword", "token-builtin", "token-string", "token-comment", "token-number"].map((name) => {
      const text = document.createElement("span");
      text.className = name;
      line.append(text);
      const back = getComputedStyle(heat === 0 ? list : line).backgroundColor;
      return [name + " on heat " + heat, getComputedStyle(text).color, back];
    });
  });
})()`;

/** As of WCAG, from 1 to 21. */
function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((m, n) => n - m);
  return (light + 0.05) / (dark + 0.05);
}

/** Of `rgb(27, 31, 36)`. */
function luminance(color: string): number {
  const [r = 0, g = 0, b = 0] = (color.match(/[\d.]+/g) ?? []).map((channel) => {
    const value = Number(channel) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** That something comes to be a value. */
async function becomes<Value>(read: () => Promise<Value>, expected: Value): Promise<void> {
  await eventually(async () => {
    assert.equal(await read(), expected);
  });
}

interface AxeResults {
  readonly violations: readonly {
    readonly id: string;
    readonly nodes: readonly { readonly html: string }[];
  }[];
}

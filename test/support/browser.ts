import { existsSync } from "node:fs";

import { type Browser, chromium, type Page } from "playwright-core";

const PLACES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

const found = [process.env.PARALLEL_EVM_BROWSER ?? "", ...PLACES].find((path) => existsSync(path));

/** For `skip` of a test: the reason, or false where there is a browser. */
export const noBrowser =
  found === undefined
    ? "no Chromium; install one, or name it in PARALLEL_EVM_BROWSER"
    : (false as const);

export async function launchBrowser(): Promise<Browser> {
  // As root, and in containers, its sandbox is not to be had.
  return chromium.launch({ executablePath: found ?? "", args: ["--no-sandbox"] });
}

export interface OpenedPage {
  readonly page: Page;
  /** Errors and warnings of the console, exceptions, and requests for anything but the file itself. */
  readonly complaints: readonly string[];
}

export interface Looks {
  readonly width?: number;
  readonly scheme?: "light" | "dark";
  /** With fingers instead of a mouse. */
  readonly touch?: boolean;
}

/** Opens a file and waits for its first heading. */
export async function openPage(
  browser: Browser,
  file: string,
  hash = "",
  { width = 1280, scheme = "light", touch = false }: Looks = {},
): Promise<OpenedPage> {
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    colorScheme: scheme,
    hasTouch: touch,
    isMobile: touch,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const complaints: string[] = [];
  page.on("console", (message) => {
    // What a chart wants of a touch that already scrolls the page comes too late, and does no harm. Some versions of
    // Chromium begin it with "[Intervention]".
    if (/^(\[Intervention\] )?Ignored attempt to cancel a touch/.test(message.text())) return;
    if (["error", "warning"].includes(message.type())) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("request", (request) => {
    if (request.url().split("#")[0] !== `file://${file}`) complaints.push(request.url());
  });
  await page.goto(`file://${file}${hash}`);
  await page.waitForSelector("h1");
  return { page, complaints };
}

/** Repeats a check until it holds: a page shows what was chosen a moment later. Throws its error after five seconds. */
export async function eventually(check: () => Promise<void>): Promise<void> {
  const end = Date.now() + 5_000;
  for (;;) {
    try {
      await check();
      return;
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

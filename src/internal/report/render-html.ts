import { readFile } from "node:fs/promises";
import { deflateSync } from "node:zlib";

import type { PageData } from "../model/page-data.ts";

/** What the build makes of the folder `page`. */
const TEMPLATE = new URL("../../../dist/internal/report/page.html", import.meta.url);

/**
 * The report as one HTML file that needs nothing else. The data goes in deflated and as base64: it is a
 * tenth as long, and no text of a contract can end the script that holds it.
 */
export async function renderHtml(data: PageData, template = TEMPLATE): Promise<string> {
  const page = await readFile(template, "utf8");
  const packed = deflateSync(JSON.stringify(data)).toString("base64");
  return page.replace("<!--DATA-->", () => packed);
}

import { deflateSync } from "node:zlib";

import type { PageData } from "../model/page-data.ts";

/**
 * The report as one HTML file that needs nothing else. `template` is the bundled page. The data goes in
 * deflated and as base64: it is a tenth as long, and no text of a contract can end the script that holds it.
 */
export function renderHtml(data: PageData, template: string): string {
  const packed = deflateSync(JSON.stringify(data)).toString("base64");
  return template.replace("<!--DATA-->", () => packed);
}

import type { PageData } from "../../model/page-data.ts";

/** The data that `render-html` put into the page: JSON, deflated, as base64. */
export async function readEmbedded(): Promise<PageData> {
  const text = document.getElementById("data")?.textContent ?? "";
  const bytes = Uint8Array.from(atob(text.trim()), (char) => char.charCodeAt(0));
  const json = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  // `render-html` writes it from this type.
  return (await new Response(json).json()) as PageData;
}

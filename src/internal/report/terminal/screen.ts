import { createPainter, type Painter } from "./painter.ts";

/** What every section is made with. */
export interface Screen {
  /** Cells: 40 to 120. */
  readonly width: number;
  /** How many hotspots to show. */
  readonly top: number;
  /** Where report.json is, as the user should read it. */
  readonly reportPath?: string;
  /** Where index.html is. */
  readonly pagePath?: string;
  readonly paint: Painter;
}

export interface TerminalOptions {
  /** Cells; taken as 40 at least and 120 at most. */
  readonly width: number;
  /** Without colours the text holds no escape sequence. */
  readonly colors: boolean;
  /** How many hotspots to show. */
  readonly top: number;
  /** Where report.json is, as the user should read it. */
  readonly reportPath?: string;
  /** Where index.html is. */
  readonly pagePath?: string;
}

export function createScreen(options: TerminalOptions): Screen {
  const width = Math.min(120, Math.max(40, Math.floor(options.width)));
  return { ...options, width, paint: createPainter(options.colors) };
}

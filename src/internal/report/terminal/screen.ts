import type { Painter } from "./painter.ts";

/** What every section is made with. */
export interface Screen {
  /** Cells: 40 to 120. */
  readonly width: number;
  /** How many hotspots to show. */
  readonly top: number;
  /** Where report.json is, as the user should read it. */
  readonly reportPath?: string;
  readonly paint: Painter;
}

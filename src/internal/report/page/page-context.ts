import { createContext } from "preact";

import type { PageData } from "../../model/page-data.ts";
import type { Drawable } from "./schedules.ts";

export interface PageState extends PageData {
  readonly drawables: readonly Drawable[];
}

/** What all views show parts of. There is always one: the default is never seen. */
export const PageContext = createContext<PageState>(undefined as unknown as PageState);

import type { Place } from "./arena/place.ts";
import { HARDFORKS, type Hardfork, hardforksSince } from "./hardforks.ts";
import type { Plan } from "./plan.ts";
import type { Random } from "./random.ts";

/** One kind of difficulty: makes plans of it, as many as there are seeds. */
export interface Theme {
  readonly name: string;
  /** The first hardfork that knows what it is about; absent: all do. */
  readonly since?: Hardfork;
  readonly plan: (place: Place, random: Random) => Plan;
}

export function hardforksOf(theme: Theme): readonly Hardfork[] {
  return theme.since === undefined ? HARDFORKS : hardforksSince(theme.since);
}

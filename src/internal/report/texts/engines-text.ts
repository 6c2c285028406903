import type { ProfileId } from "../../model/profile.ts";
import type { ParallelReport, ReportHotspot } from "../../model/report.ts";

type Engines = Pick<ReportHotspot, "profiles">;

/**
 * On which engines a hotspot counts, if they disagree. That nothing counts for a validator with the access
 * list is always so, and no disagreement by itself.
 */
export function enginesText(hotspot: Engines): string {
  const without = hotspot.profiles.filter(({ conflicts }) => conflicts === 0);
  const others = without.filter(({ profile }) => profile !== "access-list");
  if (others.length === 0) return "";
  const validator = without.filter(({ profile }) => profile === "access-list");
  const names = [...others, ...validator].map(({ profile }) => engineName(profile));
  return `counts on ${countedOn(hotspot).join(", ")}; nothing on ${names.join(", ")}`;
}

/** The engine that the report was made for: the same in all scenarios. */
export function chosenProfile({ scenarios }: Pick<ParallelReport, "scenarios">): ProfileId {
  return scenarios[0]?.profile ?? "block-stm";
}

/** The engines on which it has conflicts. */
export function countedOn({ profiles }: Engines): readonly ProfileId[] {
  return profiles.flatMap(({ profile, conflicts }) => (conflicts > 0 ? [profile] : []));
}

/** With whose eyes it is taken, where that matters. */
export function engineName(profile: ProfileId): string {
  return profile === "access-list" ? "access-list (validator)" : profile;
}

import type { EngineProfile, ProfileId } from "../../model/profile.ts";
import { ACCESS_LIST } from "./access-list.ts";
import { BLOCK_STM } from "./block-stm.ts";
import { KEY_BASED } from "./key-based.ts";
import { VALUE_BASED } from "./value-based.ts";

const BY_ID: Readonly<Record<ProfileId, EngineProfile>> = {
  "access-list": ACCESS_LIST,
  "block-stm": BLOCK_STM,
  "key-based": KEY_BASED,
  "value-based": VALUE_BASED,
};

/** Sorted by id. */
export const ALL_PROFILES: readonly EngineProfile[] = Object.values(BY_ID).sort((a, b) =>
  a.id < b.id ? -1 : 1,
);

export function profileOf(id: ProfileId): EngineProfile {
  return BY_ID[id];
}

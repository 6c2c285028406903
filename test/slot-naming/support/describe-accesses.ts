import type { Namer } from "../../../src/internal/slot-naming/create-namer.ts";
import type { NamedAccess } from "../../../src/internal/model/slot-name.ts";
import type { Executed } from "./chain.ts";

/** All touched slots, named, in the order of the first access. */
export function accessesOf(namer: Namer, executed: Executed): NamedAccess[] {
  return executed.slots.map((location) => namer.nameAccess({ ...executed, location }));
}

/** `group: path, path` of each touched slot; `raw: reason` where there is no name. */
export function namesOf(namer: Namer, executed: Executed): string[] {
  return accessesOf(namer, executed).map(({ name }) =>
    name.kind === "raw"
      ? `raw: ${name.reason}`
      : `${name.group}: ${name.fields.map(({ path }) => path).join(", ")}`,
  );
}

/** `kind function:line` of each site of each touched slot, sorted. */
export function sitesOf(namer: Namer, executed: Executed): string[] {
  const sites = accessesOf(namer, executed).flatMap((access) => access.sites);
  return [
    ...new Set(
      sites.map((site) => `${site.kind} ${site.function ?? "?"}:${site.source?.line ?? "?"}`),
    ),
  ].toSorted();
}

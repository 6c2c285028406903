import type { ReportHotspot } from "../model/report.ts";
import type { NamedAccess, NamedField, NamedLocation, RawLocation } from "../model/slot-name.ts";
import { mostFrequent } from "./most-frequent.ts";
import { withOpenKeys, withoutKeys } from "../model/path-keys.ts";

/** How one transaction of a conflicting pair names the location where the pair meets. */
export interface Participation {
  readonly side: "earlier" | "later";
  readonly access: NamedAccess;
}

interface HotspotName extends Pick<
  ReportHotspot,
  "contract" | "variable" | "path" | "concretePath" | "packed" | "reason" | "source"
> {
  /** `path` of all of it, where there are several entries whose keys are written out: `sold[*]` of `sold["a"]`. */
  readonly wholePath: string;
}

/**
 * One name for a hotspot out of the names that its transactions give: the most frequent one, where
 * the later (reading) side counts first. Of a packed slot, it names the fields that the earlier side
 * changed, as they are what disturbs the others; where that is not known, all that either side touched.
 */
export function nameHotspot(participations: readonly Participation[]): HotspotName {
  const all = namedLocations(participations);
  const contract = mostFrequent(all.map((name) => name.contract));
  if (contract === undefined) return rawName(participations);
  const ours = (name: NamedLocation): boolean => name.contract === contract;
  const later = namedLocations(laterOnly(participations)).filter(ours);
  const earlier = namedLocations(participations.filter(({ side }) => side === "earlier"));
  return fieldsName(contract, later, onlyWritten(all.filter(ours), earlier.filter(ours)));
}

/** Without the fields of a packed slot that no earlier transaction changed, if some are known to. */
function onlyWritten(
  names: readonly NamedLocation[],
  earlier: readonly NamedLocation[],
): readonly NamedLocation[] {
  const written = new Set(
    earlier.flatMap(({ fields }) =>
      fields.flatMap((field) => (field.written === true ? [withoutKeys(field.path)] : [])),
    ),
  );
  if (written.size === 0) return names;
  return names.map((name) => ({
    ...name,
    fields: name.fields.filter(({ path }) => written.has(withoutKeys(path))),
  }));
}

function fieldsName(
  contract: string,
  later: readonly NamedLocation[],
  all: readonly NamedLocation[],
): HotspotName {
  const fields = chooseFields(later, all);
  const touched = [...new Set([...later, ...all].flatMap(fieldsOf).map(({ path }) => path))];
  const packed = packedBeside(fields[0]?.path, [...later, ...all]);
  const wholePath = ({ path }: NamedField) => {
    // Of one slot, whose fields are told beside it.
    if (packed.length > 0) return path;
    const own = withoutKeys(path);
    return withOpenKeys(
      path,
      touched.filter((one) => withoutKeys(one) === own),
    );
  };
  return {
    contract,
    variable: [...new Set(fields.map(({ variable }) => variable))].join(", "),
    path: fields.map(({ path }) => path).join(", "),
    wholePath: fields.map(wholePath).join(", "),
    concretePath: fields.map(({ concretePath }) => concretePath).join(", "),
    packed,
    reason: null,
    source: fields[0]?.source ?? null,
  };
}

/** Of a packed slot each field that was touched, the most touched first; else one field. */
function chooseFields(
  later: readonly NamedLocation[],
  all: readonly NamedLocation[],
): readonly NamedField[] {
  const [laterFields, allFields] = [later.flatMap(fieldsOf), all.flatMap(fieldsOf)];
  const preferred = laterFields.length > 0 ? laterFields : allFields;
  const main = withoutKeys(mostFrequent(preferred.map(({ path }) => path)) ?? "");
  const packed = all.find((name) => name.packed.length > 0)?.packed ?? [];
  const touched = mostTouched(
    packed.map((path) => withoutKeys(path)),
    allFields,
  );
  return (touched.length > 0 ? touched : [main]).flatMap((path) => {
    const same = (field: NamedField): boolean => withoutKeys(field.path) === path;
    return chooseField(laterFields.filter(same)) ?? chooseField(allFields.filter(same)) ?? [];
  });
}

/** Those of the fields of a slot that were touched; equally often touched ones in the order of the slot. */
function mostTouched(slot: readonly string[], touched: readonly NamedField[]): readonly string[] {
  const counts = new Map(slot.map((path) => [path, 0]));
  for (const { path } of touched) {
    const count = counts.get(withoutKeys(path));
    if (count !== undefined) counts.set(withoutKeys(path), count + 1);
  }
  return [...counts]
    .filter(([, count]) => count > 0)
    .sort(([, a], [, b]) => b - a)
    .map(([path]) => path);
}

function chooseField(fields: readonly NamedField[]): NamedField | undefined {
  const path = mostFrequent(fields.map((field) => field.path));
  const named = fields.filter((field) => field.path === path);
  const concretePath = mostFrequent(named.map((field) => field.concretePath));
  return named.find((field) => field.concretePath === concretePath);
}

/** All fields of the slot, with their keys written as in `path`, the chosen one of them. */
function packedBeside(
  path: string | undefined,
  names: readonly NamedLocation[],
): readonly string[] {
  const beside = names.find((name) => fieldsOf(name).some((field) => field.path === path));
  return beside?.packed ?? [];
}

/** A slot of which no field is known to be touched still has its group to show. */
function fieldsOf({ fields, group }: NamedLocation): readonly NamedField[] {
  return fields.length > 0 ? fields : [{ variable: group, path: group, concretePath: group }];
}

function rawName(participations: readonly Participation[]): HotspotName {
  const later = rawLocations(laterOnly(participations));
  const raws = later.length > 0 ? later : rawLocations(participations);
  const path = mostFrequent(raws.map((name) => name.path)) ?? "(unknown)";
  const same = raws.filter((name) => name.path === path);
  return {
    contract: mostFrequent(same.flatMap(({ contract }) => contract ?? [])) ?? null,
    variable: null,
    path,
    wholePath: path,
    concretePath: path,
    packed: [],
    reason: mostFrequent(same.map(({ reason }) => reason)) ?? "no transaction names it",
    source: null,
  };
}

function laterOnly(participations: readonly Participation[]): readonly Participation[] {
  return participations.filter(({ side }) => side === "later");
}

function namedLocations(participations: readonly Participation[]): readonly NamedLocation[] {
  return participations.flatMap(({ access: { name } }) => (name.kind === "named" ? [name] : []));
}

function rawLocations(participations: readonly Participation[]): readonly RawLocation[] {
  return participations.flatMap(({ access: { name } }) => (name.kind === "raw" ? [name] : []));
}

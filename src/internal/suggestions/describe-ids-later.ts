import type { IdsLater } from "./ids-later.ts";
import { doing, listed } from "./users.ts";

/** Who goes by ids, or by how many there are, a sentence each. */
export function describeIdsLater({
  byNumber,
  cut,
  unsure,
  known,
  outside,
  maybeOutside,
  enumerated,
  counted,
}: IdsLater): readonly string[] {
  return [
    ...(byNumber.length === 0
      ? []
      : [
          `What number an id is matters later: ${listed(byNumber)}. Ids of another kind say nothing there.`,
        ]),
    ...(cut.length === 0
      ? []
      : [
          `Not all bits of an id are used later: ${listed(cut)}. Of ids that differ in the others one is taken for another one.`,
        ]),
    ...(unsure.length === 0
      ? []
      : [`Look there, as other ids may come to something else: ${listed(unsure)}.`]),
    ...(known.length === 0
      ? []
      : [
          `${doing(known, "asks", "ask")} by it whether there is such an id, or how many there are.`,
        ]),
    ...(outside.length === 0
      ? []
      : [
          `${doing(outside, "asks", "ask")} by it whether there is such an id, or for the last one.`,
        ]),
    ...(maybeOutside.length === 0
      ? []
      : [
          `${listed(maybeOutside)} may ask by it whether there is such an id, or for the last one: of this contract, or of another one that has such functions.`,
        ]),
    ...(enumerated.length === 0
      ? []
      : [`${doing(enumerated, "goes", "go")} through all ids up to it.`]),
    ...(counted.length === 0 ? [] : [`${doing(counted, "goes", "go")} by how many there are.`]),
  ];
}

/** What becomes of those who ask the counter, where ids are of another kind: lines of a sketch. */
export function notesOnIds(
  { known, outside, maybeOutside, enumerated }: IdsLater,
  name: string,
): readonly string[] {
  return [
    ...known.map(
      (one) => `// ${one} needs another way to know an id than ${name}: by what is stored for it.`,
    ),
    ...[...outside, ...maybeOutside].map(
      (one) =>
        `// ${one} asks for ${name}: if as for the last one, leave ${name} as it is; if whether there is such an id, by what is stored for it.`,
    ),
    ...enumerated.map(
      (one) =>
        `// ${one} goes through ids up to ${name}, which are no longer in a row: by a list of each user's own, or from the events.`,
    ),
  ];
}

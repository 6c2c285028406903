import { placeOfUse } from "./code/uses.ts";
import { placeNames } from "./describe-places.ts";
import type { Diagnosis, Subject } from "./rule.ts";

/**
 * Names what goes by where the variable is in storage, as `sload(hits.slot)`: where the variable goes, or is split,
 * that compiles as before, or not at all, and comes to something else.
 */
export function asInAssembly({ uses }: Pick<Subject, "uses">, diagnosis: Diagnosis): Diagnosis {
  const places = placeNames(uses.filter(({ kind }) => kind === "assembly").map(placeOfUse));
  if (places.length === 0 || diagnosis.remedy === undefined) return diagnosis;
  return {
    ...diagnosis,
    confidence: diagnosis.confidence === "high" ? "medium" : diagnosis.confidence,
    refactor: [
      diagnosis.refactor,
      ...places.map(
        (one) =>
          `// ${one} goes by its place in storage, in assembly, and breaks unless it is written anew with it.`,
      ),
    ].join("\n"),
  };
}

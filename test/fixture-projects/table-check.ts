/** One of the tables of an `expected.json`, compared with what the report says. */
export interface TableCheck {
  /** Entries of the table that the report has, and has right. */
  readonly right: number;
  readonly differences: readonly TableDifference[];
}

/**
 * - `missing`: the table has it, the report does not.
 * - `surplus`: the report has it, the table does not, or says that it must not be.
 * - `wrong`: both have it, but they say different things of it.
 */
export type TableDifference =
  | { readonly kind: "missing"; readonly entry: string; readonly expected: string }
  | { readonly kind: "surplus"; readonly entry: string; readonly found: string }
  | {
      readonly kind: "wrong";
      readonly entry: string;
      readonly expected: string;
      readonly found: string;
    };

/** On one line, as tests and the list of known differences have it. */
export function describeDifference(difference: TableDifference): string {
  const { kind, entry } = difference;
  switch (kind) {
    case "missing":
      return `${entry}: expected ${difference.expected}, found nothing`;
    case "surplus":
      return `${entry}: found ${difference.found}, expected nothing`;
    case "wrong":
      return `${entry}: expected ${difference.expected}, found ${difference.found}`;
  }
}

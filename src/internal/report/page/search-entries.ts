import type { ParallelReport } from "../../model/report.ts";
import { shortContract } from "../../model/short-contract.ts";
import { hotspotTitle } from "../texts/hotspot-text.ts";
import type { PageState } from "./page-context.ts";
import { linkTo } from "./route.ts";

export interface SearchEntry {
  readonly kind: string;
  readonly text: string;
  readonly link: string;
  /** What a word has to be a part of, in small letters. */
  readonly searched: string;
}

/** All that can be found, what there is least of first. */
export function searchEntries(state: PageState): readonly SearchEntry[] {
  const { report } = state;
  return [
    ...report.hotspots.map((one, index) =>
      entry("hotspot", hotspotTitle(one), linkTo("hotspots", index)),
    ),
    ...report.findings.map((one, index) =>
      entry("finding", `${one.title} ${one.rule} ${one.variable ?? ""}`, linkTo("findings", index)),
    ),
    ...contractEntries(state),
    ...functionEntries(report),
    ...state.drawables
      .filter(({ kind }) => kind === "crowd")
      .map(({ id, title }) => entry("crowd", title, linkTo("schedule", id))),
    ...report.scenarios.map(({ id, title, file }) =>
      entry("scenario", `${title} ${file ?? ""}`, linkTo("scenarios", id)),
    ),
    ...transactionEntries(report),
  ];
}

function entry(kind: string, text: string, link: string, more = ""): SearchEntry {
  return { kind, text, link, searched: `${kind} ${text} ${more}`.toLowerCase() };
}

/** Contracts and their variables, where the page has their source. */
function contractEntries({ report, sources }: PageState): readonly SearchEntry[] {
  const contracts = report.contracts.flatMap(({ name, source }) =>
    source === null || sources[source.file] === undefined
      ? []
      : [
          entry(
            "contract",
            shortContract(name),
            linkTo("source", source.file, { line: source.line }),
          ),
        ],
  );
  const variables = report.contracts.flatMap(({ name, storage }) =>
    storage.flatMap(({ path, source }) =>
      source === null || sources[source.file] === undefined
        ? []
        : [
            entry(
              "variable",
              `${shortContract(name)}.${path}`,
              linkTo("source", source.file, { line: source.line }),
            ),
          ],
    ),
  );
  return [...contracts, ...variables];
}

/** Each leads to its row of its contract's matrix. */
function functionEntries({ functions }: ParallelReport): readonly SearchEntry[] {
  return [...Map.groupBy(functions, ({ contract }) => contract)].flatMap(([contract, pairs]) =>
    [...new Set(pairs.flatMap(({ a, b }) => [a, b]))].map((name) =>
      entry("function", name, linkTo("functions", "", { contract, a: name })),
    ),
  );
}

/** By function and hash; the title of their scenario would find them all. */
function transactionEntries({ scenarios }: ParallelReport): readonly SearchEntry[] {
  return scenarios.flatMap(({ id, transactions }) =>
    transactions.map(({ function: name, hash, from }, index) =>
      entry(
        "transaction",
        `#${index} ${name ?? "(creation)"} of ${id}, ${hash.slice(0, 10)}…`,
        linkTo("scenarios", id, { transaction: index }),
        `${hash} ${from}`,
      ),
    ),
  );
}

import type { AskedFunction } from "../../../src/internal/model/report-input.ts";
import type { ReportAccumulator, ReportHotspot } from "../../../src/internal/model/report.ts";
import type { ReportFinding } from "../../../src/internal/model/report-finding.ts";
import type { Remedy } from "../../../src/internal/model/suggestion.ts";
import { suggest, type SuggestOptions } from "../../../src/internal/suggestions/suggest.ts";
import { makeHotspot } from "../../report/make-report.ts";
import { type Compiler, compile, LEGACY } from "../../slot-naming/support/compile.ts";

export interface Meeting {
  /** Of the contract `A` in `contracts/A.sol`. */
  readonly variable: string;
  /** As the variable if absent. */
  readonly path?: string;
  /** Names of functions of `A`. */
  readonly functions: readonly string[];
  /** Functions of other contracts that meet there, too, and change nothing: `B.g`. */
  readonly others?: readonly string[];
  /** Functions of other contracts that call `A`, and change it: `Router.pay`. */
  readonly by?: readonly string[];
  /** Functions that read it: `A.total`, of the getter, too. */
  readonly reads?: readonly string[];
  /** Names of functions of `A` that are the owner's. */
  readonly notForUsers?: readonly string[];
  /** What depends on the value; `null`: nothing was tried. By default it is stored elsewhere, and logged. */
  readonly into?: readonly string[] | null;
  /** Absent: something else depends on it. */
  readonly verdict?: ReportAccumulator["verdict"];
  readonly own?: string;
  /** The suite's own transactions meet there. */
  readonly inSuite?: boolean;
  /** What the suite asks contracts for. */
  readonly asked?: readonly AskedFunction[];
}

/** What all rules together say of one hotspot of the contract `A`: the finding, or undefined. */
export function advise(
  body: string,
  meeting: Meeting,
  {
    compiler = "solc",
    pragma = "^0.8.20",
    price = () => [],
  }: {
    readonly compiler?: Compiler;
    readonly pragma?: string;
    /** What remedies gain. */
    readonly price?: SuggestOptions["price"];
  } = {},
): ReportFinding | undefined {
  const content = `// SPDX-License-Identifier: MIT\npragma solidity ${pragma};\n${body}\n`;
  const contracts = compile({ [FILE]: content }, LEGACY, compiler);
  const { findings, problems } = suggest(
    {
      hotspots: [{ group: "group", hotspot: hotspotOf(meeting) }],
      otherEngines: [],
      orders: [],
      notForCrowds: (meeting.notForUsers ?? []).map((name) => ({
        contract: `${FILE}:A`,
        function: `A.${name}`,
        cause: "owner-only",
        reason: "",
        path: null,
        occurrences: 1,
      })),
    },
    { contracts, shards: 16, ignore: [], price, asked: meeting.asked ?? [] },
  );
  if (problems.length > 0) throw new Error(problems.join("\n"));
  return findings[0]?.finding;
}

export const FILE = "contracts/A.sol";

function hotspotOf({
  variable,
  path = variable,
  functions,
  into = ["log", "storage"],
  verdict = "flows",
  own = "1",
  others = [],
  by = [],
  reads = [],
  inSuite,
}: Meeting): ReportHotspot {
  const names = [...functions.map((name) => `A.${name}`), ...by];
  return {
    ...makeHotspot(),
    class: "storage",
    contract: `${FILE}:A`,
    variable,
    path,
    ...(inSuite === undefined ? {} : { inSuite }),
    packed: [],
    source: { file: FILE, line: 1 },
    functions: [...names, ...others].sort(),
    accesses: reads.map((name) => ({ function: name, file: FILE, line: 1, kind: "read" })),
    sharing: [],
    findings: [],
    accumulators:
      into === null
        ? []
        : names.map((name) => ({
            function: name,
            field: null,
            verdict,
            again: null,
            samples: 1,
            into: verdict === "flows" ? into : [],
            places: [],
            deltas: ["1"],
            own,
            bounds: [],
            reason: null,
          })),
  };
}

/** What is promised to be done about it: the remedy of the finding; undefined: nothing. */
export function promised(body: string, meeting: Meeting): Remedy | undefined {
  const all: Remedy[] = [];
  advise(body, meeting, {
    price: (remedies) => {
      all.push(...remedies.map(({ remedy }) => remedy));
      return [];
    },
  });
  return all[0];
}

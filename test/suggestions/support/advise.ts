import type { ContractInfo } from "../../../src/internal/model/contract.ts";
import type { ProfileId } from "../../../src/internal/model/profile.ts";
import type { ReportUnclonedCall } from "../../../src/internal/model/report-crowds.ts";
import type { AskedFunction } from "../../../src/internal/model/report-input.ts";
import type { ReportAccumulator, ReportHotspot } from "../../../src/internal/model/report.ts";
import type { ReportFinding } from "../../../src/internal/model/report-finding.ts";
import type { Remedy } from "../../../src/internal/model/suggestion.ts";
import { suggest, type SuggestOptions } from "../../../src/internal/suggestions/suggest.ts";
import { makeHotspot, makePrices } from "../../report/make-report.ts";
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
  /** Those that ask for a signature. */
  readonly bySignature?: readonly string[];
  /** Those that take a proof. */
  readonly byProof?: readonly string[];
  /** Of these two, those that several senders came through. */
  readonly bySeveral?: readonly string[];
  /** Those that only accounts can call which are noted somewhere, and how many of them did. */
  readonly byNoted?: Readonly<Record<string, { readonly path: string; readonly senders: number }>>;
  /** What depends on the value; `null`: nothing was tried. By default it is stored elsewhere, and logged. */
  readonly into?: readonly string[] | null;
  /** Which, by their names in the report. */
  readonly places?: readonly string[];
  /** Absent: something else depends on it. */
  readonly verdict?: ReportAccumulator["verdict"];
  readonly own?: string;
  /** Of them, those of which it is success that depends on it, and nothing else. */
  readonly failing?: readonly string[];
  /** By default storage. */
  readonly class?: ReportHotspot["class"];
  /** It is of an account that is no contract of the project. */
  readonly isOfAccount?: true;
  /** On which it counts; by default on all that look at what is there. */
  readonly engines?: readonly ProfileId[];
  /** How many conflicts are left on engines that look at what is there, where they are fewer. */
  readonly conflictsLeft?: number;
  /** Of the functions, those that also lower an entry of it, which has to hold enough. */
  readonly lowering?: readonly string[];
  /** The suite's own transactions meet there. */
  readonly inSuite?: boolean;
  /** What the suite asks contracts for. */
  readonly asked?: readonly AskedFunction[];
}

/** What all rules together say of one hotspot of the contract `A`: the finding, or undefined. */
export function advise(
  body: string,
  meeting: Meeting,
  options: AdviseOptions = {},
): ReportFinding | undefined {
  return adviseAll(body, [meeting], options)[0];
}

export interface AdviseOptions {
  readonly compiler?: Compiler;
  readonly pragma?: string;
  /** What remedies gain. */
  readonly price?: SuggestOptions["price"];
  /** What it imports. */
  readonly files?: Readonly<Record<string, string>>;
  /** What contracts of the file were seen to call: `Locker calls A 23b872dd`. */
  readonly seenCalls?: readonly string[];
  /** OpenZeppelin's files are in a package, as they are to a project. */
  readonly hasPackages?: boolean;
}

/** What is said of several hotspots of it. */
export function adviseAll(
  body: string,
  meetings: readonly Meeting[],
  {
    compiler = "solc",
    pragma = "^0.8.20",
    price = () => [],
    files = {},
    hasPackages = false,
    seenCalls = [],
  }: AdviseOptions = {},
): ReportFinding[] {
  const content = `// SPDX-License-Identifier: MIT\npragma solidity ${pragma};\n${body}\n`;
  const compiled = compile({ [FILE]: content, ...files }, LEGACY, compiler);
  const contracts = hasPackages ? withPackages(compiled) : compiled;
  const { findings, problems } = suggest(
    {
      hotspots: meetings.map((one, i) => ({ group: `group ${i}`, hotspot: hotspotOf(one) })),
      otherEngines: [],
      orders: [],
      notForCrowds: meetings.flatMap(
        ({ notForUsers = [], bySignature = [], byProof = [], byNoted = {} }) => [
          ...notForUsers.map((name) => notForCrowds(name, "owner-only")),
          ...bySignature.map((name) => notForCrowds(name, "signature")),
          ...byProof.map((name) => notForCrowds(name, "proof")),
          ...Object.entries(byNoted).map(([name, { path }]) => ({
            ...notForCrowds(name, "owner-only"),
            path,
          })),
        ],
      ),
      senders: new Map(
        meetings.flatMap(({ bySeveral = [], byNoted = {} }) => [
          ...bySeveral.map((name) => [`A.${name}`, 2] as const),
          ...Object.entries(byNoted).map(([name, one]) => [`A.${name}`, one.senders] as const),
        ]),
      ),
    },
    {
      contracts,
      shards: 16,
      ignore: [],
      price,
      asked: meetings.flatMap((one) => one.asked ?? []),
      seenCalls: seenCalls.map((text) => {
        const [by = "", , of = "", selector = ""] = text.split(" ");
        return { by: `${FILE}:${by}`, of: `${FILE}:${of}`, selector: `0x${selector}` };
      }),
    },
  );
  if (problems.length > 0) throw new Error(problems.join("\n"));
  return findings.map(({ finding }) => finding);
}

function withPackages(contracts: readonly ContractInfo[]): ContractInfo[] {
  const sources = (contracts[0]?.sources ?? []).map((source) =>
    source?.path.startsWith("@openzeppelin/") === true ? { ...source, isExternal: true } : source,
  );
  return contracts.map((one) => ({ ...one, sources }));
}

function notForCrowds(name: string, cause: ReportUnclonedCall["cause"]): ReportUnclonedCall {
  return {
    contract: `${FILE}:A`,
    function: `A.${name}`,
    cause,
    reason: "",
    path: null,
    occurrences: 1,
  };
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
  failing = [],
  lowering = [],
  inSuite,
  class: kind = "storage",
  places = [],
  engines = ["block-stm", "key-based", "value-based"],
  conflictsLeft,
  isOfAccount,
}: Meeting): ReportHotspot {
  const names = [...functions.map((name) => `A.${name}`), ...by];
  const accumulator = (name: string): ReportAccumulator => ({
    function: name,
    field: null,
    ...(failing.includes(name.replace(/^A\./, ""))
      ? ({ verdict: "flows", into: ["status"] } as const)
      : { verdict, into: verdict === "flows" ? (into ?? []) : [] }),
    again: null,
    samples: 1,
    places,
    deltas: ["1"],
    own,
    bounds: [],
    reason: null,
  });
  return {
    ...makeHotspot(),
    class: kind,
    profiles: makePrices(engines).map((one) =>
      conflictsLeft === undefined || one.profile === "key-based"
        ? one
        : { ...one, conflicts: conflictsLeft },
    ),
    contract: isOfAccount === true ? null : `${FILE}:A`,
    variable: kind === "storage" ? variable : null,
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
        : [
            ...names.map((name) => accumulator(name)),
            ...lowering.map((name) => ({
              ...accumulator(`A.${name}`),
              verdict: "flows" as const,
              into: ["status"],
              own: "-1000",
            })),
          ],
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

import type {
  ReportAccumulator,
  ReportBound,
  ReportHotspot,
  ReportSharing,
} from "../../model/report.ts";
import type { ReportFinding } from "../../model/report-finding.ts";
import { shortContract } from "../../model/short-contract.ts";
import { enginesText } from "./engines-text.ts";
import { count, figure, listing, ratio } from "./figures.ts";

const SHOWN_FUNCTIONS = 6;
const SHOWN_PLACES = 3;

/** One labelled line of text below a hotspot's title. */
export interface Row {
  readonly label: string;
  readonly text: string;
}

/** `Token.balances[msg.sender]`; `address(this).balance of Vault`; `slot 0x… of 0x…`. */
export function hotspotTitle({
  contract,
  path,
  variable,
  address,
}: Pick<ReportHotspot, "contract" | "path" | "variable" | "address">): string {
  const owner = contract === null ? address : shortContract(contract);
  if (variable === null) {
    return path.includes(address) ? path : `${path.replace(LEADING_ZEROS, "0x")} of ${owner}`;
  }
  return path.startsWith("address(") ? `${path} of ${owner}` : `${owner}.${path}`;
}

/** Of a slot that is written as a whole word. */
const LEADING_ZEROS = /0x0+(?=[0-9a-f])/;

/** `3.95x → 7.9x on 8 threads`; a change too small to be seen in it is called that. */
function speedupChange({ threads, now, without }: ReportHotspot["speedup"]): string {
  const [before, after] = [ratio(now), ratio(without)];
  return before === after
    ? `still ${before} on ${threads} threads`
    : `${before} → ${after} on ${threads} threads`;
}

/** What is said of a hotspot. `all` are the hotspots of the report, to point at another one; `diffs`: where they are. */
export function hotspotRows(
  hotspot: ReportHotspot,
  all: readonly ReportHotspot[],
  diffs = "in the full report",
): readonly Row[] {
  const { reason, packed, functions } = hotspot;
  return [
    ...row("no name", reason ?? ""),
    ...row("slot", packed.length > 1 ? `shared by ${packed.join(", ")}` : ""),
    ...row("functions", listing(functions, SHOWN_FUNCTIONS)),
    ...row(
      "seen",
      hotspot.inSuite ? "" : "in crowds only: no test has several users do it at once",
    ),
    ...row("costs", cost(hotspot)),
    ...row("without it", withoutIt(hotspot, all)),
    ...row("value", uses(hotspot.accumulators)),
    ...row("fields", sharing(hotspot.sharing)),
    ...row("engines", enginesText(hotspot)),
    ...row("advice", adviceText(hotspot, diffs)),
  ];
}

/** What rules say of it, in one line; empty where they say nothing. `diffs`: where they are. */
export function adviceText(
  { findings }: Pick<ReportHotspot, "findings">,
  diffs = "in the full report",
): string {
  return [...new Set(findings.map((one) => advice(one, diffs)))].join("; ");
}

/** `Statistics kept in one number (global-counter), 1.00x → 5.92x, with a diff`. */
function advice(
  { title, rule, gain, patch, proof, isInherent }: ReportFinding,
  diffs: string,
): string {
  const change =
    gain === null ? [] : [`${ratio(gain.now)} → ${ratio(gain.alone)} with its refactor`];
  return [
    `${title} (${rule})`,
    ...change,
    ...(isInherent ? ["no refactor keeps what it means"] : []),
    ...(patch === null ? [] : [`diff ${diffs}${proofText(proof)}`]),
  ].join(", ");
}

function proofText(proof: ReportFinding["proof"]): string {
  return proof === null || proof.verdict === "unknown" ? "" : ` (${proof.verdict})`;
}

function row(label: string, text: string): readonly Row[] {
  return text === "" ? [] : [{ label, text }];
}

function cost({ savedGas, conflicts, transactions }: ReportHotspot): string {
  const gas = savedGas === 0 ? [] : [`${figure(savedGas)} gas on the longest of 8 threads`];
  const meetings = `${count(conflicts, "conflict")} of ${count(transactions, "transaction")}`;
  return [...gas, meetings].join(", ");
}

/** What the functions do with the value that they find there. */
function uses(accumulators: readonly ReportAccumulator[]): string {
  const flowing = accumulators.filter(({ verdict }) => verdict === "flows");
  const others = accumulators.filter(
    (one) => !flowing.some(({ function: name }) => name === one.function),
  );
  const adding = others.filter(({ verdict }) => verdict === "commutative");
  const places = accumulators
    .filter((one) => !adding.includes(one))
    .flatMap((one) => [...boundPlaces(one), ...one.places]);
  return [
    ...additions(adding),
    ...statement(
      others.filter(({ verdict }) => verdict === "overwritten"),
      ["overwrites it", "overwrite it"],
    ),
    ...changesOfBits(others.filter(({ verdict }) => verdict === "bits")),
    ...(places.length > 0 ? [`on it depends ${listing([...new Set(places)], SHOWN_PLACES)}`] : []),
  ].join("; ");
}

/** Those that meet a bound apart from those that go on for ever. */
function additions(adding: readonly ReportAccumulator[]): readonly string[] {
  const meets = (kind: ReportBound["kind"]) =>
    adding.filter(({ bounds }) => bounds.some((bound) => bound.kind === kind));
  const bounded = new Set(adding.filter(({ bounds }) => bounds.length > 0).map(nameOf));
  return [
    ...statement(
      adding.filter((one) => !bounded.has(one.function)),
      ["only adds to it", "only add to it"],
    ),
    ...statement(meets("enough must be there"), [
      "only adds to it or takes from it, while enough is there",
      "only add to it or take from it, while enough is there",
    ]),
    ...statement(meets("room must be left"), [
      "only adds to it, while there is room",
      "only add to it, while there is room",
    ]),
  ];
}

/** Calls for different bits commute; but it is nothing to be added up. */
function changesOfBits(changing: readonly ReportAccumulator[]): readonly string[] {
  const of = (again: ReportAccumulator["again"]) => changing.filter((one) => one.again === again);
  return [
    ...statement(of("stays"), ["sets or clears bits of it", "set or clear bits of it"]),
    ...statement(of("back"), ["flips bits of it", "flip bits of it"]),
    ...statement(of("fails"), [
      "sets or clears bits of it, each once",
      "set or clear bits of it, each once",
    ]),
  ];
}

/** What its bounds decide, in the words for all else that depends on a value. */
function boundPlaces({ bounds, function: name }: ReportAccumulator): readonly string[] {
  return bounds.length === 0 ? [] : [`whether ${name} succeeds`];
}

function statement(
  of: readonly ReportAccumulator[],
  [one, many]: readonly [one: string, many: string],
): readonly string[] {
  const names = [...new Set(of.map(nameOf))];
  if (names.length === 0) return [];
  return [`${listing(names, SHOWN_FUNCTIONS)} ${names.length === 1 ? one : many}`];
}

function nameOf({ function: name }: ReportAccumulator): string {
  return name;
}

/** What is confirmed, and what the rest is. */
function sharing(pairs: readonly ReportSharing[]): string {
  const told = [...worstOfEach(pairs).values()];
  if (!told.some(({ verdict }) => verdict === "false sharing" || verdict === "dependent"))
    return "";
  return FIELD_VERDICTS.flatMap(([kind, text]) => {
    const names = told.filter(({ verdict }) => verdict === kind).map(pairName);
    return names.length === 0 ? [] : [text(listing(names, SHOWN_FUNCTIONS))];
  }).join("; ");
}

/** Worst last: what one sample shows, another may not. */
const FIELD_VERDICTS: readonly (readonly [ReportSharing["verdict"], (pairs: string) => string])[] =
  [
    [
      "false sharing",
      (pairs) => `false sharing: ${pairs} meet only because the fields share a slot`,
    ],
    ["unknown", (pairs) => `not known of ${pairs}`],
    ["same bytes", (pairs) => `${pairs} change the same field`],
    ["dependent", (pairs) => `${pairs}: one looks at, or sets, the field that the other changes`],
  ];

function worstOfEach(pairs: readonly ReportSharing[]): ReadonlyMap<string, ReportSharing> {
  const severity = ({ verdict }: ReportSharing) =>
    FIELD_VERDICTS.findIndex(([kind]) => kind === verdict);
  // What shows as recorded says more than what needs other values.
  const isWorse = (one: ReportSharing, known: ReportSharing) =>
    severity(one) > severity(known) ||
    (severity(one) === severity(known) && one.given.length === 0 && known.given.length > 0);
  const worst = new Map<string, ReportSharing>();
  for (const pair of pairs) {
    const key = `${pair.a} ${pair.b}`;
    const known = worst.get(key);
    if (known === undefined || isWorse(pair, known)) worst.set(key, pair);
  }
  return worst;
}

function pairName({ a, b, given }: ReportSharing): string {
  const names = a === b ? `two calls of ${a}` : `${a} with ${b}`;
  return given.length === 0 ? names : `${names} (with another value in ${given.join(", ")})`;
}

/** What removing it changes; where it changes nothing, what stands in the way. */
export function withoutIt(
  { savedGas, aloneGas, speedup, sharedWith }: ReportHotspot,
  all: readonly ReportHotspot[],
): string {
  if (savedGas > 0) return speedupChange(speedup);
  const other = sharedWith === null ? undefined : all[sharedWith];
  if (aloneGas === 0 || other === undefined) {
    return "nothing changes on 8 threads: what waits here is not what takes longest";
  }
  return (
    `nothing changes alone: they also meet at ${hotspotTitle(other)} ` +
    `(the only one, it would cost ${figure(aloneGas)} gas)`
  );
}

import {
  type Packing,
  selectAccumulators,
  selectPairs,
  selectReaders,
  selectSharings,
} from "../experiments/select-questions.ts";
import { fieldOf } from "../experiments/slot-bytes.ts";
import { studyExperiments } from "../experiments/study-experiments.ts";
import type { RunAnalysis, TransactionNames } from "../model/analysis.ts";
import type { Execute } from "../model/execution.ts";
import {
  type AccumulatorFinding,
  type AccumulatorQuestion,
  type OrderDifference,
  type OrderFinding,
  type OrderQuestion,
  type Place,
  placesIn,
  type SharingFinding,
} from "../model/experiment.ts";
import type { Address, LocationKey } from "../model/location.ts";
import type {
  AccumulatorInput,
  ExperimentsInput,
  OrderInput,
  SharingInput,
  StudiedCrowds,
} from "../model/report-input.ts";
import type { Scenario } from "../model/scenario.ts";
import type { AccountWords, NamedAccess, SlotField } from "../model/slot-name.ts";
import { remember } from "../primitives/remember.ts";
import { locationName } from "../report/location-name.ts";
import type { Namer } from "../slot-naming/create-namer.ts";
import type { WordsOf } from "./account-words.ts";
import { AnalysedScenarios } from "./analysed-scenarios.ts";
import { ordersLeftOut } from "./orders-left-out.ts";
import { conflictsOfTwo, withPairsBeyondList } from "./pairs-beyond-list.ts";
import type { StageProgress } from "./run-crowds.ts";

export interface ExperimentsToRun {
  /** What hotspots are made of: the suite's scenarios and the crowds that concern everybody. */
  readonly shown: RunAnalysis & { readonly names: TransactionNames };
  readonly crowds: StudiedCrowds | undefined;
  readonly execute: Execute;
  readonly namer: Namer;
  /** For accounts that only crowds have. */
  readonly wordsOf: WordsOf;
  readonly isOver: () => boolean;
  readonly progress: StageProgress;
}

/** Of each question samples from several scenarios: what one test shows, another may not. */
const LIMITS = { perKey: 4, total: 600 };
/** What the first of all finds, such as a supply of nothing, is not what those behind it find. */
const VALUE_LIMITS = { ...LIMITS, later: 1 };

/** Of readers one that finds what another one does not is rare. */
const READER_LIMITS = { perKey: 2, total: 600 };

/** Runs conflicting pairs in both orders, and asks what the values at hotspots are used for. */
export async function runExperiments(run: ExperimentsToRun): Promise<ExperimentsInput> {
  // What is shown comes first, so that its scenarios have the numbers that they have there.
  const shown = { ...run.shown, analyses: run.shown.analyses.map(withPairsBeyondList) };
  const all = new AnalysedScenarios(run.namer, [shown, ...otherRuns(run)], run.wordsOf);
  const packings = new Map<string, Packing>();
  const packing = (scenario: number, location: LocationKey) =>
    // One variable lies in all of its slots alike.
    remember(packings, all.group(scenario, location), () =>
      packingOf(all.fieldsAt(scenario, location)),
    );
  const selected = {
    orders: selectPairs(all.analyses, all.keys, LIMITS),
    accumulators: selectAccumulators(run.shown.analyses, all.keys, VALUE_LIMITS),
    sharings: selectSharings(all.analyses, { ...all.keys, packing }, LIMITS),
  };
  // Those who change a value come first.
  const readers = selectReaders(all.analyses, shown.analyses.length, all.keys, {
    ...READER_LIMITS,
    total: READER_LIMITS.total - selected.accumulators.questions.length,
  });
  const accumulators = [...selected.accumulators.questions, ...readers.questions].flatMap(
    (question) => withFields(question, all),
  );
  const findings = await studyExperiments(
    {
      orders: selected.orders.questions,
      accumulators: accumulators.map(({ question }) => question),
      sharings: selected.sharings.questions,
    },
    run.execute,
    { isOver: run.isOver, onProgress: run.progress("Trying other orders and values") },
  );
  const { leftOut } = findings;
  return {
    orders: findings.orders.map((finding) => describeOrder(finding, all)),
    accumulators: findings.accumulators.map((finding) =>
      describeAccumulator(
        finding,
        accumulators.find(({ question }) => question === finding.question)?.field,
        all,
      ),
    ),
    sharings: findings.sharings.map((finding) => describeSharing(finding, all)),
    leftOut:
      leftOut.orders +
      leftOut.accumulators +
      leftOut.sharings +
      selected.orders.omitted +
      selected.accumulators.omitted +
      readers.omitted +
      selected.sharings.omitted,
    ordersLeftOut: ordersLeftOut(selected.orders.questions, findings.orders, all),
  };
}

/**
 * Crowds at the same target, and crowds of two: they say nothing of what everybody meets, but how two calls get on
 * does matter there.
 */
function otherRuns({
  shown,
  crowds,
}: ExperimentsToRun): (RunAnalysis & { readonly names: TransactionNames })[] {
  if (crowds === undefined) return [];
  const known = new Set(shown.analyses.map(({ execution }) => execution.scenario));
  const isOther = ({ analyses }: RunAnalysis) =>
    analyses.every(({ execution }) => !known.has(execution.scenario));
  return [
    ...crowds.calls
      .flatMap(({ same, spread }) => (spread === undefined ? [same] : [same, spread]))
      .filter(isOther)
      .map(ofTwoUsers),
    ...crowds.functions.flatMap(({ runs }) => runs.filter(({ together }) => together)),
  ];
}

/**
 * Of a crowd the first two stand for all others, and where some fail the two at the edge: the last that succeeds
 * and the one behind it, as with what is left of a sale, or of the ETH of a faucet.
 */
function ofTwoUsers<Run extends RunAnalysis>(run: Run): Run {
  const analyses = run.analyses.map((analysis) => {
    const edge = analysis.execution.transactions.findIndex(
      ({ result }) => result?.outcome.status === 0,
    );
    const firstTwo = analysis.conflicts.filter(({ later }) => later === 1);
    const atEdge = edge > 1 ? conflictsOfTwo(analysis, edge - 1, edge) : [];
    return { ...analysis, conflicts: [...firstTwo, ...atEdge] };
  });
  return { ...run, analyses };
}

function packingOf(fields: readonly SlotField[]): Packing {
  if (fields.length === 0) return { kind: "unknown" };
  return fields.length === 1 ? { kind: "single" } : { kind: "packed", fields };
}

/** One question for each field of a slot that the transaction changes, or, where it only reads, also that it names. */
function withFields(
  question: AccumulatorQuestion,
  scenarios: AnalysedScenarios,
): { question: AccumulatorQuestion; field?: string }[] {
  const { scenario, transaction, location, changedBy = transaction } = question;
  const index = scenarios.indexOf(scenario);
  const fields = scenarios.fieldsAt(index, location, changedBy);
  const [before, after] = scenarios.valuesAt(index, changedBy, location);
  const named = question.onlyReads === true ? fieldsNamed(question, scenarios) : new Set();
  const changed = fields.filter(
    (field) => fieldOf(before, field) !== fieldOf(after, field) || named.has(field.path),
  );
  if (changed.length === 0) return [{ question }];
  return changed.map(({ offset, size, path }) => ({
    question: { ...question, field: { offset, size } },
    field: path,
  }));
}

/** Of a slot of several: what a transaction meant that touched it, by the names that are the same for all. */
function fieldsNamed(
  { scenario, transaction, location }: AccumulatorQuestion,
  scenarios: AnalysedScenarios,
): ReadonlySet<string> {
  const { name } = scenarios.access(scenarios.indexOf(scenario), transaction, location);
  return new Set(name.kind === "named" ? name.fields.map((field) => field.concretePath) : []);
}

function describeOrder(finding: OrderFinding, scenarios: AnalysedScenarios): OrderInput {
  const { scenario, earlier, later } = finding.question;
  const index = scenarios.indexOf(scenario);
  return {
    earlier: scenarios.call(index, earlier),
    later: scenarios.call(index, later),
    contracts: {
      earlier: scenarios.contractCalled(index, earlier),
      later: scenarios.contractCalled(index, later),
    },
    finding,
    ...placeOf(scenario),
    details: [...new Set(detailsOf(finding, index, scenarios))],
    meetings: scenarios.accessesBetween(index, earlier, later),
  };
}

function detailsOf(
  finding: OrderFinding,
  scenario: number,
  scenarios: AnalysedScenarios,
): string[] {
  const { verdict, question, witness } = finding;
  switch (verdict.kind) {
    case "commutes":
      return [];
    case "unknown":
      return [verdict.reason];
    case "different success":
      return verdict.failures.map(({ transaction, when, how }) => {
        const reason = how.kind === "rejected" ? ` (${how.reason})` : "";
        const other = transaction === question.later ? question.earlier : question.later;
        const called = (index: number) => scenarios.call(scenario, index);
        const place = when === "second" ? "after" : "before";
        return `${called(transaction)} fails ${place} ${called(other)}${reason}`;
      });
    case "different outcome": {
      const words = wordsOfTwo(question);
      return verdict.differences.map((difference) => {
        const whose = "transaction" in difference ? difference.transaction : question.later;
        const place = describePlace(difference, scenarios.call(scenario, whose), (location) =>
          scenarios.touchedByTwo(finding, location, words),
        );
        return witness.otherValue === undefined ? place : `${place}, ${WITH_OTHER_VALUE}`;
      });
    }
  }
}

/** Who of the users of two calls it is, and of each other one which. */
function wordsOfTwo({ scenario, earlier, later }: OrderQuestion) {
  const senderOf = (index: number) => scenario.transactions[index]?.fields.from;
  const [first, second] = [senderOf(earlier), senderOf(later)];
  const others: Address[] = [];
  return ({ stranger }: AccountWords): AccountWords => ({
    party: (account) => {
      if (account === first) return "the first user";
      return account === second ? "the second user" : undefined;
    },
    stranger: (account) => {
      const word = stranger?.(account);
      if (word === undefined) return undefined;
      if (!others.includes(account)) others.push(account);
      const number = others.indexOf(account) + 1;
      return number === 1 ? word : `${word} (${number})`;
    },
  });
}

/** Clones of one call pass the same: what two users pass need not be. */
const WITH_OTHER_VALUE = "with another value passed than the recorded one";

function describeAccumulator(
  finding: AccumulatorFinding,
  field: string | undefined,
  scenarios: AnalysedScenarios,
): AccumulatorInput {
  const { scenario, transaction, location } = finding.question;
  const index = scenarios.indexOf(scenario);
  const places = placesIn(finding.verdict);
  return {
    group: scenarios.group(index, location),
    function: scenarios.call(index, transaction),
    ...(field === undefined ? {} : { field }),
    finding,
    at: locationName(scenarios.access(index, transaction, location)),
    places: [
      ...new Set(
        places.map((place) => {
          if (place.into === "call")
            return `an argument of ${scenarios.callee(place.frame, finding.seen)}`;
          return describePlace(place, scenarios.call(index, transaction), (where) =>
            scenarios.touched(index, transaction, where, finding.seen),
          );
        }),
      ),
    ].sort(),
  };
}

function describeSharing(finding: SharingFinding, scenarios: AnalysedScenarios): SharingInput {
  const { scenario, earlier, later, location } = finding.question;
  const index = scenarios.indexOf(scenario);
  return {
    group: scenarios.group(index, location),
    earlier: scenarios.call(index, earlier),
    later: scenarios.call(index, later),
    contracts: {
      earlier: scenarios.contractCalled(index, earlier),
      later: scenarios.contractCalled(index, later),
    },
    given: [...new Set(givenIn(finding, scenarios))].sort(),
    finding,
  };
}

function givenIn({ verdict, question }: SharingFinding, scenarios: AnalysedScenarios): string[] {
  if (verdict.kind !== "dependent") return [];
  const index = scenarios.indexOf(question.scenario);
  return verdict.dependences.flatMap(({ transaction, given }) => {
    if (given === undefined) return [];
    const { location, value } = given;
    const slot = locationName(scenarios.access(index, transaction, location));
    if (location !== question.location) return [slot];
    // Of a slot of several fields only one is another.
    const [before] = scenarios.valuesAt(index, transaction, location);
    const fields = scenarios.fieldsAt(index, location);
    const other = fields.find((field) => fieldOf(before, field) !== fieldOf(BigInt(value), field));
    return [other?.path ?? slot];
  });
}

function describePlace(
  place: Exclude<Place, { into: "call" }> | OrderDifference,
  call: string,
  nameOf: (location: LocationKey) => NamedAccess,
): string {
  switch (place.into) {
    case "status":
      return `whether ${call} succeeds`;
    case "return":
      return `what ${call} returns`;
    case "created":
      return `the address that ${call} creates`;
    case "log":
      return `event ${place.log + 1} of ${call}`;
    case "read":
      return `which state is read: ${locationName(nameOf(place.location))}`;
    case "storage":
    case "balance":
    case "nonce":
    case "code":
      return locationName(nameOf(place.location));
  }
}

function placeOf({ title, file }: Scenario): { title: string; file?: string } {
  return { title, ...(file === undefined ? {} : { file }) };
}

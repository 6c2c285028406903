import type { Execute } from "../model/execution.ts";
import type {
  AccumulatorFinding,
  AccumulatorQuestion,
  OrderFinding,
  OrderQuestion,
  SharingFinding,
  SharingQuestion,
} from "../model/experiment.ts";
import { runStudies, type StudyLimits } from "./run-studies.ts";
import { studyAccumulator } from "./study-accumulator.ts";
import { studyOrder } from "./study-order.ts";
import { studySharing } from "./study-sharing.ts";
import type { Study } from "./study.ts";

/** Each list with what matters most first: when there is no time for all, the rest is left out. */
export interface ExperimentQuestions {
  readonly orders: readonly OrderQuestion[];
  readonly accumulators: readonly AccumulatorQuestion[];
  readonly sharings: readonly SharingQuestion[];
}

/** In the order of the questions. */
export interface ExperimentFindings {
  readonly orders: readonly OrderFinding[];
  readonly accumulators: readonly AccumulatorFinding[];
  readonly sharings: readonly SharingFinding[];
  /** How many questions there was no time for. */
  readonly leftOut: {
    readonly orders: number;
    readonly accumulators: number;
    readonly sharings: number;
  };
}

type Answer =
  | { readonly kind: "order"; readonly finding: OrderFinding }
  | { readonly kind: "accumulator"; readonly finding: AccumulatorFinding }
  | { readonly kind: "sharing"; readonly finding: SharingFinding };

/** Answers questions by experiments, in few calls of the executor; of all kinds the first ones first. */
export async function studyExperiments(
  questions: ExperimentQuestions,
  execute: Execute,
  limits: StudyLimits,
): Promise<ExperimentFindings> {
  const studies = inTurn<Study<Answer>>([
    questions.orders.map(answerOrder),
    questions.accumulators.map(answerAccumulator),
    questions.sharings.map(answerSharing),
  ]);
  const answers = await runStudies(studies, execute, limits);
  const orders = answers.flatMap((one) => (one?.kind === "order" ? one.finding : []));
  const accumulators = answers.flatMap((one) => (one?.kind === "accumulator" ? one.finding : []));
  const sharings = answers.flatMap((one) => (one?.kind === "sharing" ? one.finding : []));
  const leftOut = {
    orders: questions.orders.length - orders.length,
    accumulators: questions.accumulators.length - accumulators.length,
    sharings: questions.sharings.length - sharings.length,
  };
  return { orders, accumulators, sharings, leftOut };
}

function* answerOrder(question: OrderQuestion): Study<Answer> {
  return { kind: "order", finding: yield* studyOrder(question) };
}

function* answerAccumulator(question: AccumulatorQuestion): Study<Answer> {
  return { kind: "accumulator", finding: yield* studyAccumulator(question) };
}

function* answerSharing(question: SharingQuestion): Study<Answer> {
  return { kind: "sharing", finding: yield* studySharing(question) };
}

/** The first of each list, then the second of each, and so on. */
function inTurn<Item>(lists: readonly (readonly Item[])[]): Item[] {
  const longest = Math.max(0, ...lists.map(({ length }) => length));
  return Array.from({ length: longest }, (_, i) =>
    lists.flatMap((list) => list.slice(i, i + 1)),
  ).flat();
}

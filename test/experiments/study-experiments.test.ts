import assert from "node:assert/strict";
import { before, describe, it } from "node:test";

import { analyseScenario } from "../../src/internal/analysis/analyse-scenario.ts";
import {
  type QuestionKeys,
  selectAccumulators,
  selectPairs,
  selectSharings,
} from "../../src/internal/experiments/select-questions.ts";
import { studyExperiments } from "../../src/internal/experiments/study-experiments.ts";
import type { ScenarioAnalysis } from "../../src/internal/model/analysis.ts";
import type { Execute } from "../../src/internal/model/execution.ts";
import type { Scenario } from "../../src/internal/model/scenario.ts";
import { execute } from "./support/ask.ts";
import { Market } from "./support/market.ts";

const MANY = { perKey: 1, total: 100 };

let market: Market;
let analyses: readonly ScenarioAnalysis[];

/** What is called, by its selector; every location is a hotspot of its own. */
const keys: QuestionKeys = {
  call: (scenario, transaction) =>
    analyses[scenario]?.execution.scenario.transactions[transaction]?.fields.input.slice(0, 10) ??
    "",
  group: (_, location) => location,
};

before(async () => {
  market = await Market.create();
  const calls = [
    ...[1, 2, 3].map((user) => market.call(user, "bump")),
    market.call(3, "bump"),
    ...[1, 2, 3, 4].map((user) => market.call(user, "buy")),
    market.call(1, "tick"),
    market.call(2, "setPaused", true),
    market.call(3, "touch"),
  ];
  const scenario = await market.chain.sequence(calls);
  const again = await market.chain.sequence([market.call(4, "bump"), market.call(5, "bump")]);
  const executions = await execute([scenario, { ...again, id: "block-2" }]);
  analyses = executions.map((execution) => analyseScenario(execution));
});

function indices(questions: readonly { scenario: Scenario; earlier: number; later: number }[]) {
  return questions.map(({ scenario, earlier, later }) => [scenario.id, earlier, later]);
}

describe("selectPairs", () => {
  it("takes one pair of each kind: what is called, whether it succeeds, where they meet", () => {
    const { questions, omitted } = selectPairs(analyses, keys, MANY);
    assert.deepEqual(indices(questions), [
      ["block-1", 0, 1],
      ["block-1", 4, 5],
      // The last one fails, having read what is sold.
      ["block-1", 4, 7],
      ["block-1", 8, 9],
    ]);
    assert.deepEqual(
      questions.map(({ statuses }) => statuses),
      [
        [1, 1],
        [1, 1],
        [1, 0],
        [1, 1],
      ],
    );
    assert.equal(omitted, 0);
  });

  it("takes more of a kind from other scenarios, and as many as it may", () => {
    const more = selectPairs(analyses, keys, { perKey: 2, total: 100 });
    assert.deepEqual(indices(more.questions).at(-1), ["block-2", 0, 1]);
    assert.equal(more.questions.length, 5);
    const few = selectPairs(analyses, keys, { perKey: 2, total: 3 });
    assert.deepEqual([few.questions, few.omitted], [more.questions.slice(0, 3), 1]);
  });
});

describe("selectAccumulators", () => {
  it("takes one writer of each contended slot and call", () => {
    const { questions } = selectAccumulators(analyses, keys, MANY);
    assert.deepEqual(
      questions.map(({ transaction, location }) => [transaction, location]),
      [
        [0, market.slot(0)],
        [4, market.slot(3)],
        [8, market.slot(19)],
        [9, market.slot(19)],
      ],
    );
  });
});

describe("selectSharings", () => {
  it("takes pairs at slots of several fields, and of unknown ones where they change other bytes", () => {
    const fields = [{ offset: 0, size: 1 }];
    const at = (packed: boolean, unknown: boolean) =>
      selectSharings(
        analyses,
        {
          ...keys,
          packing: (_, location) =>
            packed && location === market.slot(19)
              ? { kind: "packed", fields }
              : { kind: unknown ? "unknown" : "single" },
        },
        MANY,
      ).questions;
    assert.deepEqual(at(false, false), []);
    assert.deepEqual(indices(at(false, true)), [["block-1", 8, 9]]);
    const [packed, ...others] = at(true, true);
    assert.deepEqual([packed?.location, packed?.fields, others], [market.slot(19), fields, []]);
  });
});

describe("studyExperiments", () => {
  const questions = () => ({
    orders: selectPairs(analyses, keys, MANY).questions,
    accumulators: selectAccumulators(analyses, keys, MANY).questions,
    sharings: selectSharings(analyses, { ...keys, packing: () => ({ kind: "unknown" }) }, MANY)
      .questions,
  });

  it("answers all questions in few calls, in their order, the same each time", async () => {
    const calls: number[] = [];
    const counting: Execute = (scenarios) => {
      calls.push(scenarios.length);
      assert(scenarios.every(({ kind }) => kind === "experiment"));
      return execute(scenarios);
    };
    const asked = questions();
    const findings = await studyExperiments(asked, counting, { isOver: () => false });
    assert.deepEqual(
      findings.orders.map(({ question }) => question),
      asked.orders,
    );
    assert.deepEqual(
      findings.orders.map(({ verdict }) => verdict.kind),
      ["commutes", "commutes", "different success", "commutes"],
    );
    assert.deepEqual(
      findings.accumulators.map(({ verdict }) => verdict.kind),
      ["commutative", "flows", "commutative", "overwritten"],
    );
    assert.deepEqual(
      findings.sharings.map(({ verdict }) => verdict.kind),
      ["false sharing"],
    );
    assert.deepEqual(findings.leftOut, { orders: 0, accumulators: 0, sharings: 0 });
    // A study has at most six steps: each sharer's own run, then carries, then other contents.
    assert(calls.length <= 6, `${calls.length} calls`);
    assert.deepEqual(await studyExperiments(asked, execute, { isOver: () => false }), findings);
  });

  it("stops between two calls when the time is over, and counts what it leaves out", async () => {
    let calls = 0;
    const counting: Execute = (scenarios) => {
      calls++;
      return execute(scenarios);
    };
    const asked = questions();
    const isOver = () => calls === 1;
    const findings = await studyExperiments(asked, counting, { isOver });
    assert.equal(calls, 1);
    // Orders whose first prefix will do are known after one step; the last item's is not.
    assert.deepEqual(indices(findings.orders.map(({ question }) => question)), [
      ["block-1", 0, 1],
      ["block-1", 4, 5],
      ["block-1", 8, 9],
    ]);
    assert.deepEqual(findings.leftOut, {
      orders: 1,
      accumulators: asked.accumulators.length,
      sharings: asked.sharings.length,
    });
    const none = await studyExperiments(asked, counting, { isOver: () => true });
    assert.deepEqual([calls, none.orders, none.leftOut.orders], [1, [], asked.orders.length]);
  });

  it("runs any number of studies, some at a time", async () => {
    const [question] = questions().orders;
    assert(question !== undefined);
    const sizes: number[] = [];
    const counting: Execute = (scenarios) => {
      sizes.push(scenarios.length);
      return execute(scenarios);
    };
    const orders = new Array<typeof question>(70).fill(question);
    const asked = { orders, accumulators: [], sharings: [] };
    const findings = await studyExperiments(asked, counting, { isOver: () => false });
    assert.equal(findings.orders.length, 70);
    assert.deepEqual(sizes, [64, 64, 12]);
  });

  it("asks for less at a time where the experiments are long", async () => {
    const scenario = await market.chain.sequence(
      Array.from({ length: 202 }, (_, i) => market.call(i < 200 ? 1 : i - 198, "touch")),
    );
    const question = { scenario, earlier: 200, later: 201 };
    const sizes: number[] = [];
    const counting: Execute = (scenarios) => {
      sizes.push(scenarios.length);
      return execute(scenarios);
    };
    const asked = {
      orders: [question, question, question, question],
      accumulators: [],
      sharings: [],
    };
    const findings = await studyExperiments(asked, counting, { isOver: () => false });
    // Two of 202 transactions each: three questions make 1,212, four would make 1,616.
    assert.deepEqual(sizes, [6, 2]);
    assert.deepEqual(
      findings.orders.map(({ verdict }) => verdict.kind),
      new Array(4).fill("different outcome"),
    );
  });
});

import assert from "node:assert/strict";
import { describe, it } from "node:test";

import type { SharingVerdict } from "../../src/internal/model/experiment.ts";
import { toWord } from "../../src/internal/primitives/hex.ts";
import { askSharing } from "./support/ask.ts";
import { Market } from "./support/market.ts";

/** owner, paused, counter. */
const CONFIG = [
  { offset: 0, size: 20 },
  { offset: 20, size: 1 },
  { offset: 21, size: 8 },
];
/** a, b. */
const HALVES = [
  { offset: 0, size: 16 },
  { offset: 16, size: 16 },
];

/** guarding, limit, hits. */
const LIMITED = [
  { offset: 0, size: 1 },
  { offset: 1, size: 8 },
  { offset: 9, size: 8 },
];

const MINUS_ONE = (1n << 256n) - 1n;
const OWNER = toWord((1n << 160n) - 1n);
const PAUSED = toWord(0xffn << 160n);
const COUNTER = toWord(((1n << 64n) - 1n) << 168n);
const A = toWord((1n << 128n) - 1n);
const B = toWord(((1n << 128n) - 1n) << 128n);

/** What two transactions have in common at a slot, one after the other. */
async function sharing(
  market: Market,
  calls: readonly [Record<string, unknown>, Record<string, unknown>],
  slot: number,
  fields?: typeof CONFIG,
): Promise<SharingVerdict> {
  const scenario = await market.chain.sequence(calls);
  const location = market.slot(slot);
  const known = fields === undefined ? {} : { fields };
  return askSharing({ scenario, earlier: 0, later: 1, location, ...known });
}

describe("studySharing", () => {
  it("confirms that two halves of a slot have nothing else in common", async () => {
    const market = await Market.create();
    const calls = [market.call(1, "addA", 300), market.call(2, "addB", 5)] as const;
    assert.deepEqual(await sharing(market, calls, 20, HALVES), {
      kind: "false sharing",
      masks: [A, B],
      inferred: false,
    });
    // 300 takes two bytes.
    assert.deepEqual(await sharing(market, calls, 20), {
      kind: "false sharing",
      masks: [toWord(0xffffn), toWord(0xffn << 128n)],
      inferred: true,
    });
  });

  it("confirms it of a counter beside a flag and an owner that it does not look at", async () => {
    const market = await Market.create();
    const pausing = [market.call(1, "tick"), market.call(2, "setPaused", true)] as const;
    assert.deepEqual(await sharing(market, pausing, 19, CONFIG), {
      kind: "false sharing",
      masks: [COUNTER, PAUSED],
      inferred: false,
    });
    const owner = market.user(7);
    const owning = [market.call(1, "setOwner", owner), market.call(2, "tick")] as const;
    assert.deepEqual(await sharing(market, owning, 19, CONFIG), {
      kind: "false sharing",
      masks: [OWNER, COUNTER],
      inferred: false,
    });
  });

  it("names the transaction that looks at the flag, whichever comes first", async () => {
    const market = await Market.create();
    const owner = BigInt(market.user(0));
    const calls = [market.call(1, "hit"), market.call(2, "setPaused", true)] as const;
    assert.deepEqual(await sharing(market, calls, 19, CONFIG), {
      kind: "dependent",
      masks: [COUNTER, PAUSED],
      inferred: false,
      dependences: [
        // Before it the counter is 0.
        { transaction: 0, places: [{ into: "status", slot: toWord((1n << 160n) | owner) }] },
      ],
    });
    const opened = [market.call(2, "setPaused", false), market.call(1, "hit")] as const;
    assert.deepEqual(await sharing(market, opened, 19, CONFIG), {
      kind: "dependent",
      masks: [PAUSED, COUNTER],
      inferred: false,
      dependences: [
        // It is 1 by now.
        {
          transaction: 1,
          places: [{ into: "status", slot: toWord((1n << 168n) | (1n << 160n) | owner) }],
        },
      ],
    });
  });

  it("finds what is looked at only if something else is so, and says what", async () => {
    const market = await Market.create();
    let limit = 500;
    const dependencesOf = async (name: string) => {
      const calls = [market.call(1, name), market.call(2, "setLimit", ++limit)] as const;
      const verdict = await sharing(market, calls, 30, LIMITED);
      if (verdict.kind !== "dependent") return verdict.kind;
      return verdict.dependences.map(({ transaction, given, places }) => [
        transaction,
        given?.location,
        places.map(({ into }) => into),
      ]);
    };
    assert.deepEqual(await dependencesOf("hitGuarded"), [[0, market.slot(30), ["log"]]]);
    const enabled = market.entry(14, market.user(1));
    assert.deepEqual(await dependencesOf("hitEnabled"), [[0, enabled, ["log"]]]);
    assert.equal(await dependencesOf("hitOnly"), "false sharing");
  });

  it("names the event that shows the other's field", async () => {
    const market = await Market.create();
    const calls = [market.call(1, "tell"), market.call(2, "setPaused", true)] as const;
    const verdict = await sharing(market, calls, 19, CONFIG);
    assert(verdict.kind === "dependent");
    assert.deepEqual(
      verdict.dependences.map(({ transaction, places }) => [
        transaction,
        places.map(({ into }) => into),
      ]),
      [[0, ["log"]]],
    );
  });

  it("tells one that would change the same, had the other not done so already", async () => {
    const market = await Market.create();
    const calls = [market.call(1, "setPaused", true), market.call(2, "setPaused", true)] as const;
    // The second changes no byte, but where the flag is down, it raises it.
    assert.deepEqual(await sharing(market, calls, 19, CONFIG), {
      kind: "dependent",
      masks: [PAUSED, toWord(0n)],
      inferred: false,
      dependences: [
        {
          transaction: 1,
          places: [
            {
              into: "storage",
              location: market.slot(19),
              slot: toWord(BigInt(market.user(0))),
            },
          ],
        },
      ],
    });
  });

  it("tells that bytes are of one number, which carries from one to the other", async () => {
    const market = await Market.create();
    const calls = [market.call(1, "whole", 1), market.call(2, "whole", 1 << 16)] as const;
    const masks = [toWord(0xffn), toWord(0xff_00_00n)] as const;
    assert.deepEqual(await sharing(market, calls, 20), {
      kind: "same bytes",
      masks,
      inferred: true,
    });
    const down = [market.call(2, "whole", 1 << 16), market.call(1, "whole", MINUS_ONE)] as const;
    assert.equal((await sharing(market, down, 20)).kind, "same bytes");
    // Two fields side by side do not: the lower one is full first.
    const apart = [market.call(1, "flavourUp"), market.call(2, "stockUp", 1)] as const;
    assert.equal((await sharing(market, apart, 21)).kind, "false sharing");
  });

  it("tells those that change the same", async () => {
    const market = await Market.create();
    const calls = [market.call(1, "addA", 1), market.call(2, "addBoth", 1)] as const;
    assert.deepEqual(await sharing(market, calls, 20, HALVES), {
      kind: "same bytes",
      masks: [A, toWord((1n << 256n) - 1n)],
      inferred: false,
    });
  });

  it("does not know of what fails, or of a slot that neither changes", async () => {
    const market = await Market.create();
    const paused = [market.call(1, "setPaused", true), market.call(2, "hit")] as const;
    assert.deepEqual(await sharing(market, paused, 19, CONFIG), {
      kind: "unknown",
      reason: "the later transaction: it fails",
    });
    const apart = [market.call(1, "bump"), market.call(2, "bump")] as const;
    assert.deepEqual(await sharing(market, apart, 20, HALVES), {
      kind: "unknown",
      reason: "neither changes the slot",
    });
  });
});

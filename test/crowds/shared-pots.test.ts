import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { CrowdState } from "../../src/internal/crowds/crowd-state.ts";
import { areSumsOfClaims, fillPots, sharedPots } from "../../src/internal/crowds/shared-pots.ts";
import { storageKey } from "../../src/internal/model/location.ts";
import { add, atLeast, exact, set } from "../analysis/make-execution.ts";
import {
  addressOf,
  ALICE,
  BOB,
  Hashes,
  knownCall,
  preStateOf,
  storageOf,
  TOKEN,
  word,
} from "./support/known.ts";

const hashes = new Hashes();
const CLAIM = hashes.entry(1, ALICE);
const TOTAL = 0n;

function at(slot: bigint) {
  return storageKey(TOKEN, word(slot));
}

/** A call that writes `after` where `before` was. */
function lowering(...slots: readonly (readonly [slot: bigint, before: bigint, after: bigint])[]) {
  return {
    hashes,
    touched: slots.map(([slot, before]) => [slot, before] as const),
    reads: slots.map(([slot, before]) => exact(at(slot), before)),
    writes: slots.map(([slot, , after]) => set(at(slot), after)),
  };
}

describe("sharedPots", () => {
  it("finds what becomes less with a claim of the sender's", () => {
    const pots = sharedPots(knownCall(lowering([CLAIM, 100n, 60n], [TOTAL, 500n, 460n])), []);
    assert.deepEqual(pots, [{ location: at(TOTAL), taken: 40n }]);
  });

  it("tells sums of claims from what gives something else than the claim is", () => {
    const withdrawal = knownCall(lowering([CLAIM, 100n, 60n], [TOTAL, 500n, 460n]));
    const trade = knownCall(lowering([CLAIM, 100n, 60n], [TOTAL, 500n, 479n]));
    assert(areSumsOfClaims(sharedPots(withdrawal, []), withdrawal, []));
    assert(!areSumsOfClaims(sharedPots(trade, []), trade, []));
  });

  it("finds none where no claim becomes less, as in a sale", () => {
    const sale = lowering([CLAIM, 0n, 1n], [TOTAL, 5n, 4n]);
    assert.deepEqual(sharedPots(knownCall(sale), []), []);
    assert.deepEqual(sharedPots(knownCall(lowering([TOTAL, 5n, 4n])), []), []);
  });

  it("finds none where a claim becomes less and all else more", () => {
    const move = lowering([CLAIM, 100n, 60n], [TOTAL, 500n, 540n]);
    assert.deepEqual(sharedPots(knownCall(move), []), []);
  });

  it("takes balances for pots, but not the sender's own", () => {
    const sketch = lowering([CLAIM, 100n, 60n]);
    const known = knownCall({
      ...sketch,
      reads: [...sketch.reads, atLeast(`balance:${TOKEN}`, 40n), exact(`balance:${BOB}`, 8n)],
      writes: [
        ...sketch.writes,
        add(`balance:${TOKEN}`, -40n),
        add(`balance:${ALICE}`, -7n),
        set(`balance:${BOB}`, 5n),
        add(`balance:${addressOf("c0")}`, 7n),
      ],
    });
    assert.deepEqual(sharedPots(known, []), [
      { location: `balance:${TOKEN}`, taken: 40n },
      { location: `balance:${BOB}`, taken: 3n },
    ]);
  });

  it("finds what a contract keeps, where an entry of the sender's holds as much", () => {
    const paysOut = (price: bigint) => {
      const sketch = lowering([CLAIM, price, price]);
      return knownCall({
        ...sketch,
        reads: [...sketch.reads, atLeast(`balance:${TOKEN}`, 40n)],
        writes: [...sketch.writes, add(`balance:${TOKEN}`, -40n), add(`balance:${BOB}`, 40n)],
      });
    };
    const pots = [{ location: `balance:${TOKEN}`, taken: 40n }];
    const packed = 40n | (1n << 200n);
    for (const price of [40n, packed]) {
      assert.deepEqual(sharedPots(paysOut(price), []), pots);
      assert(areSumsOfClaims(pots, paysOut(price), []));
    }
    assert.deepEqual(sharedPots(paysOut(41n), []), []);
    // A small stock, of which the sender has as much by chance; and the sum of all deals.
    const sale = lowering([CLAIM, 4n, 4n], [TOTAL, 500n, 496n]);
    assert.deepEqual(sharedPots(knownCall(sale), []), []);
    const release = lowering([CLAIM, 40n, 40n], [TOTAL, 500n, 460n]);
    assert.deepEqual(sharedPots(knownCall(release), []), [{ location: at(TOTAL), taken: 40n }]);
  });

  it("takes no owner for a pot, whose address is more than that of the next one", () => {
    const owner = [TOTAL, BigInt(ALICE), 1n] as const;
    assert.deepEqual(sharedPots(knownCall(lowering([CLAIM, 2n, 1n], owner)), []), []);
  });

  it("takes neither nonces nor code for pots", () => {
    const sketch = lowering([CLAIM, 100n, 60n]);
    const known = knownCall({
      ...sketch,
      reads: [...sketch.reads, exact(`code:${BOB}`, 9n), exact(`nonce:${BOB}`, 9n)],
      writes: [...sketch.writes, set(`code:${BOB}`, 0n), set(`nonce:${BOB}`, 0n)],
    });
    assert.deepEqual(sharedPots(known, []), []);
  });
});

describe("fillPots", () => {
  it("has each pot hold so much more as all users take", () => {
    const state = new CrowdState(
      preStateOf({ [TOKEN]: { balance: 10n, storage: storageOf([[TOTAL, 500n]]) } }),
    );
    fillPots(
      state,
      [
        { location: at(TOTAL), taken: 40n },
        { location: `balance:${TOKEN}`, taken: 3n },
      ],
      64,
    );
    assert.deepEqual(
      state.preState,
      preStateOf({ [TOKEN]: { balance: 202n, storage: storageOf([[TOTAL, 3_060n]]) } }),
    );
  });
});

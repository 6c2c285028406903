import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { CrowdState } from "../../src/internal/crowds/crowd-state.ts";
import { ALICE, BOB, preStateOf, storageOf, TOKEN, word } from "./support/known.ts";

describe("CrowdState", () => {
  it("takes each location from the first base that names it", () => {
    const first = preStateOf({ [TOKEN]: { balance: 1n, storage: storageOf([[0n, 10n]]) } });
    const second = preStateOf({
      [TOKEN]: {
        balance: 2n,
        storage: storageOf([
          [0n, 20n],
          [1n, 21n],
        ]),
      },
      [ALICE]: { nonce: 4n, code: "0x6000" },
    });
    assert.deepEqual(
      new CrowdState(first, second).preState,
      preStateOf({
        [TOKEN]: {
          balance: 1n,
          storage: storageOf([
            [0n, 10n],
            [1n, 21n],
          ]),
        },
        [ALICE]: { nonce: 4n, code: "0x6000" },
      }),
    );
  });

  it("changes nothing of its base", () => {
    const base = preStateOf({ [TOKEN]: { balance: 1n, storage: storageOf([[0n, 10n]]) } });
    const state = new CrowdState(base);
    state.raiseSlot(TOKEN, word(0), 5n);
    state.addSlot(TOKEN, word(1), 5n);
    state.raiseBalance(TOKEN, 5n);
    const expected = preStateOf({ [TOKEN]: { balance: 1n, storage: storageOf([[0n, 10n]]) } });
    assert.deepEqual(base, expected);
  });

  it("keeps what is there when slots and accounts are added", () => {
    const state = new CrowdState(preStateOf({ [TOKEN]: { storage: storageOf([[0n, 10n]]) } }));
    state.addSlot(TOKEN, word(0), 11n);
    state.addAccount(TOKEN, { balance: 5n, nonce: 5n, code: "0x60", storage: new Map() });
    state.addAccount(BOB, { balance: 5n, nonce: 6n, code: "0x60", storage: storageOf([[1n, 1n]]) });
    assert.deepEqual(
      state.preState,
      preStateOf({
        [TOKEN]: { storage: storageOf([[0n, 10n]]) },
        [BOB]: { balance: 5n, nonce: 6n, code: "0x60" },
      }),
    );
  });

  it("makes an account for a slot of nobody's", () => {
    const state = new CrowdState();
    state.addSlot(BOB, word(0), 11n);
    assert.deepEqual(state.preState, preStateOf({ [BOB]: { storage: storageOf([[0n, 11n]]) } }));
  });

  it("raises what is there, and no slot beyond a word", () => {
    const most = (1n << 256n) - 1n;
    const state = new CrowdState(
      preStateOf({
        [TOKEN]: {
          balance: 3n,
          storage: storageOf([
            [0n, 10n],
            [1n, most - 1n],
          ]),
        },
      }),
    );
    state.raiseSlot(TOKEN, word(0), 5n);
    state.raiseSlot(TOKEN, word(1), 1n);
    state.raiseSlot(TOKEN, word(1), 1n);
    state.raiseSlot(TOKEN, word(2), 2n);
    state.raiseBalance(TOKEN, 4n);
    state.raiseSlot(BOB, word(0), 5n);
    state.raiseBalance(BOB, 5n);
    assert.deepEqual(
      state.preState,
      preStateOf({
        [TOKEN]: {
          balance: 7n,
          storage: storageOf([
            [0n, 15n],
            [1n, most],
            [2n, 2n],
          ]),
        },
      }),
    );
  });

  it("has users begin at nonce 0, with the storage that was made theirs", () => {
    const state = new CrowdState(preStateOf({ [BOB]: { balance: 9n, nonce: 7n } }));
    state.addSlot(BOB, word(1), 1n);
    state.setUser(BOB, { balance: 5n, code: "0x6001" });
    state.setUser(ALICE, { balance: 6n, code: "0x" });
    assert.deepEqual(
      state.preState,
      preStateOf({
        [BOB]: { balance: 5n, code: "0x6001", storage: storageOf([[1n, 1n]]) },
        [ALICE]: { balance: 6n },
      }),
    );
  });
});

import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { knowCall } from "../../src/internal/crowds/known-call.ts";
import { transplantCall } from "../../src/internal/crowds/transplant-call.ts";
import type { Hex } from "../../src/internal/model/location.ts";
import type { PreStateAccount } from "../../src/internal/model/scenario.ts";
import {
  addressOf,
  ALICE,
  BOB,
  type CallSketch,
  crowdCall,
  Hashes,
  inputOf,
  knownCall,
  preStateOf,
  resultOf,
  storageOf,
  TOKEN,
  word,
} from "./support/known.ts";

const OTHER = addressOf("7e");
const [LEFT, RIGHT] = [addressOf("1e"), addressOf("1f")];
const POOL_CODE: Hex = "0x6001";
const TOKEN_CODE: Hex = "0x600260";

type Accounts = Readonly<Record<Hex, Partial<PreStateAccount>>>;

function known(to: Hex, accounts: Accounts, sketch: CallSketch = {}) {
  const before = preStateOf(accounts);
  return knowCall(crowdCall({ ...sketch.fields, to }, before), before, resultOf(sketch, to));
}

describe("transplantCall", () => {
  it("has the call go to the host's contract, by whatever name it is called", () => {
    const input = inputOf("aabbccdd", TOKEN, BOB, 5);
    const call = known(
      TOKEN,
      { [TOKEN]: { code: POOL_CODE } },
      { fields: { input, value: "0x5" } },
    );
    const moved = transplantCall(call, known(OTHER, { [OTHER]: { code: POOL_CODE } }));
    const { fields } = call.call.transaction;
    assert.deepEqual(moved, {
      origin: call.call.origin,
      occurrences: 1,
      transaction: {
        id: call.call.transaction.id,
        hash: call.call.transaction.hash,
        block: call.call.transaction.block,
        fields: { ...fields, to: OTHER, input: inputOf("aabbccdd", OTHER, BOB, 5) },
        before: preStateOf({ [OTHER]: { code: POOL_CODE } }),
      },
    });
  });

  it("takes along its state, keys and values in the host's names", () => {
    const hashes = new Hashes();
    const ofToken = hashes.entry(1, LEFT);
    const call = known(
      TOKEN,
      {
        [ALICE]: { balance: 9n },
        [TOKEN]: {
          code: POOL_CODE,
          balance: 4n,
          nonce: 2n,
          storage: storageOf([
            [0n, (1n << 160n) | BigInt(LEFT)],
            [ofToken, 30n],
          ]),
        },
        [LEFT]: { code: TOKEN_CODE, storage: storageOf([[2n, BigInt(TOKEN)]]) },
      },
      { hashes },
    );
    const host = known(OTHER, { [OTHER]: { code: POOL_CODE }, [RIGHT]: { code: TOKEN_CODE } });
    assert.deepEqual(
      transplantCall(call, host)?.transaction.before,
      preStateOf({
        [ALICE]: { balance: 9n },
        [OTHER]: {
          code: POOL_CODE,
          balance: 4n,
          nonce: 2n,
          storage: storageOf([
            [0n, (1n << 160n) | BigInt(RIGHT)],
            [new Hashes().entry(1, RIGHT), 30n],
          ]),
        },
        [RIGHT]: { code: TOKEN_CODE, storage: storageOf([[2n, BigInt(OTHER)]]) },
      }),
    );
  });

  it("takes the host's code, which may differ in immutables but not in length", () => {
    const call = known(TOKEN, { [TOKEN]: { code: "0x6001" } });
    const moved = transplantCall(call, known(OTHER, { [OTHER]: { code: "0x6009" } }));
    assert.equal(moved?.transaction.before?.get(OTHER)?.code, "0x6009");
    const longer = known(OTHER, { [OTHER]: { code: "0x600960" } });
    assert.equal(transplantCall(call, longer), undefined);
  });

  it("leaves what the host knows nothing of", () => {
    const call = known(TOKEN, {
      [TOKEN]: { code: POOL_CODE, storage: storageOf([[0n, BigInt(LEFT)]]) },
      [LEFT]: { code: TOKEN_CODE },
    });
    const moved = transplantCall(call, known(OTHER, { [OTHER]: { code: POOL_CODE } }));
    assert.deepEqual([...(moved?.transaction.before?.keys() ?? [])], [OTHER, LEFT]);
    assert.equal(moved?.transaction.before?.get(OTHER)?.storage.get(word(0)), BigInt(LEFT));
  });

  it("gives each contract another one of the host's", () => {
    const call = known(TOKEN, {
      [TOKEN]: { code: POOL_CODE },
      [LEFT]: { code: TOKEN_CODE, balance: 1n },
      [RIGHT]: { code: TOKEN_CODE, balance: 2n },
    });
    const [third, fourth] = [addressOf("2e"), addressOf("2f")];
    const host = known(OTHER, {
      [OTHER]: { code: POOL_CODE },
      [third]: { code: TOKEN_CODE },
      [fourth]: { code: TOKEN_CODE },
    });
    const before = transplantCall(call, host)?.transaction.before;
    assert.deepEqual(
      [third, fourth].map((address) => before?.get(address)?.balance),
      [1n, 2n],
    );
  });

  it("keeps contracts that the host uses, too, in whatever order and however many", () => {
    const call = known(TOKEN, {
      [TOKEN]: {
        code: POOL_CODE,
        storage: storageOf([
          [0n, BigInt(LEFT)],
          [1n, BigInt(RIGHT)],
        ]),
      },
      [LEFT]: { code: TOKEN_CODE, balance: 1n },
      [RIGHT]: { code: TOKEN_CODE, balance: 2n },
    });
    for (const tokens of [[RIGHT, LEFT], [LEFT, RIGHT], [RIGHT]]) {
      const accounts = tokens.map((token) => [token, { code: TOKEN_CODE }] as const);
      const host = known(OTHER, { [OTHER]: { code: POOL_CODE }, ...Object.fromEntries(accounts) });
      const before = transplantCall(call, host)?.transaction.before;
      assert.equal(before?.get(LEFT)?.balance, 1n);
      assert.equal(before.get(RIGHT)?.balance, 2n);
      assert.deepEqual(
        before.get(OTHER)?.storage,
        storageOf([
          [0n, BigInt(LEFT)],
          [1n, BigInt(RIGHT)],
        ]),
      );
    }
  });

  it("has two deployments change places where the call reaches the host's, too", () => {
    const call = known(TOKEN, {
      [TOKEN]: { code: "0x6001", balance: 1n, storage: storageOf([[0n, BigInt(OTHER)]]) },
      [OTHER]: { code: "0x6009", balance: 2n, storage: storageOf([[0n, BigInt(TOKEN)]]) },
    });
    const before = transplantCall(call, known(OTHER, { [OTHER]: { code: "0x6009" } }))?.transaction
      .before;
    assert.deepEqual(
      before,
      preStateOf({
        [OTHER]: { code: "0x6009", balance: 1n, storage: storageOf([[0n, BigInt(TOKEN)]]) },
        [TOKEN]: { code: "0x6009", balance: 2n, storage: storageOf([[0n, BigInt(OTHER)]]) },
      }),
    );
  });

  it("does not take users for contracts", () => {
    const call = knownCall({ accounts: { [BOB]: { balance: 5n } } });
    const host = known(OTHER, { [OTHER]: { code: "0x6000" }, [RIGHT]: { balance: 6n } });
    const before = transplantCall(call, host)?.transaction.before;
    assert.equal(before?.get(BOB)?.balance, 5n);
    assert.equal(before.has(RIGHT), false);
  });
});

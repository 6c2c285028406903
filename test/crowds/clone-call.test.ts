import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { cloneCall, type Disguise, wordsOf } from "../../src/internal/crowds/clone-call.ts";
import { CrowdState } from "../../src/internal/crowds/crowd-state.ts";
import { freshWord, userAddress } from "../../src/internal/crowds/fresh-words.ts";
import type { KnownCall } from "../../src/internal/crowds/known-call.ts";
import type { Hex } from "../../src/internal/model/location.ts";
import {
  addressOf,
  ALICE,
  BOB,
  Hashes,
  identity,
  inputOf,
  knownCall,
  preStateOf,
  storageOf,
  STRONGEST,
  TOKEN,
  word,
} from "./support/known.ts";

const USER = userAddress(3);
const SENDER = BigInt(ALICE);
const PAIR = addressOf("9a");

function clone(known: KnownCall, disguise: Disguise = STRONGEST, words?: ReadonlyMap<Hex, Hex>) {
  const state = new CrowdState(known.before);
  const number = { user: 3, id: 77, ...(words === undefined ? {} : { words }) };
  const transaction = cloneCall(known, disguise, number, state);
  return { transaction, fields: transaction.fields, state: state.preState };
}

function slotOf(state: ReturnType<typeof clone>["state"], slot: bigint, account = TOKEN) {
  return state.get(account)?.storage.get(word(slot));
}

describe("cloneCall, the transaction", () => {
  it("is the original but for its sender, whose first one it is", () => {
    const known = knownCall({
      fields: { input: inputOf("aabbccdd", 5), value: "0x9", nonce: "0x4", gas: "0x5208", type: 0 },
    });
    const { transaction } = clone(known);
    const { transaction: original } = known.call;
    assert.deepEqual(transaction, {
      id: 77,
      hash: transaction.hash,
      block: original.block,
      fields: { ...original.fields, from: USER, nonce: "0x0", gas: "0xa410" },
    });
    assert.equal("expected" in transaction, false, "nobody has recorded it");
  });

  it("has a hash of its own, the same each time", () => {
    const known = knownCall();
    const hashes = [0, 1, 2].flatMap((user) =>
      [7, 8].map(
        (id) => cloneCall(known, STRONGEST, { user, id }, new CrowdState(known.before)).hash,
      ),
    );
    assert.equal(new Set(hashes).size, 6);
    for (const hash of hashes) assert.match(hash, /^0x[0-9a-f]{64}$/);
    assert.equal(clone(known).transaction.hash, clone(known).transaction.hash);
  });

  it("has gas to spare, up to what EIP-7825 lets it have", () => {
    const gasOf = (gas: Hex) => BigInt(clone(knownCall({ fields: { gas } })).fields.gas);
    assert.equal(gasOf("0x64"), 200n);
    assert.equal(gasOf("0x900000"), 1n << 24n);
    assert.equal(gasOf("0x1000000"), 1n << 24n);
    // Recorded where there is no such limit.
    assert.equal(gasOf("0x1000001"), 2n * 0x1000001n);
  });

  it("names the user where it named its sender, in words and between them", () => {
    const packed: Hex = `${inputOf("aabbccdd", ALICE, BOB)}ff${ALICE.slice(2)}`;
    const { fields } = clone(knownCall({ fields: { input: packed } }));
    assert.equal(fields.input, `${inputOf("aabbccdd", USER, BOB)}ff${USER.slice(2)}`);
  });

  it("never changes the selector", () => {
    const input: Hex = `0x${ALICE.slice(2, 10)}${ALICE.slice(2)}`;
    const { fields } = clone(knownCall({ fields: { input } }));
    assert.equal(fields.input, `0x${ALICE.slice(2, 10)}${USER.slice(2)}`);
  });

  it("leaves the arguments when told to", () => {
    const substitution = { arguments: false, values: true };
    const input = inputOf("aabbccdd", ALICE);
    const { fields } = clone(knownCall({ fields: { input } }), { ...STRONGEST, substitution });
    assert.equal(fields.input, input);
    assert.equal(fields.from, USER);
  });

  it("varies an id at its places only, small ones too", () => {
    const input = inputOf("aabbccdd", 7, 7, 8);
    const one = { ...STRONGEST, varied: [identity(7, [1])] };
    const fresh = freshWord(word(7), 3, 0);
    assert.equal(
      clone(knownCall({ fields: { input } }), one).fields.input,
      inputOf("aabbccdd", 7, fresh, 8),
    );
    const both = { ...STRONGEST, varied: [identity(8, [2]), identity(7, [0, 1])] };
    const [first, second] = [freshWord(word(8), 3, 0), freshWord(word(7), 3, 1)];
    assert.equal(
      clone(knownCall({ fields: { input } }), both).fields.input,
      inputOf("aabbccdd", second, second, first),
    );
  });

  it("names what it is told to name", () => {
    const input = inputOf("aabbccdd", 7);
    const disguise = { ...STRONGEST, varied: [identity(7, [0])] };
    const known = knownCall({ fields: { input } });
    const { fields } = clone(known, disguise, new Map([[word(7), word(4)]]));
    assert.equal(fields.input, inputOf("aabbccdd", 4));
  });

  it("names its own slots and accounts in an access list", () => {
    const hashes = new Hashes();
    const balance = hashes.entry(1, ALICE);
    const accessList = [
      { address: TOKEN, storageKeys: [word(0), word(balance)] },
      { address: ALICE, storageKeys: [] },
    ];
    const known = knownCall({ hashes, fields: { type: 1, accessList }, touched: [[balance, 5n]] });
    const own = new Hashes().entry(1, USER);
    assert.deepEqual(clone(known).fields.accessList, [
      { address: TOKEN, storageKeys: [word(0), word(own)] },
      { address: USER, storageKeys: [] },
    ]);
  });
});

describe("cloneCall, the state", () => {
  it("copies entries of the sender's to the user's, and leaves the sender's", () => {
    const hashes = new Hashes();
    const balance = hashes.entry(1, ALICE);
    const allowance = hashes.entry(hashes.entry(2, BOB), ALICE);
    const known = knownCall({
      hashes,
      touched: [
        [0n, 900n],
        [balance, 100n],
        [allowance, 50n],
        [hashes.entry(1, BOB), 3n],
      ],
    });
    const { state } = clone(known);
    const own = new Hashes();
    assert.equal(slotOf(state, own.entry(1, USER)), 100n);
    assert.equal(slotOf(state, own.entry(own.entry(2, BOB), USER)), 50n);
    assert.equal(slotOf(state, balance), 100n);
    assert.equal(state.get(TOKEN)?.storage.size, 6);
  });

  it("makes the user the owner of what it names, and of nothing that there is one of", () => {
    const hashes = new Hashes();
    const owner = hashes.entry(5, 11);
    const known = knownCall({
      hashes,
      fields: { input: inputOf("aabbccdd", 11) },
      touched: [
        [0n, SENDER],
        [owner, (2n << 160n) | SENDER],
      ],
    });
    const disguise = { ...STRONGEST, varied: [identity(11, [0], 5)] };
    const { state } = clone(known, disguise);
    const fresh = new Hashes().entry(5, freshWord(word(11), 3, 0));
    assert.equal(slotOf(state, fresh), (2n << 160n) | BigInt(USER));
    assert.equal(slotOf(state, owner), (2n << 160n) | SENDER);
    assert.equal(slotOf(state, 0n), SENDER);
    const substitution = { arguments: true, values: false };
    assert.equal(
      slotOf(clone(known, { ...disguise, substitution }).state, fresh),
      known.touched[1]?.value,
    );
  });

  it("gives each user a copy of a companion, with its storage", () => {
    const hashes = new Hashes();
    const reserve = hashes.entry(1, TOKEN);
    const known = knownCall({
      hashes,
      fields: { input: inputOf("aabbccdd", 9) },
      touched: [[hashes.entry(4, 9), BigInt(PAIR)]],
      accounts: {
        [PAIR]: {
          balance: 6n,
          nonce: 1n,
          code: "0x6002",
          storage: storageOf([
            [0n, BigInt(PAIR)],
            [reserve, 70n],
          ]),
        },
      },
    });
    const varied = [identity(9, [0], 4)];
    const { state } = clone(known, { ...STRONGEST, varied, companions: [PAIR] });
    const copy: Hex = `0x${freshWord(word(PAIR), 3, 1).slice(26)}`;
    assert.deepEqual(state.get(copy), {
      balance: 6n,
      nonce: 1n,
      code: "0x6002",
      storage: storageOf([
        [0n, BigInt(copy)],
        [reserve, 70n],
      ]),
    });
    const pool = new Hashes().entry(4, freshWord(word(9), 3, 0));
    assert.equal(slotOf(state, pool), BigInt(copy));
  });

  it("has the user pay as the sender could, and never too little", () => {
    const fields = { gas: "0x64", gasPrice: "0xa", value: "0x7", type: 0 } as const;
    const rich = clone(knownCall({ fields })).state.get(USER);
    assert.deepEqual(rich, { balance: 10n ** 18n, nonce: 0n, code: "0x", storage: new Map() });
    const accounts = preStateOf({ [ALICE]: { balance: 8n, nonce: 3n, code: "0xef01" } });
    const poor = clone(knownCall({ fields, accounts: Object.fromEntries(accounts) })).state.get(
      USER,
    );
    // Twice 100 gas at 10, and 7.
    assert.deepEqual(poor, { balance: 2_007n, nonce: 0n, code: "0xef01", storage: new Map() });
  });
});

describe("wordsOf", () => {
  it("names what varies and companions, each another", () => {
    const varied = [identity(7, [0]), identity(BOB, [1])];
    const words = wordsOf({ ...STRONGEST, varied, companions: [PAIR] }, 2);
    assert.deepEqual(
      [...words],
      [
        [word(7), freshWord(word(7), 2, 0)],
        [word(BOB), freshWord(word(BOB), 2, 1)],
        [word(PAIR), freshWord(word(PAIR), 2, 2)],
      ],
    );
    assert.deepEqual([...wordsOf(STRONGEST, 2)], []);
  });
});

import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { narrowBlockFile } from "../../src/internal/block-files/narrow-block-file.ts";
import {
  COUNTER,
  COUNTER_CODE,
  COUNTER_HASH,
  type Json,
  tinyBlock,
  tinyEnvironment,
  word,
} from "./tiny-block.ts";

describe("narrowBlockFile", () => {
  it("gives numbers, and fills in what may be absent", () => {
    const file = narrowed(tinyBlock());
    assert.equal(file.number, 17_100_000n);
    assert.equal(file.chainId, 1n);
    assert.equal(file.allowUnlimitedContractSize, false);
    assert.equal(file.title, undefined);
    assert.equal(file.env.baseFeePerGas, 7n);
    assert.equal(file.txs.length, 4);
    assert.equal(file.pre.get(COUNTER)?.storage.get(word(0)), 7n);
    assert.equal(file.codes.get(COUNTER_HASH), COUNTER_CODE);
  });

  it("takes quantities as numbers and as hex, and hex in upper case", () => {
    const upper = COUNTER.toUpperCase().replace("X", "x");
    const pre = { [upper]: { balance: 5, nonce: "0x10", storage: { [word(0)]: "0xFF" } } };
    const file = narrowed(tinyBlock({ number: "0x10", pre }));
    assert.equal(file.number, 16n);
    assert.deepEqual(file.pre.get(COUNTER), {
      balance: 5n,
      nonce: 16n,
      storage: new Map([[word(0), 255n]]),
    });
  });

  it("ignores fields that it does not know", () => {
    const file = narrowed(tinyBlock({ withdrawals: [], note: "mine", version: 3 }));
    assert.equal(file.txs.length, 4);
    assert(!("note" in file));
  });

  it("takes null, or nothing, for the recipient of a creation", () => {
    const [first] = transactions();
    for (const to of [null, undefined]) {
      const file = narrowed(tinyBlock({ txs: [{ ...first, to }] }));
      assert.equal(file.txs[0]?.to ?? null, null);
    }
  });

  it("takes the hash of no code for no code", () => {
    const codeHash = "0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470";
    narrowed(tinyBlock({ pre: { [COUNTER]: { balance: 0, nonce: 0, codeHash } } }));
  });

  it("takes what later versions write", () => {
    const file = narrowed(
      tinyBlock({ chainId: 31_337, title: "A test", allowUnlimitedContractSize: true, txs: [] }),
    );
    assert.equal(file.chainId, 31_337n);
    assert.equal(file.title, "A test");
    assert.equal(file.allowUnlimitedContractSize, true);
  });

  const [legacy = {}, , feeMarket = {}] = transactions();
  const wrong: readonly (readonly [what: string, content: unknown, says: RegExp])[] = [
    ["a list", [], /^Expected object, received array$/],
    ["null", null, /^Expected object, received null$/],
    ["an empty object", {}, /^number: Missing; hash: Missing; hardfork: Missing; and 5 more$/],
    ["a negative number", tinyBlock({ number: -1 }), /^number: Expected a whole number.*it is -1$/],
    ["a fraction", tinyBlock({ number: 1.5 }), /^number: Expected a whole number/],
    ["a decimal string", tinyBlock({ number: "17" }), /^number: Expected a whole number.*"17"$/],
    ["0x alone", tinyBlock({ number: "0x" }), /^number: Expected a whole number/],
    ["a short hash", tinyBlock({ hash: "0x12" }), /^hash: Expected "0x" and 64 hex digits/],
    ["an empty hardfork", tinyBlock({ hardfork: "" }), /^hardfork: /],
    ["no environment", tinyBlock({ env: undefined }), /^env: Missing$/],
    [
      "a base fee that is no number",
      tinyBlock({ env: tinyEnvironment({ baseFeePerGas: null }) }),
      /^env\.baseFeePerGas: Expected a whole number.*it is null$/,
    ],
    [
      "a missing base fee",
      tinyBlock({ env: tinyEnvironment({ baseFeePerGas: undefined }) }),
      /^env\.baseFeePerGas: Missing, and txs\[2\] has type 2; env/,
    ],
    [
      "a gas limit beyond 64 bits",
      tinyBlock({ env: tinyEnvironment({ gasLimit: `0x1${"0".repeat(16)}` }) }),
      /^env\.gasLimit: Expected a whole number below 2\^64/,
    ],
    ["transactions that are none", tinyBlock({ txs: [3] }), /^txs\[0\]: Expected object/],
    [
      "an unknown type of transaction",
      tinyBlock({ txs: [{ ...legacy, type: 126 }] }),
      /^txs\[0\]\.type: .*0 \| 1 \| 2 \| 3 \| 4$/,
    ],
    [
      "a legacy transaction without a price",
      tinyBlock({ txs: [{ ...legacy, gasPrice: undefined }] }),
      /^txs\[0\]\.gasPrice: Missing$/,
    ],
    [
      "a transaction of another chain",
      tinyBlock({ txs: [{ ...legacy, chainId: "0xa" }] }),
      /^txs\[0\]\.chainId: It is 10, but that of the file is 1$/,
    ],
    [
      "a blob transaction without blobs",
      tinyBlock({ txs: [{ ...feeMarket, type: 3, maxFeePerBlobGas: 1, blobVersionedHashes: [] }] }),
      /^txs\[0\]\.blobVersionedHashes: /,
    ],
    [
      "a blob transaction in a block without blob gas",
      tinyBlock({
        txs: [{ ...feeMarket, type: 3, maxFeePerBlobGas: 1, blobVersionedHashes: [word(1)] }],
      }),
      /^env\.excessBlobGas: Missing, and txs\[0\] has type 3$/,
    ],
    [
      "data with half a byte",
      tinyBlock({ txs: [{ ...legacy, data: "0x123" }] }),
      /^txs\[0\]\.data: Expected "0x" and whole bytes/,
    ],
    [
      "an account at what is no address",
      tinyBlock({ pre: { "0x12": { balance: 0, nonce: 0 } } }),
      /^pre\.0x12: Expected "0x" and 40 hex digits/,
    ],
    [
      "a slot beyond 32 bytes",
      tinyBlock({
        pre: { [COUNTER]: { balance: 0, nonce: 0, storage: { [`0x1${"0".repeat(64)}`]: 1 } } },
      }),
      /^pre\.0x0+c0\.storage\.0x10+: Expected a whole number below 2\^256/,
    ],
    [
      "code that is not there",
      tinyBlock({ codes: {} }),
      /^pre\.0x0+c0\.codeHash: There is no code of this hash in codes$/,
    ],
    [
      "code that is another",
      tinyBlock({ codes: { [COUNTER_HASH]: "0x00" } }),
      /^codes\.0x[0-9a-f]{64}: The keccak256 of this code is 0x/,
    ],
    [
      "a block hash of no block",
      tinyBlock({ blockHashes: { latest: word(1) } }),
      /^blockHashes\.latest: /,
    ],
    ["nothing to compare with", tinyBlock({ expected: {} }), /^expected\.gasUsed: Missing/],
  ];
  for (const [what, content, says] of wrong) {
    it(`rejects ${what}, saying where`, () => {
      const result = narrowBlockFile(JSON.parse(JSON.stringify(content)));
      assert("wrong" in result);
      assert.match(result.wrong, says);
    });
  }
});

function narrowed(content: Json) {
  const result = narrowBlockFile(JSON.parse(JSON.stringify(content)));
  if ("wrong" in result) assert.fail(result.wrong);
  return result.file;
}

function transactions(): Json[] {
  const { txs } = tinyBlock();
  return txs as Json[]; // it is made so
}

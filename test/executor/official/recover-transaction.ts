import { Common, Hardfork, Mainnet } from "@ethereumjs/common";
import { createLegacyTx } from "@ethereumjs/tx";

import type { RecordedTransactionFields } from "../../../src/internal/model/recording.ts";
import { bytesToHex } from "../../../src/internal/primitives/hex.ts";
import type { TransactionFixture } from "./fixture-format.ts";
import { parseBytes, parseNumber, toQuantity } from "./parse-fixture.ts";

/** The oldest rules: they take every signature that any fork takes. */
const common = new Common({ chain: Mainnet, hardfork: Hardfork.Chainstart });

/** A signed transaction with its sender. */
export function recoverTransaction(fixture: TransactionFixture): RecordedTransactionFields {
  const to = fixture.to === "" ? {} : { to: parseBytes(fixture.to) };
  const fields = {
    ...to,
    nonce: toQuantity(parseNumber(fixture.nonce)),
    gasPrice: toQuantity(parseNumber(fixture.gasPrice)),
    value: toQuantity(parseNumber(fixture.value)),
  };
  const gas = toQuantity(parseNumber(fixture.gasLimit));
  const input = parseBytes(fixture.data);
  const signature = {
    v: parseNumber(fixture.v),
    r: parseNumber(fixture.r),
    s: parseNumber(fixture.s),
  };
  const signed = createLegacyTx(
    { ...fields, gasLimit: gas, data: input, ...signature },
    { common },
  );
  return { type: 0, from: bytesToHex(signed.getSenderAddress().bytes), ...fields, gas, input };
}

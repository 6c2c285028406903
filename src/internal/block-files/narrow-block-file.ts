import { z } from "zod";

import { hexBytes, mapOf, quantity, slotNumber } from "./field-types.ts";
import { findInconsistencies } from "./find-inconsistencies.ts";

/* The block file format, as the README describes it. Fields that are not named here are ignored. */

/** Files that name no chain are of this one. */
const MAINNET = 1;

/** How many of the things that are wrong an error names. */
const SHOWN_ISSUES = 3;

const address = hexBytes(20);
const word = hexBytes(32);
const bytes = hexBytes();

const receipt = z.object({
  status: z.union([z.literal(0), z.literal(1)]),
  gasUsed: quantity(64),
  createdAddress: address.optional(),
  logs: z.array(z.object({ address, topics: z.array(word).max(4), data: bytes })),
});

const anyTransaction = {
  hash: word,
  from: address,
  to: address.nullish(),
  nonce: quantity(64),
  gas: quantity(64),
  value: quantity(256),
  data: bytes,
  chainId: quantity(64).optional(),
  receipt: receipt.optional(),
};

const gasPrice = quantity(256);
const fees = { maxFeePerGas: quantity(256), maxPriorityFeePerGas: quantity(256) };
const accessList = z.array(z.object({ address, storageKeys: z.array(word) })).default([]);

const authorization = z.object({
  chainId: quantity(256),
  address,
  nonce: quantity(64),
  yParity: quantity(8),
  r: quantity(256),
  s: quantity(256),
});

const transaction = z.discriminatedUnion("type", [
  z.object({ type: z.literal(0), ...anyTransaction, gasPrice }),
  z.object({ type: z.literal(1), ...anyTransaction, gasPrice, accessList }),
  z.object({ type: z.literal(2), ...anyTransaction, ...fees, accessList }),
  z.object({
    type: z.literal(3),
    ...anyTransaction,
    to: address,
    ...fees,
    accessList,
    maxFeePerBlobGas: quantity(256),
    blobVersionedHashes: z.array(word).min(1),
  }),
  z.object({
    type: z.literal(4),
    ...anyTransaction,
    to: address,
    ...fees,
    accessList,
    authorizationList: z.array(authorization).min(1),
  }),
]);

const account = z.object({
  balance: quantity(256),
  nonce: quantity(64),
  codeHash: word.optional(),
  storage: mapOf(slotNumber(), quantity(256)).default({}),
});

const blockNumber = z.string().regex(/^\d{1,20}$/, "Expected the number of a block as its key");

const schema = z.object({
  number: quantity(64),
  hash: word,
  hardfork: z.string().min(1),
  chainId: quantity(53).default(MAINNET),
  allowUnlimitedContractSize: z.boolean().default(false),
  title: z.string().optional(),
  env: z.object({
    coinbase: address,
    timestamp: quantity(64),
    gasLimit: quantity(64),
    difficulty: quantity(256),
    mixHash: word,
    parentHash: word,
    baseFeePerGas: quantity(256).optional(),
    excessBlobGas: quantity(64).optional(),
    parentBeaconBlockRoot: word.optional(),
  }),
  txs: z.array(transaction),
  pre: mapOf(address, account),
  codes: mapOf(word, bytes),
  blockHashes: mapOf(blockNumber, word).default({}),
  expected: z.object({ gasUsed: quantity(64), receiptsRoot: word }),
});

/** A block as a file holds it: hex in lower case, quantities as numbers, slots as 32 bytes. */
export type BlockFile = z.output<typeof schema>;

/** Narrows the content of a block file; or says what is wrong with it, and where. */
export function narrowBlockFile(
  content: unknown,
): { readonly file: BlockFile } | { readonly wrong: string } {
  const parsed = schema.safeParse(content, { errorMap });
  if (!parsed.success) return { wrong: firstOf(parsed.error.issues.map(describeIssue)) };
  const inconsistencies = [...findInconsistencies(parsed.data)];
  return inconsistencies.length > 0 ? { wrong: firstOf(inconsistencies) } : { file: parsed.data };
}

function firstOf(wrong: readonly string[]): string {
  const shown = wrong.slice(0, SHOWN_ISSUES).join("; ");
  const hidden = wrong.length - SHOWN_ISSUES;
  return hidden > 0 ? `${shown}; and ${hidden} more` : shown;
}

function describeIssue({ path, message }: z.ZodIssue): string {
  const field = path.reduce<string>(
    (text, step) => (typeof step === "number" ? `${text}[${step}]` : `${text}.${step}`),
    "",
  );
  return field === "" ? message : `${field.replace(/^\./, "")}: ${message}`;
}

/** What is said of the kinds of issues that zod itself finds. */
const errorMap: z.ZodErrorMap = (issue, { defaultError }) => {
  const isMissing = issue.code === z.ZodIssueCode.invalid_type && issue.received === "undefined";
  return { message: isMissing ? "Missing" : defaultError };
};

import { bytesToHex, hexToBytes } from "../primitives/hex.ts";
import { keccak256 } from "../primitives/keccak.ts";
import type { BlockFile } from "./narrow-block-file.ts";

/** keccak256 of no code: some tools give it to accounts without code. */
const EMPTY_CODE_HASH = bytesToHex(keccak256(new Uint8Array()));

/** What no single field shows: code that is missing or another, and fields that a transaction needs. */
export function* findInconsistencies(file: BlockFile): Generator<string> {
  for (const [hash, code] of file.codes) {
    const actual = bytesToHex(keccak256(hexToBytes(code)));
    if (actual !== hash) yield `codes.${hash}: The keccak256 of this code is ${actual}`;
  }
  for (const [address, { codeHash }] of file.pre) {
    if (codeHash === undefined || codeHash === EMPTY_CODE_HASH || file.codes.has(codeHash))
      continue;
    yield `pre.${address}.codeHash: There is no code of this hash in codes`;
  }
  for (const [index, { type, chainId }] of file.txs.entries()) {
    const missing = missingFor(type, file.env);
    if (missing !== undefined) yield `env.${missing}: Missing, and txs[${index}] has type ${type}`;
    if (chainId !== undefined && chainId !== file.chainId) {
      yield `txs[${index}].chainId: It is ${chainId}, but that of the file is ${file.chainId}`;
    }
  }
}

function missingFor(type: number, env: BlockFile["env"]): string | undefined {
  if (type >= 2 && env.baseFeePerGas === undefined) return "baseFeePerGas";
  if (type === 3 && env.excessBlobGas === undefined) return "excessBlobGas";
  return undefined;
}

import type { CustomCrypto } from "@ethereumjs/common";

import { fastKeccak256 } from "./fast-keccak.ts";
import { recoverPublicKey } from "./recover-public-key.ts";
import { verifyKzgProof } from "./verify-kzg-proof.ts";

/** What EthereumJS is to use in place of its own. */
export async function customCrypto(): Promise<CustomCrypto> {
  return {
    keccak256: await fastKeccak256(),
    ecrecover: recoverPublicKey,
    kzg: {
      verifyProof: verifyKzgProof,
      blobToKzgCommitment: unavailable,
      computeBlobProof: unavailable,
      verifyBlobProofBatch: unavailable,
      computeCells: unavailable,
      computeCellsAndProofs: unavailable,
      recoverCellsAndProofs: unavailable,
      verifyCellKzgProofBatch: unavailable,
    },
  };
}

function unavailable(): never {
  throw new Error("Transactions come without their blobs");
}

/* eslint-disable @typescript-eslint/no-deprecated -- createMPT waits for a database, and there is none */
import { MerklePatriciaTrie } from "@ethereumjs/mpt";

/** Of a state or a storage: keys are hashed. */
export function secureTrie(): MerklePatriciaTrie {
  return new MerklePatriciaTrie({ useKeyHashing: true });
}

/** Of a block's receipts: keys are as they are. */
export function plainTrie(): MerklePatriciaTrie {
  return new MerklePatriciaTrie();
}

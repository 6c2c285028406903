import { ecrecover } from "@ethereumjs/util";

import { Accelerated } from "./accelerated.ts";

/** Recovering takes a millisecond and a half in JavaScript, a tenth of it in WebAssembly. */
const CALLS_UNTIL_LOAD = 32;

type Ecrecover = typeof ecrecover;

export const publicKeyRecovery = new Accelerated<Ecrecover>(
  ecrecover,
  loadFastEcrecover,
  CALLS_UNTIL_LOAD,
);

/** The 64 bytes of the key that made a signature. Throws when there is none. */
export const recoverPublicKey: Ecrecover = (...signature) =>
  publicKeyRecovery.current(...signature);

async function loadFastEcrecover(): Promise<Ecrecover> {
  // The package's entry would load hundreds of modules.
  const { instantiateSecp256k1 } = await import("@bitauth/libauth/build/lib/crypto/secp256k1.js");
  const { recoverPublicKeyUncompressed } = await instantiateSecp256k1();
  return (hash, v, r, s, chainId) => {
    const isPlain = (v === 27n || v === 28n) && [hash, r, s].every(({ length }) => length === 32);
    if (!isPlain) return ecrecover(hash, v, r, s, chainId);
    const signature = new Uint8Array(64);
    signature.set(r);
    signature.set(s, 32);
    const key = recoverPublicKeyUncompressed(signature, v === 27n ? 0 : 1, hash);
    if (typeof key === "string") throw new Error(key);
    return key.slice(1);
  };
}

import { NobleBLS } from "@ethereumjs/evm";

import { bytesToBigInt, hexToBytes } from "../../primitives/hex.ts";
import { decompressG1 } from "./decompress-g1.ts";

const FIELD_ORDER = 0x73eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000001n;

const G1 = hexToBytes(
  "0x0000000000000000000000000000000017f1d3a73197d7942695638c4fa9ac0fc3688c4f9774b905a14e3a3f171bac586c55e83ff97a1aeffb3af00adb22c6bb" +
    "0000000000000000000000000000000008b3f481e3aaa0f1a09e30ed741d8ae4fcf5e095d5d00af600db18cb2c04b3edd03cc744a2888ae40caa232946c5e7e1",
);

const NEGATIVE_G2 = hexToBytes(
  "0x00000000000000000000000000000000024aa2b2f08f0a91260805272dc51051c6e47ad4fa403b02b4510b647ae3d1770bac0326a805bbefd48056c8c121bdb8" +
    "0000000000000000000000000000000013e02b6052719f607dacd3a088274f65596bd0d09920b61ab5da61bbdc7f5049334cf11213945d57e5ac7d055d042b7e" +
    "000000000000000000000000000000000d1b3cc2c7027888be51d9ef691d77bcb679afda66c73f17f9ee3837a55024f78c71363275a75d75d86bab79f74782aa" +
    "0000000000000000000000000000000013fa4d4a0ad8b1ce186ed5061789213d993923066dddaf1040bc3ff59f825c78df74f2d75467e25e0f55f8a00fa030ed",
);

/** G2 times the secret of Ethereum's ceremony: `g2_monomial[1]` of its trusted setup. */
const TAU_G2 = hexToBytes(
  "0x00000000000000000000000000000000185cbfee53492714734429b7b38608e23926c911cceceac9a36851477ba4c60b087041de621000edc98edada20c1def2" +
    "0000000000000000000000000000000015bfd7dd8cdeb128843bc287230af38926187075cbfbefa81009a2ce615ac53d2914e5870cb452d2afaaab24f3499f72" +
    "00000000000000000000000000000000014353bdb96b626dd7d5ee8599d1fca2131569490e28de18e82451a496a9c9794ce26d105941f383ee689bfbbb832a99" +
    "000000000000000000000000000000001666c54b0a32529503432fcae0181b4bef79de09fc63671fda5ed1ba9bfa07899495346f3d7ac9cd23048ef30d0a154f",
);

let bls: NobleBLS | undefined;

/**
 * Whether the polynomial of a commitment has the value `y` at `z` (`verify_kzg_proof` of EIP-4844):
 * e(C - y G1 + z P, -G2) e(P, tau G2) = 1. All are 0x-hex. Throws on what are no points or numbers.
 *
 * It takes one point of the trusted setup, hence no library that brings all of it.
 */
export function verifyKzgProof(commitment: string, z: string, y: string, proof: string): boolean {
  bls ??= new NobleBLS();
  const c = decompressG1(hexToBytes(commitment));
  const p = decompressG1(hexToBytes(proof));
  const scalar = toScalar(y);
  const minusY = scalar === 0n ? 0n : FIELD_ORDER - scalar;
  const terms = [c, toBytes(1n), G1, toBytes(minusY), p, toBytes(toScalar(z))];
  const left = bls.msmG1(Buffer.concat(terms));
  return bls.pairingCheck(Buffer.concat([left, NEGATIVE_G2, p, TAU_G2])).at(-1) === 1;
}

function toScalar(hex: string): bigint {
  const scalar = bytesToBigInt(hexToBytes(hex));
  if (scalar >= FIELD_ORDER) throw new Error("C_KZG_BADARGS: not in the field");
  return scalar;
}

function toBytes(scalar: bigint): Uint8Array {
  return hexToBytes(`0x${scalar.toString(16).padStart(64, "0")}`);
}

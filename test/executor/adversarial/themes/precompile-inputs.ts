import { keccak256, SigningKey } from "ethers";

import type { Address, Hex } from "../../../../src/internal/model/location.ts";
import type { Hardfork } from "../hardforks.ts";
import type { Random } from "../random.ts";

export interface PrecompileCase {
  readonly address: Address;
  readonly since: Hardfork;
  /** Takes milliseconds, so that there must not be many of it. */
  readonly isSlow?: boolean;
  readonly input: (random: Random) => Hex;
}

/** Each with inputs that it takes, edges among them; {@link damaged} makes such as it does not. */
export const PRECOMPILES: readonly PrecompileCase[] = [
  { address: address(1), since: "byzantium", input: signature },
  { address: address(2), since: "byzantium", input: anyBytes },
  { address: address(3), since: "byzantium", input: anyBytes },
  { address: address(4), since: "byzantium", input: anyBytes },
  { address: address(5), since: "byzantium", input: powers },
  {
    address: address(6),
    since: "byzantium",
    input: (random) => join(bnPoint(random), bnPoint(random)),
  },
  {
    address: address(7),
    since: "byzantium",
    input: (random) => join(bnPoint(random), scalar(random)),
  },
  { address: address(8), since: "byzantium", isSlow: true, input: bnPairs },
  { address: address(9), since: "istanbul", input: blake },
  {
    address: address(0x0b),
    since: "prague",
    input: (random) => join(blsPoint(random), blsPoint(random)),
  },
  {
    address: address(0x0c),
    since: "prague",
    isSlow: true,
    input: (random) =>
      join(...random.times(random.between(1, 2), () => blsPoint(random) + scalar(random))),
  },
  {
    address: address(0x0d),
    since: "prague",
    input: (random) => join(blsPoint2(random), blsPoint2(random)),
  },
  {
    address: address(0x0e),
    since: "prague",
    isSlow: true,
    input: (random) => join(blsPoint2(random), scalar(random)),
  },
  { address: address(0x0f), since: "prague", isSlow: true, input: blsPairs },
  {
    address: address(0x10),
    since: "prague",
    isSlow: true,
    input: (random) => join(blsField(random)),
  },
  {
    address: address(0x11),
    since: "prague",
    isSlow: true,
    input: (random) => join(blsField(random), blsField(random)),
  },
  { address: address(0x100), since: "osaka", input: () => join(P256_SIGNATURE) },
];

/** Too short, too long, or with a byte that is not right. */
export function damaged(random: Random, input: Hex): Hex {
  if (input.length < 6) return random.bytes(random.between(0, 40));
  const middle = 2 + 2 * random.below(input.length / 2 - 1);
  return random.pick<Hex>([
    `0x${input.slice(2, middle)}`,
    `${input}${"00".repeat(random.between(1, 40))}`,
    `0x${input.slice(2, middle)}${random.bytes(1).slice(2)}${input.slice(middle + 2)}`,
    `0x${"ff".repeat(input.length / 2 - 1)}`,
  ]);
}

function signature(random: Random): Hex {
  const digest = keccak256(random.bytes(8));
  const { v, r, s } = new SigningKey(`0x${"4b".repeat(32)}`).sign(digest);
  return join(digest.slice(2), word(v), r.slice(2), s.slice(2));
}

function anyBytes(random: Random): Hex {
  return random.bytes(random.pick([0, 1, 31, 32, 33, 64, 100, 256]));
}

/** EIP-198: three lengths, then base, exponent and modulus. */
function powers(random: Random): Hex {
  const lengths = random.times(3, () => random.pick([0, 1, 1, 3, 32, 33, 64]));
  if (random.chance(0.1)) lengths[random.below(3)] = random.pick([1024, 1025, 2 ** 32]);
  const numbers = lengths.map((length) => {
    if (length > 64) return "";
    return random.chance(0.2) ? "00".repeat(length) : random.bytes(length).slice(2);
  });
  return join(...lengths.map(word), ...numbers);
}

function bnPoint(random: Random): string {
  return random.pick([BN_G1, BN_G1, BN_TWICE_G1, BN_MINUS_G1, "00".repeat(64)]);
}

function bnPairs(random: Random): Hex {
  const second = [BN_G2, "00".repeat(128)];
  return join(...random.times(random.between(0, 2), () => bnPoint(random) + random.pick(second)));
}

/** EIP-152: rounds, state, message, offsets, last block. */
function blake(random: Random): Hex {
  const rounds = random.pick([0, 1, 12, 200]).toString(16).padStart(8, "0");
  return join(rounds, random.bytes(64 + 128 + 16).slice(2), random.pick(["00", "01", "01", "02"]));
}

function blsPoint(random: Random): string {
  return random.pick([BLS_G1, BLS_G1, BLS_MINUS_G1, "00".repeat(128)]);
}

function blsPoint2(random: Random): string {
  return random.pick([BLS_G2, BLS_G2, "00".repeat(256)]);
}

function blsPairs(random: Random): Hex {
  return join(...random.times(random.between(1, 2), () => blsPoint(random) + blsPoint2(random)));
}

function blsField(random: Random): string {
  return `${"00".repeat(17)}${random.bytes(47).slice(2)}`;
}

function scalar(random: Random): string {
  return random.pick([
    word(0),
    word(1),
    word(2),
    word(9),
    "ff".repeat(32),
    random.bytes(32).slice(2),
  ]);
}

function address(number: number): Address {
  return `0x${number.toString(16).padStart(40, "0")}`;
}

function join(...parts: readonly string[]): Hex {
  return `0x${parts.join("")}`;
}

function word(value: number): string {
  return value.toString(16).padStart(64, "0");
}

const BN_G1 = word(1) + word(2);
const BN_TWICE_G1 =
  "030644e72e131a029b85045b68181585d97816a916871ca8d3c208c16d87cfd3" +
  "15ed738c0e0a7c92e7845f96b2ae9c0a68a6a449e3538fc7ff3ebf7a5a18a2c4";
const BN_MINUS_G1 = `${word(1)}30644e72e131a029b85045b68181585d97816a916871ca8d3c208c16d87cfd45`;
const BN_G2 =
  "198e9393920d483a7260bfb731fb5d25f1aa493335a9e71297e485b7aef312c2" +
  "1800deef121f1e76426a00665e5c4479674322d4f75edadd46debd5cd992f6ed" +
  "090689d0585ff075ec9e99ad690c3395bc4b313370b38ef355acdadcd122975b" +
  "12c85ea5db8c6deb4aab71808dcb408fe3d1e7690c43d37b4ce6cc0166fa7daa";

const BLS_X =
  "17f1d3a73197d7942695638c4fa9ac0fc3688c4f9774b905a14e3a3f171bac58" +
  "6c55e83ff97a1aeffb3af00adb22c6bb";
const BLS_G1 = fields(
  BLS_X,
  "08b3f481e3aaa0f1a09e30ed741d8ae4fcf5e095d5d00af600db18cb2c04b3ed" +
    "d03cc744a2888ae40caa232946c5e7e1",
);
const BLS_MINUS_G1 = fields(
  BLS_X,
  "114d1d6855d545a8aa7d76c8cf2e21f267816aef1db507c96655b9d5caac4236" +
    "4e6f38ba0ecb751bad54dcd6b939c2ca",
);
const BLS_G2 = fields(
  "024aa2b2f08f0a91260805272dc51051c6e47ad4fa403b02b4510b647ae3d177" +
    "0bac0326a805bbefd48056c8c121bdb8",
  "13e02b6052719f607dacd3a088274f65596bd0d09920b61ab5da61bbdc7f5049" +
    "334cf11213945d57e5ac7d055d042b7e",
  "0ce5d527727d6e118cc9cdc6da2e351aadfd9baa8cbdd3a76d429a695160d12c" +
    "923ac9cc3baca289e193548608b82801",
  "0606c4a02ea734cc32acd2b02bc28b99cb3e287e85a763af267492ab572e99ab" +
    "3f370d275cec1da1aaa9075ff05f79be",
);

/** Of a key that nobody has any more: hash, r, s, x, y. */
const P256_SIGNATURE =
  "83a00300ad6a2502c3fd8f04f50b47f5ce60496614534ebf6bf9fc85c85e1b0d" +
  "5bd34426b43d05553041971cdb9639fecf82301be99c3978a34e2e1b5a911754" +
  "6d146f1bd1f57d0833fc5bddda8b0d11c74dab26d8782b7610b623b02d2d36f3" +
  "beaa35e26c42170aff9fbdcdd738128cb9bd249d5f52e38057c5b08406fe32ab" +
  "2858b04ef6cac7efc27c7d763e98c741c60e145d415bf2e2a5d892d6b6298663";

/** EIP-2537: a field element takes 64 bytes. */
function fields(...elements: readonly string[]): string {
  return elements.map((element) => element.padStart(128, "0")).join("");
}

import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { HDNodeWallet, keccak256, solidityPacked } from "ethers";

import type { Address, Hex } from "../../src/internal/model/location.ts";
import type { Scenario } from "../../src/internal/model/scenario.ts";
import { EdrChain } from "./support/edr-chain.ts";
import { compile, encode } from "./support/solidity.ts";
import { verify } from "./support/verify.ts";

const SOURCE = `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;
contract Permits {
  mapping(address => mapping(address => uint256)) public allowance;
  error Forged();
  function permit(address owner, address spender, uint256 value, uint8 v, bytes32 r, bytes32 s) external {
    bytes32 digest = keccak256(abi.encodePacked(owner, spender, value));
    if (ecrecover(digest, v, r, s) != owner) revert Forged();
    allowance[owner][spender] = value;
  }
  function tryPermit(address owner) external {
    try this.permit(owner, owner, 1, 27, bytes32(uint256(1)), bytes32(uint256(1))) {} catch {}
  }
  function approve(address spender, uint256 value) external { allowance[msg.sender][spender] = value; }
  function hashes(bytes calldata d) external { allowance[msg.sender][address(0)] = uint256(sha256(d)) ^ uint160(ripemd160(d)); }
}`;

const ECRECOVER: Address = "0x0000000000000000000000000000000000000001";
const SHA256: Address = "0x0000000000000000000000000000000000000002";
const RIPEMD160: Address = "0x0000000000000000000000000000000000000003";
const IDENTITY: Address = "0x0000000000000000000000000000000000000004";

const owner = HDNodeWallet.fromPhrase(
  "test test test test test test test test test test test junk",
  undefined,
  "m/44'/60'/0'/0/1",
);
const contract = compile(SOURCE, "Permits");

describe("attribution", () => {
  it("names the precompiled contracts that were called", async () => {
    const chain = await EdrChain.create();
    const to = await chain.deploy(contract.bytecode);
    const call = (i: number, name: string, ...args: unknown[]) => ({
      from: chain.account(i),
      to,
      data: encode(contract, name, args),
    });
    const spender = chain.account(2);
    const scenario = await chain.sequence([
      call(2, "permit", ...permitOf(spender)),
      call(3, "permit", ...permitOf(spender).with(2, 1n)),
      call(4, "tryPermit", spender),
      call(5, "approve", spender, 1n),
      call(6, "hashes", "0x1234"),
      { from: chain.account(7), to: IDENTITY, data: "0x12" },
      { from: chain.account(8), to: spender, value: "0x1" },
    ]);
    const statuses = scenario.transactions.map(({ expected }) => expected?.status);
    assert.deepEqual(statuses, [1, 0, 1, 1, 1, 1, 1]);
    assert.deepEqual(await precompilesOf(scenario), [
      [ECRECOVER],
      // Also where the signature is another's, and where a caller goes on after that.
      [ECRECOVER],
      [ECRECOVER],
      undefined,
      [SHA256, RIPEMD160],
      [IDENTITY],
      undefined,
    ]);
  });

  it("names them where EthereumJS runs a transaction in its own way", async () => {
    const chain = await EdrChain.create();
    const to = await chain.deploy(contract.bytecode);
    const data = encode(contract, "permit", permitOf(chain.account(2)));
    const chainId = 31337n;
    const authorization = owner.authorizeSync({ address: to, nonce: 1, chainId });
    const raw = await owner.signTransaction({
      ...{ type: 4, chainId, nonce: 0, gasLimit: 500_000n, maxFeePerGas: 10n ** 10n },
      ...{ to, data, authorizationList: [authorization] },
    });
    const hash = await chain.rpc<Hex>("eth_sendRawTransaction", raw);
    const scenario = await chain.scenario([hash]);
    assert.equal(scenario.transactions[0]?.expected?.status, 1);
    assert.deepEqual(await precompilesOf(scenario), [[ECRECOVER]]);
  });
});

/** The arguments of `permit`, with a signature that holds. */
function permitOf(spender: Address): unknown[] {
  const value = 77n;
  const packed = solidityPacked(["address", "address", "uint256"], [owner.address, spender, value]);
  const { v, r, s } = owner.signingKey.sign(keccak256(packed));
  return [owner.address, spender, value, v, r, s];
}

async function precompilesOf(scenario: Scenario) {
  const { transactions } = await verify(scenario);
  return transactions.map(({ result }) => {
    assert(result !== undefined);
    return result.attribution.precompiles;
  });
}

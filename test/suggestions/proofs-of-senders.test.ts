import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { advise, type Meeting } from "./support/advise.ts";

/** A Merkle drop, an allowlist mint, vouchers: each sender comes with words of its own. */
const DROP = `contract A {
  bytes32 root; address signer; uint256 public claims; mapping(address => bool) public done;
  mapping(uint256 => address) public ownerOf; uint256 public nextId;
  function _verify(bytes32[] calldata proof, bytes32 leaf) internal view returns (bool) {
    for (uint256 i = 0; i < proof.length; i++) leaf = keccak256(abi.encode(leaf, proof[i]));
    return leaf == root;
  }
  function claim(bytes32[] calldata proof) external {
    require(!done[msg.sender] && _verify(proof, keccak256(abi.encode(msg.sender))));
    done[msg.sender] = true; claims++;
  }
  function mint(bytes32[] calldata proof) external {
    require(!done[msg.sender] && _verify(proof, keccak256(abi.encode(msg.sender))));
    done[msg.sender] = true; ownerOf[nextId++] = msg.sender;
  }
  function redeem(uint8 v, bytes32 r, bytes32 s) external {
    require(!done[msg.sender] && ecrecover(keccak256(abi.encode(msg.sender)), v, r, s) == signer);
    done[msg.sender] = true; claims++;
  } }`;

const said = (meeting: Meeting) => advise(DROP, { inSuite: true, ...meeting })?.rule;

describe("calls that prove something of their sender", () => {
  const claim = { variable: "claims", functions: ["claim"], verdict: "commutative" } as const;
  const redeem = { variable: "claims", functions: ["redeem"], verdict: "commutative" } as const;

  it("are of users where several senders came through", () => {
    assert.equal(said({ ...claim, byProof: ["claim"], bySeveral: ["claim"] }), "global-counter");
    assert.equal(
      said({ ...redeem, bySignature: ["redeem"], bySeveral: ["redeem"] }),
      "global-counter",
    );
    const mint = { variable: "nextId", functions: ["mint"], byProof: ["mint"] };
    assert.equal(said({ ...mint, bySeveral: ["mint"] }), "sequential-id");
  });

  it("are not where one did", () => {
    assert.equal(said({ ...claim, byProof: ["claim"] }), undefined);
    assert.equal(said({ ...redeem, bySignature: ["redeem"] }), undefined);
  });

  it("nor is what only an owner can call, however many there were", () => {
    assert.equal(said({ ...claim, notForUsers: ["claim"], bySeveral: ["claim"] }), undefined);
  });
});

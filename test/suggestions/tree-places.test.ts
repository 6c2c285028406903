import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { advise, type Meeting } from "./support/advise.ts";

const meeting: Meeting = { variable: "next", functions: ["f"], into: ["log", "storage"] };

describe("a number that says where in a tree something goes", () => {
  it("is no id: in a loop, in a function that calls itself, by way of a variable", () => {
    const inA = (body: string) =>
      `contract A { uint256 next; mapping(uint256 => bytes32) nodes; event E(uint256 i); ${body} }`;
    const loop = (asks: string) =>
      inA(
        `function f() external { uint256 at = next++; emit E(at); for (uint256 i; i < 20; i++) { ${asks} at /= 2; } }`,
      );
    for (const body of [
      loop("if (at % 2 == 0) nodes[i] = bytes32(i);"),
      loop("bool isLeft = at % 2 == 0; if (isLeft) nodes[i] = bytes32(i);"),
      loop("uint256 side = at & 1; if (side > 0) nodes[i] = bytes32(i);"),
      inA(
        "function f() external { uint256 at = next++; emit E(at); put(at, 20); } function put(uint256 at, uint256 n) private { bool isLeft = at % 2 == 0; if (isLeft) nodes[n] = bytes32(at); if (n > 0) put(at / 2, n - 1); }",
      ),
    ]) {
      assert.equal(advise(body, meeting)?.rule, undefined, body);
    }
    const other = loop("if (i % 2 == 0) nodes[i] = bytes32(i);");
    assert.equal(advise(other, meeting)?.rule, "sequential-id");
  });

  it("is that, too, where a library keeps it, as OpenZeppelin's tree of hashes does", () => {
    const at = (library: string, type: string): Meeting => ({
      variable: "tree",
      path: `tree.${type}`,
      functions: ["f"],
      into: ["log", "storage"],
      others: [library],
    });
    const imported =
      'import {MerkleTree} from "@openzeppelin/contracts/utils/structs/MerkleTree.sol";';
    const body = `${imported} contract A { using MerkleTree for MerkleTree.Bytes32PushTree;
      MerkleTree.Bytes32PushTree private tree; event E(uint256 i, bytes32 root);
      constructor() { tree.setup(8, bytes32(0)); }
      function f(bytes32 c) external { (uint256 i, bytes32 root) = tree.push(c); emit E(i, root); } }`;
    assert.equal(advise(body, at("B.g", "_nextLeafIndex")), undefined);
    // A library that counts and does nothing else.
    const counting = `library Ids { struct Set { uint256 _next; uint256 other; } function take(Set storage self) internal returns (uint256 i) { i = self._next++; } }
      contract A { using Ids for Ids.Set; Ids.Set private tree; event E(uint256 i);
      function f() external { uint256 i = tree.take(); emit E(i); } }`;
    assert.equal(advise(counting, at("B.g", "_next"))?.rule, "sequential-id");
  });
});

import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { advise, type Meeting } from "./support/advise.ts";

const meeting: Meeting = {
  variable: "nonce",
  functions: ["f"],
  into: ["status"],
  bySignature: ["f"],
};

/** What is said of a nonce that is in what is signed. */
function said(members: string, files: Readonly<Record<string, string>> = {}) {
  const imports = Object.keys(files).map((path) => `import "${path}";`);
  return advise(
    `${imports.join("\n")}
    interface IWallet { function isValidSignature(bytes32 h, bytes memory s) external view returns (bytes4); }
    contract A { uint256 public nonce; mapping(address => uint256) points; mapping(address => bool) isOwner; address[] owners; address signer; uint256 threshold;
      struct Req { address from; uint256 v; } struct Sig { uint8 v; bytes32 r; bytes32 s; }
      ${members} }`,
    meeting,
    { files },
  );
}

/** `account` is in the hash; `check` is what is asked of \`ecrecover(h, v, r, s)\`. */
const asking = (check: string, account = "user") =>
  `function f(address user, Req calldata req, uint8 v, bytes32 r, bytes32 s) external {
    bytes32 h = keccak256(abi.encode(address(this), ${account}, nonce)); nonce++; ${check} points[user]++; }`;

const ECDSA = "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
const CHECKER = "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
const libraries = {
  [ECDSA]: `// SPDX-License-Identifier: MIT
    pragma solidity ^0.8.20;
    library ECDSA {
      function tryRecover(bytes32 h, bytes memory s) internal pure returns (address a, uint256 e, bytes32 x) { a = ecrecover(h, uint8(s[0]), h, h); }
      function recover(bytes32 h, bytes memory s) internal pure returns (address a) { (a, , ) = tryRecover(h, s); }
    }`,
  [CHECKER]: `// SPDX-License-Identifier: MIT
    pragma solidity ^0.8.20;
    import "${ECDSA}";
    library SignatureChecker {
      function isValidSignatureNow(address who, bytes32 h, bytes memory s) internal pure returns (bool) { return ECDSA.recover(h, s) == who; }
    }`,
};

describe("global-nonce of a number that the call names", () => {
  const call = (check: string, hash = "n", signed = "require(ecrecover(h, v, r, s) == user);") =>
    `function f(address user, uint256 n, uint8 v, bytes32 r, bytes32 s) external { ${check} bytes32 h = keccak256(abi.encode(address(this), user, ${hash})); ${signed} points[user]++; }`;

  it("is told where the account that signs has signed it, too", () => {
    for (const check of [
      'require(n == nonce, "nonce"); nonce++;',
      "if (nonce != n) revert(); nonce += 1;",
      "require(nonce++ == n);",
      "uint256 at = nonce; require(at == n); nonce = at + 1;",
    ]) {
      const finding = said(call(check));
      assert.deepEqual([finding?.rule, finding?.confidence], ["global-nonce", "medium"], check);
      assert.match(finding?.refactor ?? "", /compared with nonce now has to be nonce\[signer\]/);
    }
  });

  it("is not where nothing is signed, where it is not in what is signed, or is asked for more or less", () => {
    for (const body of [
      call("require(n == nonce); nonce++;", "n", ""),
      call("require(n == nonce); nonce++;", "v"),
      call("require(n >= nonce); nonce++;"),
      call("if (n == nonce) points[user]++; nonce++;"),
      call("require(n == nonce); nonce++;", "n", "require(ecrecover(h, v, r, s) == signer);"),
    ]) {
      assert.notEqual(said(body)?.rule, "global-nonce", body);
    }
  });
});

describe("global-nonce of what is signed", () => {
  const named: Readonly<Record<string, string>> = {
    "an argument": asking('require(ecrecover(h, v, r, s) == user, "bad");'),
    "the other way round": asking("if (user != ecrecover(h, v, r, s)) revert();"),
    "by way of a variable": asking(
      "address who = ecrecover(h, v, r, s); require(who != address(0) && who == user);",
    ),
    "a member of one": asking("require(ecrecover(h, v, r, s) == req.from);", "req.from"),
    "in another function": `${asking("_check(user, h, v, r, s);")}
      function _check(address who, bytes32 h, uint8 v, bytes32 r, bytes32 s) private pure { require(ecrecover(h, v, r, s) == who); }`,
    "in a modifier": `modifier signed(address who, uint8 v, bytes32 r, bytes32 s) { require(ecrecover(keccak256(abi.encode(who, nonce)), v, r, s) == who); _; }
      function f(address user, uint8 v, bytes32 r, bytes32 s) external signed(user, v, r, s) { nonce++; points[user]++; }`,
  };
  for (const [what, body] of Object.entries(named)) {
    it(`is keyed by the account that the call names: ${what}`, () => {
      const finding = said(body);
      assert.deepEqual(
        [finding?.rule, finding?.confidence, finding?.patch],
        ["global-nonce", "medium", null],
      );
      assert.match(finding?.refactor ?? "", /^Key nonce by the account that signs/);
      assert.doesNotMatch(finding?.message ?? "", /only to make a hash/);
    });
  }

  it("is by libraries, too", () => {
    const by = (check: string) =>
      said(
        `function f(address user, bytes calldata s) external { bytes32 h = keccak256(abi.encode(user, nonce++)); ${check} points[user]++; }`,
        libraries,
      )?.rule;
    for (const [check, rule] of [
      ["require(ECDSA.recover(h, s) == user);", "global-nonce"],
      ["(address who, , ) = ECDSA.tryRecover(h, s); require(who == user);", "global-nonce"],
      ["require(SignatureChecker.isValidSignatureNow(user, h, s));", "global-nonce"],
      ["require(IWallet(user).isValidSignature(h, s) == 0x1626ba7e);", "global-nonce"],
      ["require(ECDSA.recover(h, s) == signer);", undefined],
      ["(address who, , ) = ECDSA.tryRecover(h, s); require(isOwner[who]);", undefined],
      ["require(SignatureChecker.isValidSignatureNow(signer, h, s));", undefined],
    ] as const) {
      assert.equal(by(check), rule, check);
    }
  });

  const others: Readonly<Record<string, string>> = {
    "one that is stored": asking("require(ecrecover(h, v, r, s) == signer);"),
    "one that is stored, for who calls": asking(
      "require(ecrecover(h, v, r, s) == signer);",
      "msg.sender",
    ),
    "one of several": asking("require(isOwner[ecrecover(h, v, r, s)]);"),
    "one of a list, by its place": asking("require(ecrecover(h, v, r, s) == owners[req.v]);"),
    "whoever it was": asking("address who = ecrecover(h, v, r, s); points[who]++;"),
    several: `function f(address to, Sig[] calldata sigs) external { bytes32 h = keccak256(abi.encode(to, nonce)); nonce++; address last; require(sigs.length >= threshold);
      for (uint256 i; i < sigs.length; i++) { address a = ecrecover(h, sigs[i].v, sigs[i].r, sigs[i].s); require(isOwner[a] && a > last); last = a; } points[to]++; }`,
    "several that the call names": `function f(address[] calldata by, Sig[] calldata sigs) external { bytes32 h = keccak256(abi.encode(by, nonce)); nonce++;
      for (uint256 i; i < sigs.length; i++) require(ecrecover(h, sigs[i].v, sigs[i].r, sigs[i].s) == by[i]); points[by[0]]++; }`,
  };
  for (const [what, body] of Object.entries(others)) {
    it(`is left alone: ${what}`, () => {
      assert.equal(said(body), undefined);
    });
  }
});

describe("global-nonce of a hash that has to be met", () => {
  const hashing = (check: string) =>
    `mapping(bytes32 => uint256) agreed; mapping(bytes32 => address) madeBy; event E(bytes32 h);
    function agree(bytes32 h) external { agreed[h]++; }
    function f(bytes32 given) external { bytes32 h = keccak256(abi.encode(msg.sender, nonce++)); ${check} points[msg.sender]++; }`;

  it("is left alone, as that number is agreed to", () => {
    assert.equal(said(hashing("require(agreed[h] >= threshold);")), undefined);
    assert.equal(said(hashing("require(h == given);")), undefined);
  });

  it("is not where something is made under it", () => {
    for (const check of [
      "madeBy[h] = msg.sender;",
      "require(madeBy[h] == address(0)); madeBy[h] = msg.sender;",
      "emit E(h);",
      "if (uint256(h) % 2 == 0) madeBy[h] = msg.sender;",
    ]) {
      assert.equal(said(hashing(check))?.rule, "global-nonce", check);
    }
  });
});

describe("a number that is signed, and does something else as well", () => {
  const told = (members: string, files: Readonly<Record<string, string>> = libraries) => {
    const imports = Object.keys(files).map((path) => `import "${path}";`);
    return advise(
      `${imports.join("\n")}
      library Check { function by(uint256 n, bytes memory s) internal pure returns (address) { return ECDSA.recover(keccak256(abi.encode(n)), s); } }
      interface IWallet { function isValidSignature(bytes32 h, bytes memory s) external view returns (bytes4); }
      contract A { uint256 public nonce; address maker; mapping(uint256 => address) by; mapping(address => uint256) points; event E(address who, uint256 n);
        function digest(bytes32 note, uint256 n) public view returns (bytes32) { return keccak256(abi.encode(address(this), note, n)); }
        ${members} }`,
      { ...meeting, into: ["log", "storage"], bySeveral: ["f"] },
      { files },
    );
  };
  const f = (body: string) =>
    `function f(address user, bytes32 note, bytes calldata s, uint8 v, bytes32 r) external { ${body} }`;

  it("is no id", () => {
    for (const body of [
      "uint256 n = nonce++; address who = ECDSA.recover(digest(note, n), s); emit E(who, n);",
      "bytes32 h = keccak256(abi.encode(nonce)); by[nonce] = ecrecover(h, v, r, r); nonce++;",
      "uint256 n = nonce++; (address who, , ) = ECDSA.tryRecover(digest(note, n), s); by[n] = who;",
      "uint256 n = nonce++; require(SignatureChecker.isValidSignatureNow(maker, digest(note, n), s)); by[n] = user;",
      "uint256 n = nonce++; bool ok = IWallet(maker).isValidSignature(digest(note, n), s) == 0x1626ba7e; if (ok) by[n] = user;",
      "uint256 n = nonce++; address who = Check.by(n, s); emit E(who, n);",
      "uint256 n = nonce++; address who; assembly { mstore(0, n) let h := keccak256(0, 32) mstore(0, h) pop(staticcall(gas(), 1, 0, 128, 0, 32)) who := mload(0) } emit E(who, n);",
      "uint256 n = nonce++; bytes32 h; assembly { mstore(0, n) h := keccak256(0, 32) } emit E(ECDSA.recover(h, s), n);",
    ]) {
      assert.equal(told(f(body))?.rule, undefined, body);
    }
  });

  it("is one of the signer's own where the call names that one, and an event tells it", () => {
    const body =
      "uint256 n = nonce++; require(ECDSA.recover(digest(note, n), s) == user); points[user]++; emit E(user, n);";
    const finding = told(f(body));
    assert.deepEqual([finding?.rule, finding?.confidence], ["global-nonce", "medium"]);
    assert.match(finding?.refactor ?? "", /^Key nonce by the account that signs/);
    assert.match(
      finding?.refactor ?? "",
      /\/\/ the event tells a number of the signer's own then$/,
    );
    // What is stored under it is found by it again.
    assert.equal(told(f(`${body} by[n] = user;`)), undefined);
  });

  it("is an id all the same where something else is signed", () => {
    for (const body of [
      "require(ECDSA.recover(digest(note, v), s) == user); uint256 n = nonce++; by[n] = user; emit E(user, n);",
      "require(ECDSA.recover(digest(note, v), s) == maker); uint256 n = nonce++; by[n] = user; points[user] = uint256(keccak256(abi.encode(n, user)));",
    ]) {
      assert.equal(told(f(body))?.rule, "sequential-id", body);
    }
  });
});

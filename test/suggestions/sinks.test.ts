import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { ContractCode } from "../../src/internal/suggestions/code/contract-code.ts";
import { senderIn } from "../../src/internal/suggestions/code/sender.ts";
import { usesOf } from "../../src/internal/suggestions/code/uses.ts";
import { sinksOf } from "../../src/internal/suggestions/code/sinks.ts";
import { type Compiler, compile, contractNamed, LEGACY } from "../slot-naming/support/compile.ts";

function codeOf(body: string, pragma = "^0.8.20", compiler: Compiler = "solc"): ContractCode {
  const text = `// SPDX-License-Identifier: MIT\npragma solidity ${pragma};\n${body}`;
  const code = ContractCode.of(contractNamed(compile({ "a.sol": text }, LEGACY, compiler), "A"));
  assert(code !== undefined);
  return code;
}

/** Where all uses of `n` go: `key of entries`, `log`, `return after hash`; sorted. */
function sinks(code: ContractCode): string[] {
  const variable = code.variable("n");
  assert(variable !== undefined);
  const values = usesOf(code, variable).map((use) => ({
    node: use.operation,
    function: use.function,
  }));
  const shown = sinksOf(code, values).map(({ kind, variable: into, hash, isModulo }) => {
    const name = code.variables.find(({ node }) => node.id === into)?.name;
    const of = name === undefined ? "" : ` of ${name}`;
    return `${kind}${of}${hash ? " after hash" : ""}${isModulo ? " after modulo" : ""}`;
  });
  return [...new Set(shown)].sort();
}

const inA = (body: string) => codeOf(`contract A { uint256 n; ${body} }`);

describe("sinksOf", () => {
  for (const [what, body, expected] of [
    ["a statement that uses nothing", "function f() external { n++; n += 2; }", []],
    [
      "keys, events, results and variables of functions",
      `mapping(uint256 => uint256) entries; event E(uint256 a);
       function f() external returns (uint256 id) { id = n++; uint256 twice = id * 2; entries[id] = 1; emit E(twice); }`,
      ["key of entries", "log", "return"],
    ],
    [
      "arguments and results of internal functions, named arguments too",
      `uint256 other; function f() external { _set({to: 1, value: _next()}); }
       function _next() internal returns (uint256) { return ++n; }
       function _set(uint256 value, uint256 to) internal { other = value; to; }`,
      ["storage of other"],
    ],
    [
      "hashes, and what is made of them",
      `mapping(bytes32 => bool) used; event Rolled(uint256 a);
       function f() external returns (bytes32) { bytes32 h = keccak256(abi.encode(msg.sender, n++)); used[h] = true; emit Rolled(uint256(h) % 6); return h; }`,
      ["key of used after hash", "log after hash after modulo", "return after hash"],
    ],
    [
      "the rest of a division, and masks",
      "uint256 a; uint256 b; uint256 c; function f() external { a = n % 5; b = n & 7; c = n & 12; }",
      ["storage of a after modulo", "storage of b after modulo", "storage of c"],
    ],
    [
      "itself",
      "function f(uint256 m) external { n = (n + 1) % m; }",
      ["storage of n after modulo", "unknown"],
    ],
    [
      "conditions",
      "function f() external { require(n < 5, 'x'); if (n == 3) n++; uint256 a = n > 2 ? 1 : 2; a; }",
      ["condition"],
    ],
    [
      "storage pointers, structs and lists",
      `struct Item { uint256 id; } Item[] list; mapping(uint256 => Item) items; Item last;
       function f() external { list.push(Item(n)); Item storage item = items[1]; item.id = n; Item memory copy; copy.id = n; last = copy; }`,
      ["storage of items", "storage of last", "storage of list"],
    ],
    [
      "tuples, component by component",
      "uint256 a; uint256 b; function f() external { (uint256 x, uint256 y) = (n, 5); (a, b) = (y, x); }",
      ["storage of b"],
    ],
    [
      "other contracts, and inline assembly",
      `event E(uint256 a); function f(A other) external { other.g(n); uint256 x = n; assembly { log0(0, x) } }
       function g(uint256) external {}`,
      ["call", "unknown"],
    ],
    [
      "modifiers",
      "event E(uint256 a); modifier m(uint256 x) { emit E(x); _; } function f() external m(n) {}",
      ["log"],
    ],
  ] as const) {
    it(`follows a value into ${what}`, () => {
      // An assignment to it is no value, but is a use: what follows from `n = …` itself is unknown.
      assert.deepEqual(
        sinks(inA(body)).filter((sink) => sink !== "unknown" || what.includes("assembly")),
        expected.filter((sink) => sink !== "unknown" || what.includes("assembly")),
      );
    });
  }

  it("goes through libraries that only reckon", () => {
    const code = codeOf(`library L {
      function twice(uint256 a) internal pure returns (uint256) { return a * 2; }
      function keep(uint256[] storage s, uint256 a) internal { s.push(a); }
    }
    contract A { using L for uint256; using L for uint256[]; uint256 n; uint256[] list; event E(uint256 a);
      function f() external { emit E(n.twice()); emit E(L.twice(n)); }
      function g() external { list.keep(n); }
    }`);
    assert.deepEqual(sinks(code), ["call", "log"]);
  });

  it("reads sources of solc 0.6", () => {
    const code = codeOf(
      "contract A { uint256 n; mapping(uint256 => address) owners; event E(uint256 a); function f() external { uint256 id = n++; owners[id] = msg.sender; emit E(id); } }",
      "^0.6.0",
      "solc06",
    );
    assert.deepEqual(sinks(code), ["key of owners", "log"]);
  });
});

describe("senderIn", () => {
  /** Of the only hash. */
  const sender = (body: string) => {
    const code = inA(body);
    const variable = code.variable("n");
    assert(variable !== undefined);
    const values = usesOf(code, variable).map(({ operation, function: inside }) => ({
      node: operation,
      function: inside,
    }));
    const hash = sinksOf(code, values).find((sink) => sink.hash)?.hash;
    assert(hash !== undefined);
    return senderIn(code, hash);
  };
  const returning = (value: string, more = "") =>
    `${more} function f(address who, bytes calldata a, bytes calldata b) external returns (bytes32) { who; a; b; return ${value}; }`;

  for (const [what, body] of [
    ["an argument", returning("keccak256(abi.encode(msg.sender, n++))")],
    [
      "a conversion",
      returning("keccak256(abi.encodePacked(bytes32(uint256(uint160(msg.sender))), n))"),
    ],
    ["a hash within", returning("keccak256(abi.encode(keccak256(abi.encode(msg.sender)), n))")],
    [
      "its part of a tuple",
      `function f(uint256 x) external returns (bytes32) { (uint256 id, address who) = (x, msg.sender); id; return keccak256(abi.encode(who, n)); }`,
    ],
    [
      "a struct",
      returning("keccak256(abi.encode(S(msg.sender, n)))", "struct S { address a; uint256 b; }"),
    ],
    [
      "what all callers hand over",
      `function f() external returns (bytes32) { return h(msg.sender); } function g() external returns (bytes32) { address me = msg.sender; return h(me); }
       function h(address who) internal returns (bytes32) { return keccak256(abi.encode(who, n++)); }`,
    ],
  ] as const) {
    it(`finds the sender as ${what}`, () => {
      assert.equal(sender(body), "msg.sender");
    });
  }

  for (const [what, body] of [
    ["nothing", returning("keccak256(abi.encode(n++))")],
    [
      "something of the sender",
      returning(
        "keccak256(abi.encode(sums[msg.sender], n++))",
        "mapping(address => uint256) sums;",
      ),
    ],
    ["a part of it", returning("keccak256(abi.encode(uint16(uint160(msg.sender)), n++))")],
    ["an argument of whoever calls", returning("keccak256(abi.encode(who, n++))")],
    ["parts of unknown lengths", returning("keccak256(abi.encodePacked(a, msg.sender, b, n++))")],
    [
      "what one caller does not hand over",
      `function f() external returns (bytes32) { return h(msg.sender); } function g(address who) external returns (bytes32) { return h(who); }
       function h(address who) internal returns (bytes32) { return keccak256(abi.encode(who, n++)); }`,
    ],
    [
      "another part of a tuple",
      `function f(uint256 x) external returns (bytes32) { (uint256 id, address who) = (x, msg.sender); who; return keccak256(abi.encode(id, n)); }`,
    ],
    [
      "a variable that is set again",
      `function f(address other) external returns (bytes32) { address who = msg.sender; if (n > 5) who = other; return keccak256(abi.encode(who, n)); }`,
    ],
  ] as const) {
    it(`does not take ${what} for the sender`, () => {
      assert.equal(sender(body), undefined);
    });
  }
});

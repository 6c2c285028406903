import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { applyPatch } from "diff";

import { compile } from "../slot-naming/support/compile.ts";
import { advise, FILE, type Meeting } from "./support/advise.ts";

/** Members of the contract `A`. */
const inA = (body: string, before = "") => `${before}\ncontract A {\n${body}\n}`;

function ruleOf(body: string, meeting: Meeting): string | undefined {
  return advise(body, meeting)?.rule;
}

/** The contract as the diff makes it, which compiles; undefined where there is none. */
function patched(body: string, meeting: Meeting): string | undefined {
  const patch = advise(body, meeting)?.patch ?? null;
  if (patch === null) return undefined;
  const head = "// SPDX-License-Identifier: MIT\npragma solidity ^0.8.20;\n";
  const result = applyPatch(`${head}${body}\n`, patch);
  assert(result !== false, patch);
  compile({ [FILE]: result });
  return result.slice(head.length);
}

const call = (variable: string, ...functions: string[]): Meeting => ({ variable, functions });

describe("sequential-id", () => {
  const meeting = call("next", "f");
  const used =
    "mapping(uint256 => address) of_; function f() external { of_[next++] = msg.sender; } function g(uint256 i) external { delete of_[i]; }";

  it("hits a key, a log, a result, a member of a struct, and steps by way of a variable", () => {
    assert.equal(ruleOf(inA(`uint256 next; ${used}`), meeting), "sequential-id");
    for (const body of [
      "event E(uint64 id); uint64 next; function f() external { next += 1; emit E(next); }",
      "uint256 next; function f() external returns (uint256) { uint256 id = next; next = id + 1; return id; }",
    ]) {
      assert.equal(ruleOf(inA(body), meeting), "sequential-id");
    }
    const member = inA(
      "struct C { uint256 next; uint256 x; } C config; event E(uint256 id); function f() external { emit E(config.next++); }",
    );
    const at = { variable: "config", path: "config.next", functions: ["f"] };
    assert.equal(ruleOf(member, at), "sequential-id");
    assert.equal(ruleOf(member, { ...at, path: "config.x" }), undefined);
  });

  it("goes by the evidence, too, and is less sure without any", () => {
    const body = inA(`uint256 next; ${used}`);
    assert.equal(advise(body, { ...meeting, into: null })?.confidence, "medium");
    assert.equal(ruleOf(body, { ...meeting, into: ["status"] }), undefined);
    assert.equal(ruleOf(body, { ...meeting, verdict: "overwritten" }), undefined);
    assert.equal(ruleOf(body, { ...meeting, notForUsers: ["f"] }), undefined);
    assert.equal(ruleOf(body, { ...meeting, functions: ["g"] }), undefined);
  });

  it("keeps narrow ids narrow", () => {
    const narrow = "event E(uint32 id); uint32 next; function f() external { emit E(next++); }";
    assert.match(
      advise(inA(narrow), meeting)?.refactor ?? "",
      /uint32 id = \+\+_nextOf\[part\] \* 16/,
    );
  });

  for (const [what, body] of Object.entries({
    "a sum that is logged":
      "uint256 next; event E(uint256 a); function f() external payable { next += msg.value; emit E(next); }",
    "a number that is taken back":
      "uint256 next; event E(uint256 a); function f() external { emit E(next++); } function g() external { next--; }",
    "the end of a queue":
      "uint256 next; uint256 head; mapping(uint256 => address) line; function f() external { line[next++] = msg.sender; } function g() external { delete line[head++]; }",
    "a number that others only look at":
      "uint256 next; uint256 last; event E(uint256 a); function f() external { next++; } function g() external { emit E(next); }",
  })) {
    it(`is silent about ${what}`, () => {
      assert.equal(ruleOf(inA(body), meeting), undefined);
    });
  }
});

describe("global-nonce", () => {
  const meeting = call("n", "f");
  const hashing = (hash: string) =>
    `event E(bytes32 id);\nfunction f() external { emit E(keccak256(${hash})); }`;

  it("keys by the sender, wherever the number is named", () => {
    const body = inA(`uint256 public n;
event E(bytes32 id);
function f() external { n = n + 1; emit E(_id()); }
function _id() private view returns (bytes32) { return keccak256(abi.encode(msg.sender, n)); }`);
    // A view that looks at it might be called for anybody.
    assert.equal(advise(body, meeting)?.rule, "global-nonce");
    assert.equal(patched(body, meeting), undefined);
    assert.equal(
      patched(inA(`uint256 public n;\n${hashing("abi.encode(msg.sender, ++n)")}`), meeting),
      inA(
        `mapping(address => uint256) public n;\n${hashing("abi.encode(msg.sender, ++n[msg.sender])")}`,
      ) + "\n",
    );
  });

  it("is advice without a diff where the sender is not in the hash, or somebody else asks", () => {
    for (const body of [
      inA(`uint256 n; ${hashing("abi.encode(block.number, n++)")}`),
      inA(`uint256 n = 5; ${hashing("abi.encode(msg.sender, n++)")}`),
      inA(
        `uint256 public n; ${hashing("abi.encode(msg.sender, n++)")}`,
        "contract B { function g(A a) external view returns (uint256) { return a.n(); } }",
      ),
      inA(
        `uint256 public n; ${hashing("abi.encode(msg.sender, n++)")}`,
        "interface I { function n() external view returns (uint256); }",
      )
        .replace("contract A", "contract A is I")
        .replace("public n", "public override n"),
    ]) {
      assert.equal(ruleOf(body, meeting), "global-nonce", body);
      assert.equal(patched(body, meeting), undefined, body);
    }
  });

  it("leaves a number that is used elsewhere to other rules", () => {
    const logged =
      "event N(uint256 n); uint256 n; event E(bytes32 id); function f() external { emit E(keccak256(abi.encode(msg.sender, n))); emit N(n++); }";
    assert.equal(ruleOf(inA(logged), meeting), "sequential-id");
    const compared = `uint256 n; ${hashing("abi.encode(msg.sender, n++)")} function g(uint256 m) external { require(m < n); delete n; }`;
    assert.equal(ruleOf(inA(compared), meeting), undefined);
  });
});

describe("round-robin", () => {
  const meeting = { ...call("turn", "f"), into: ["storage"] };
  const choosing = (step: string, key = "turn") =>
    inA(
      `uint256 turn; address[] who; mapping(address => address) of_; function f() external { of_[msg.sender] = who[${key}]; ${step} }`,
    );

  it("hits % of what is stored or used, and resets", () => {
    for (const body of [
      choosing("turn = (turn + 1) % who.length;"),
      choosing("turn++;", "turn % who.length"),
      choosing("turn++; turn %= who.length;"),
      choosing("if (++turn == who.length) turn = 0;"),
      choosing("turn = turn + 1 < who.length ? turn + 1 : 0;"),
    ]) {
      assert.equal(ruleOf(body, meeting), "round-robin", body);
    }
  });

  it("is silent about a time from which something is reckoned, down to 0", () => {
    const since = inA(`uint256 turn; mapping(address => uint256) owed;
function f() external { uint256 passed = block.timestamp - turn; owed[msg.sender] += passed < 100 ? 100 - passed : 0; turn = block.timestamp; }`);
    assert.equal(ruleOf(since, meeting), undefined);
  });

  it("is silent about what is gathered until it is enough", () => {
    const gathered = inA(
      `uint256 turn; mapping(address => uint256) paid; event Swept(uint256 n);
function f() external payable { turn += msg.value; if (turn >= 100) { uint256 c = turn; turn = 0; paid[address(this)] += c; emit Swept(c); } }`,
    );
    assert.notEqual(ruleOf(gathered, meeting), "round-robin");
  });

  it("is silent about sequences that jump, and pointers that only run on", () => {
    const jumps = choosing("turn = (turn * 5 + 7) % 1000;");
    assert.equal(ruleOf(jumps, { ...meeting, own: "918273645" }), undefined);
    // A place in an array, which no other id is.
    assert.equal(ruleOf(choosing("turn++;"), meeting), undefined);
    const mapped = choosing("turn++;").replace("address[] who", "mapping(uint256 => address) who");
    assert.equal(ruleOf(mapped, meeting), "sequential-id");
    const body = choosing("turn = (turn + 1) % who.length;");
    assert.equal(ruleOf(body, { ...meeting, notForUsers: ["f"] }), undefined);
  });
});

describe("a ring, of which the oldest is replaced", () => {
  const meeting = { ...call("at", "f"), into: ["storage"] };
  const ring = (body: string, more = "") =>
    inA(
      `uint256 at; struct Seen { uint32 t; uint224 sum; } Seen[16] seen; address[8] recent; address[] who; mapping(uint256 => address) last; mapping(address => address) of_; ${more}
       function f() external { ${body} }`,
    );

  it("is no choice", () => {
    for (const body of [
      ring("recent[at % 8] = msg.sender; at++;"),
      ring("last[at] = msg.sender; at = (at + 1) % 8;"),
      ring(
        "Seen memory l = seen[at]; at = (at + 1) % 16; seen[at] = Seen(uint32(block.timestamp), l.sum + 5);",
      ),
      ring("at = at == 15 ? 0 : at + 1; Seen storage s = seen[at]; s.t = uint32(block.timestamp);"),
    ]) {
      assert.equal(ruleOf(body, meeting), undefined, body);
    }
  });

  it("is another thing than those who are put there by themselves", () => {
    const hire = "function g(address a) external { who.push(a); }";
    const chosen = ring("of_[msg.sender] = who[at]; at = (at + 1) % who.length;", hire);
    assert.equal(ruleOf(chosen, meeting), "round-robin");
    const busy = ring(
      "Seen storage s = seen[at]; s.t = uint32(block.timestamp); of_[msg.sender] = address(uint160(s.sum)); at = (at + 1) % 16;",
      "function g(uint256 i, uint224 a) external { seen[i].sum = a; }",
    );
    assert.equal(ruleOf(busy, meeting), "round-robin");
  });
});

describe("chained-randomness", () => {
  it("hits a hash of itself, through functions and variables, and is surer of a seed", () => {
    const meeting = { ...call("seed", "f"), own: "123456789123456789" };
    const seed = inA(`uint256 seed; mapping(address => uint256) of_;
function f() external { of_[msg.sender] = _draw() % 6; }
function _draw() private returns (uint256 d) { d = uint256(keccak256(abi.encode(seed, msg.sender))); seed = d; }`);
    assert.equal(ruleOf(seed, meeting), "chained-randomness");
    assert.equal(advise(seed, meeting)?.confidence, "high");
    const chain = inA(
      "bytes32 seed; event E(bytes32 a); function f() external { seed = keccak256(abi.encode(seed, msg.sender)); emit E(seed); }",
    );
    assert.equal(advise(chain, meeting)?.confidence, "medium");
    const other = inA(
      "bytes32 seed; function f() external { seed = keccak256(abi.encode(msg.sender)); }",
    );
    assert.equal(ruleOf(other, { ...meeting, verdict: "overwritten" }), undefined);
  });
});

describe("array-push and stored-history", () => {
  const meeting: Meeting = {
    variable: "list",
    path: "list.length",
    functions: ["f"],
    into: ["storage"],
  };

  it("differ by whether code reads the list", () => {
    const pushing = "address[] list; function f() external { list.push(msg.sender); }";
    const reading = "function g() external { delete list[0]; }";
    const view = "function h() public view returns (uint256) { return list.length; }";
    assert.equal(ruleOf(inA(pushing), meeting), "stored-history");
    assert.equal(ruleOf(inA(`${pushing} ${view}`), meeting), "stored-history");
    assert.equal(ruleOf(inA(`${pushing} ${reading}`), meeting), "array-push");
    // By way of a view, and by another contract.
    const indirect = "uint256 x; function g() external { x = h(); }";
    assert.equal(ruleOf(inA(`${pushing} ${view} ${indirect}`), meeting), "array-push");
    const other = "contract B { uint256 x; function g(A a) external { x = a.h(); } }";
    assert.equal(ruleOf(inA(`${pushing} ${view}`, other), meeting), "array-push");
    assert.equal(ruleOf(inA(pushing), { ...meeting, notForUsers: ["f"] }), undefined);
  });

  it("are silent about lists below a key", () => {
    const body = inA(
      "mapping(address => address[]) list; function f() external { list[msg.sender].push(msg.sender); }",
    );
    assert.equal(ruleOf(body, { ...meeting, path: "list[msg.sender].length" }), undefined);
  });

  it("emits instead of pushing, and takes out the views that read nothing else", () => {
    assert.equal(
      patched(
        inA(`    struct Item { address a; uint256 b; }

    /// @notice All.
    Item[] public list;

    uint256 public sum;

    function f(uint256 b) external {
        sum += b;
        if (b > 5) list.push(Item(msg.sender, b));
    }

    /// @notice How many.
    function count() external view returns (uint256) {
        return list.length;
    }`),
        meeting,
      ),
      `${inA(`    struct Item { address a; uint256 b; }

    /// @dev Instead of an entry of list.
    event ItemAdded(Item entry);

    uint256 public sum;

    function f(uint256 b) external {
        sum += b;
        if (b > 5) emit ItemAdded(Item(msg.sender, b));
    }`)}\n`,
    );
  });

  it("keep what the suite asks for", () => {
    const body = inA(
      "address[] list; function f() external { list.push(msg.sender); }\nfunction g() external view returns (uint256) { return list.length; }\n",
      "contract B { function g() external view returns (uint256) { return 1; } }",
    );
    const withCall = (contract: string | null, selector: string) =>
      patched(body, { ...meeting, asked: [{ contract, selector }] }) !== undefined;
    // Of g(), and another one.
    const [own, other] = ["0xe2179b8e", "0x12345678"];
    assert.equal(withCall(`${FILE}:A`, own), false);
    assert.equal(withCall(`${FILE}:A`, other), true);
    assert.equal(withCall(`${FILE}:B`, own), true);
    // Perhaps through a proxy.
    assert.equal(withCall(null, own), false);
  });

  it("leaves out what an event beside it tells", () => {
    const told = (event: string) => `    event Said(address who, uint256 what);

    struct Item { address a; uint256 b; uint256 time; }

    Item[] list;

    function f(uint256 b) external {
        list.push(Item(msg.sender, b, block.timestamp));
        ${event}
    }`;
    assert.equal(
      patched(inA(told("emit Said(msg.sender, b);")), meeting),
      `${inA(`    event Said(address who, uint256 what);

    function f(uint256 b) external {
        emit Said(msg.sender, b);
    }`)}\n`,
    );
    for (const event of ["emit Said(msg.sender, 5);", "b++; emit Said(msg.sender, b);"]) {
      assert.match(patched(inA(told(event)), meeting) ?? "", /emit ItemAdded\(Item\(/);
    }
  });

  it("drops entries under a running number", () => {
    const numbered = (write: string) => `    uint256 public count;
    mapping(uint256 => bytes32) public items;

    function f(bytes32 item) external {
        ${write}
    }`;
    const at = { ...meeting, variable: "count", path: "count" };
    const expected = `${inA(`    /// @dev Instead of an entry of items.
    event ItemsAdded(bytes32 entry);

    function f(bytes32 item) external {
        emit ItemsAdded(item);
    }`)}\n`;
    assert.equal(patched(inA(numbered("items[count++] = item;")), at), expected);
    assert.equal(patched(inA(numbered("items[count] = item;\n        count++;")), at), expected);
    const used = "items[count] = keccak256(abi.encode(item, count)); count++;";
    assert.equal(patched(inA(numbered(used)), at), undefined);
  });

  for (const [what, body] of Object.entries({
    "a view that tells something else, too":
      "address[] list; uint256 x; function f() external { list.push(msg.sender); x++; } function g() external view returns (uint256, uint256) { return (list.length, x); }",
    "a getter that an interface asks for":
      "address[] public override list; function f() external { list.push(msg.sender); }",
    "a push without a value":
      "struct S { address a; } S[] list; function f() external { list.push().a = msg.sender; }",
  })) {
    it(`has no diff for ${what}`, () => {
      const override = body.includes("override");
      const before = override
        ? "interface I { function list(uint256) external view returns (address); }"
        : "";
      const text = inA(body, before).replace(
        "contract A",
        override ? "contract A is I" : "contract A",
      );
      assert.equal(ruleOf(text, meeting), "stored-history");
      assert.equal(patched(text, meeting), undefined);
    });
  }
});

describe("enumerable-set", () => {
  const path = "set._inner._values.length";
  const meeting: Meeting = { variable: "set", path, functions: ["f"], into: ["storage"] };
  const imported =
    'import {EnumerableSet} from "@openzeppelin/contracts/utils/structs/EnumerableSet.sol";';
  const using = "using EnumerableSet for EnumerableSet.AddressSet; EnumerableSet.AddressSet set;";

  it("hits OpenZeppelin's, however its functions are called", () => {
    for (const add of ["set.add(msg.sender)", "EnumerableSet.add(set, msg.sender)"]) {
      const body = inA(`${using} function f() external { ${add}; }`, imported);
      assert.equal(ruleOf(body, meeting), "enumerable-set");
      assert.equal(ruleOf(body, { ...meeting, notForUsers: ["f"] }), undefined);
    }
    const reading = inA(
      `${using} uint256 n; function f() external { set.add(msg.sender); } function g() external { n = set.length(); }`,
      imported,
    );
    assert.match(advise(reading, meeting)?.refactor ?? "", /16 parts/);
  });

  it("is silent about sets of the same name without a list, and about who only asks", () => {
    const own = `library EnumerableSet { struct AddressSet { mapping(address => bool) has; }
      function add(AddressSet storage s, address a) internal { s.has[a] = true; } }`;
    const body = inA(`${using} function f() external { set.add(msg.sender); }`, own);
    assert.equal(ruleOf(body, meeting), undefined);
    const asking = inA(
      `${using} uint256 x; function f() external { if (set.contains(msg.sender)) x = 1; } function g() external { set.add(msg.sender); }`,
      imported,
    );
    assert.equal(ruleOf(asking, meeting), undefined);
  });
});

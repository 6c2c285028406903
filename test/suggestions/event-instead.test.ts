import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { eventInstead, eventName } from "../../src/internal/suggestions/patches/event-instead.ts";
import type { Compiler } from "../slot-naming/support/compile.ts";
import { codesOf, FILE, type Files, refactored, solidity } from "./support/refactored.ts";

/** `last` as an event; undefined where it is refused. */
function logged(files: Files, compiler: Compiler = "solc"): Files | undefined {
  const codes = codesOf(files, { compiler });
  const variable = codes.flatMap((code) => code.variable("last") ?? [])[0];
  assert(variable !== undefined);
  return refactored(files, eventInstead(codes, variable, []), compiler);
}

const SET = "function set() external { last = msg.sender; }";

describe("eventInstead", () => {
  it("declares an event in the variable's place, and takes a view along that only returns it", () => {
    const files = solidity(`contract A {
    /// @notice Who was here last.
    /// @return The account.
    address public last;

    mapping(address => uint256) public times;

    function set() external {
        times[msg.sender]++;
        last = msg.sender;
    }

    /// @notice Who.
    function who() external view returns (address) {
        return last;
    }
}`);
    assert.equal(
      logged(files)?.[FILE],
      solidity(`contract A {
    /// @notice Who was here last.
    /// @return The account.
    event LastChanged(address indexed last);

    mapping(address => uint256) public times;

    function set() external {
        times[msg.sender]++;
        emit LastChanged(msg.sender);
    }
}`)[FILE]?.replace("    /// @notice Who was here last.\n    /// @return The account.\n", ""),
    );
  });

  it("works on solc 0.6, and in a modifier", () => {
    const files = solidity(
      `contract A {
  uint64 public last;
  modifier noted() { last = uint64(block.timestamp); _; }
  function f() external noted {}
}`,
      "^0.6.12",
    );
    assert.match(
      logged(files, "solc06")?.[FILE] ?? "",
      /emit LastChanged\(uint64\(block\.timestamp\)\);/,
    );
  });

  const refused: Readonly<Record<string, string>> = {
    "a value that is used": `contract A { address public last; function set() external returns (address) { return last = msg.sender; } }`,
    "a view that does more": `contract A { address public last;\n${SET}\nfunction is_(address a) external view returns (bool) { return a == last; } }`,
    "a variable that begins with a value": `contract A { address public last = address(1);\n${SET} }`,
    "a name that is taken": `contract A { event LastChanged(address a); address public last;\n${SET} }`,
    assembly: `contract A { address private last;\n${SET}\nfunction g() external view returns (uint256 r) { assembly { r := sload(last.slot) } } }`,
    "a getter that an interface asks for": `interface I { function last() external view returns (address); }\ncontract A is I { address public override last;\n${SET} }`,
    "a getter that another contract asks": `contract A { address public last;\n${SET} }\ncontract B { function f(A a) external view returns (address) { return a.last(); } }`,
    "a view that is called": `contract A { address private last;\n${SET}\nfunction who() public view returns (address) { return last; }\nfunction g() external view returns (bool) { return who() == msg.sender; } }`,
    "two declarations on a line": `contract A { address public last; uint256 x;\n${SET} }`,
    "a mapping's entry": `contract A { mapping(uint256 => address) public last;\nfunction set() external { last[1] = msg.sender; } }`,
    "an upgradeable contract": `contract Initializable {}\ncontract A is Initializable {\naddress public last;\n${SET} }`,
  };
  for (const [what, body] of Object.entries(refused)) {
    it(`refuses ${what}`, () => {
      assert.equal(logged(solidity(body)), undefined);
    });
  }

  it("would not refuse the same without what is refused", () => {
    assert(logged(solidity(`contract A {\naddress public last;\n${SET} }`)) !== undefined);
  });

  it("names events after variables", () => {
    assert.equal(eventName("__lastSeen"), "LastSeenChanged");
  });
});

import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { packedFields } from "../../src/internal/suggestions/code/packed-fields.ts";
import { separateFields } from "../../src/internal/suggestions/patches/separate-fields.ts";
import { compile } from "../slot-naming/support/compile.ts";
import {
  codeNamed,
  codesOf,
  FILE,
  type Files,
  refactored,
  solidity,
} from "./support/refactored.ts";

/** Groups of fields of contract A separated; undefined where it is refused. */
function separated(files: Files, groups: readonly (readonly string[])[]): Files | undefined {
  const project = codesOf(files);
  const code = codeNamed(project, "A");
  const fields = packedFields(code, groups.flat());
  assert(fields !== undefined);
  const byPath = groups.map((group) => fields.filter(({ path }) => group.includes(path)));
  return refactored(files, separateFields({ code, project }, byPath));
}

/** Slots of the variables of a contract, `name: slot`. */
function slotsOf(files: Files, name = "A"): Record<string, string> {
  const info = compile(files).find((one) => one.name.endsWith(`:${name}`));
  return Object.fromEntries(info?.storageLayout?.storage.map((one) => [one.label, one.slot]) ?? []);
}

describe("separateFields", () => {
  it("pads before each group but the first, and before what would move up", () => {
    const files = solidity(`contract A {
    uint128 public a;
    uint64 public b;

    /// @notice Open.
    bool public c;
    address public next;
    uint256 public full;
}`);
    const result = separated(files, [["a", "b"], ["c"]]);
    assert(result !== undefined);
    const { a, b, c, next } = slotsOf(result);
    assert.equal(a, b);
    assert.equal(new Set([a, c, next]).size, 3);
    assert.match(
      result[FILE] ?? "",
      /uint64 public b;\n\n {4}\/\/\/ @dev Never used: [^\n]*\n {4}uint256 private _paddingC;\n\n {4}\/\/\/ @notice Open\.\n {4}bool public c;/,
    );
  });

  it("pads nothing behind the last group where what follows has a slot of its own anyway", () => {
    const files = solidity("contract A {\n  bool a;\n  bool b;\n  mapping(uint256 => bool) m;\n}");
    const result = separated(files, [["a"], ["b"]]);
    assert.equal(result?.[FILE]?.split("_padding").length, 2);
  });

  it("pads in the contract that fills up the slot which a base has begun", () => {
    const files = solidity("contract Base {\n  address a;\n}\ncontract A is Base {\n  bool b;\n}");
    const result = separated(files, [["a"], ["b"]]);
    assert(result !== undefined);
    const { a, b } = slotsOf(result);
    assert.notEqual(a, b);
  });

  it("looks at contracts that inherit, whose variables would move up", () => {
    const files = solidity(
      "contract A {\n  uint240 a;\n  bool b;\n}\ncontract Heir is A {\n  uint16 c;\n}",
    );
    const result = separated(files, [["a"], ["b"]]);
    assert(result !== undefined);
    const { a, b, c } = slotsOf(result, "Heir");
    assert.equal(new Set([a, b, c]).size, 3);
  });

  it("takes no offence at comments behind declarations", () => {
    const files = solidity(
      "contract A {\n  bool a; // open\n  bool b; /* shut */\n  bool c; // ü; bool d;\n}",
    );
    const result = separated(files, [["a"], ["b"], ["c"]]);
    assert(result !== undefined);
    const { a, b, c } = slotsOf(result);
    assert.equal(new Set([a, b, c]).size, 3);
    for (const comment of ["// open", "/* shut */", "// ü; bool d;"]) {
      assert(result[FILE]?.includes(`; ${comment}\n`));
    }
  });

  const refused: Readonly<Record<string, readonly [string, string[][]]>> = {
    "groups that are mixed": [
      "contract A {\n  bool a;\n  bool b;\n  bool c;\n}",
      [["a", "c"], ["b"]],
    ],
    "members of a struct": [
      "contract A {\n  struct S { bool a; bool b; }\n  S s;\n}",
      [["s.a"], ["s.b"]],
    ],
    assembly: [
      "contract A {\n  bool a;\n  bool b;\n  function f() external view returns (uint256 r) { assembly { r := b.offset } }\n}",
      [["a"], ["b"]],
    ],
    "two declarations on a line": ["contract A {\n  bool a; bool b;\n}", [["a"], ["b"]]],
    "a contract for a proxy": [
      "contract UUPSUpgradeable {}\ncontract A is UUPSUpgradeable {\n  bool a;\n  bool b;\n}",
      [["a"], ["b"]],
    ],
    "one group": ["contract A {\n  bool a;\n  bool b;\n}", [["a", "b"]]],
  };
  for (const [what, [body, groups]] of Object.entries(refused)) {
    it(`refuses ${what}`, () => {
      assert.equal(separated(solidity(body), groups), undefined);
    });
  }
});

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, it } from "node:test";

import type { SourceFile } from "../../src/internal/model/contract.ts";
import type { ReportAccumulator } from "../../src/internal/model/report.ts";
import { ContractCode } from "../../src/internal/suggestions/code/contract-code.ts";
import { shardCounter } from "../../src/internal/suggestions/patches/shard-counter.ts";
import { applyEdits, unifiedDiff } from "../../src/internal/suggestions/patches/unified-diff.ts";
import { type Compiler, compile, LEGACY } from "../slot-naming/support/compile.ts";

const file = "contracts/A.sol";

function sourceOf(content: string): SourceFile {
  return { path: file, content, ast: undefined };
}

describe("applyEdits", () => {
  it("counts bytes, makes edits in any order and inserts at one place in theirs", () => {
    const edits = [
      { file, start: 5, end: 6, text: "Z" },
      { file, start: 0, end: 0, text: "1" },
      { file, start: 0, end: 0, text: "2" },
    ];
    // ü and € take two and three bytes.
    assert.equal(applyEdits("ü€xy", edits), "12ü€Zy");
  });

  it("ends lines as the file does", () => {
    const edits = [{ file, start: 0, end: 1, text: "1\n2\r\n3" }];
    assert.equal(applyEdits("a\r\nb\r\n", edits), "1\r\n2\r\n3\r\nb\r\n");
    // Where it has both, nobody knows.
    assert.equal(applyEdits("a\r\nb\n", edits), "1\n2\r\n3\r\nb\n");
    assert.equal(applyEdits("a\nb\n", edits), "1\n2\r\n3\nb\n");
  });

  it("refuses edits that overlap or lie outside", () => {
    const overlapping = [
      { file, start: 0, end: 3, text: "" },
      { file, start: 2, end: 4, text: "" },
    ];
    assert.throws(() => applyEdits("abcdef", overlapping), RangeError);
    assert.throws(() => applyEdits("abc", [{ file, start: 2, end: 4, text: "" }]), RangeError);
    assert.throws(() => unifiedDiff([{ file: "no", start: 0, end: 0, text: "" }], []), RangeError);
  });
});

describe("unifiedDiff", () => {
  for (const [what, content] of [
    ["a file", "one\ntwo\nthree\nfour\nfive\nsix\n"],
    ["a file without a newline at its end", "one\ntwo"],
    ["a file with CRLF", "one\r\ntwo\r\nthree\r\n"],
  ] as const) {
    it(`makes what git applies to ${what}`, () => {
      const edits = [{ file, start: 0, end: 3, text: "uno\nuna" }];
      const diff = unifiedDiff(edits, [undefined, sourceOf(content)]);
      assert.equal(applied(content, diff), applyEdits(content, edits));
    });
  }
});

/** By git itself. */
function applied(content: string, diff: string): string {
  const folder = mkdtempSync(join(tmpdir(), "parallel-evm-patch-"));
  try {
    const path = join(folder, file);
    mkdirSync(dirname(path));
    writeFileSync(path, content);
    execFileSync("git", ["apply", "-"], { cwd: folder, input: diff });
    return readFileSync(path, "utf8");
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const ADDS: ReportAccumulator = {
  function: "A.f",
  field: null,
  verdict: "commutative",
  again: null,
  samples: 1,
  into: [],
  places: [],
  deltas: ["1"],
  own: "1",
  bounds: [],
  reason: null,
};

/** Something else sees to it that there is enough. */
const BOUNDED = { isBounded: true };

describe("shardCounter", () => {
  /** The refactored text; undefined where there is none. It compiles. */
  function sharded(
    body: string,
    {
      compiler = "solc",
      pragma = "^0.8.20",
      isBounded = false,
      accumulators = [],
    }: {
      compiler?: Compiler;
      pragma?: string;
      isBounded?: boolean;
      accumulators?: readonly ReportAccumulator[];
    } = {},
  ): string | undefined {
    const text = `// SPDX-License-Identifier: MIT\npragma solidity ${pragma};\n${body}\n`;
    const project = compile({ [file]: text }, LEGACY, compiler).flatMap(
      (info) => ContractCode.of(info) ?? [],
    );
    const ofVariable = project.find((code) => code.variable("total") !== undefined);
    const variable = ofVariable?.variable("total");
    assert(ofVariable !== undefined && variable !== undefined);
    const edits = shardCounter(
      { code: ofVariable, project, variable, shards: 4, accumulators },
      { isBounded },
    );
    if (edits === undefined) return undefined;
    const result = applyEdits(text, edits);
    compile({ [file]: result }, LEGACY, compiler);
    return result;
  }

  it("keeps the getter as a view that sums, with its comment", () => {
    const result = sharded(`contract A {
    /// @notice How many.
    uint256 public total;

    function f(uint256 n) external {
        total += n;
    }
}`);
    assert.equal(
      result,
      `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;
contract A {
    /// @dev Parts of total, one for each of 4 groups of callers.
    uint256[4] private _totalShards;

    function f(uint256 n) external {
        _totalShards[uint160(msg.sender) % 4] += n;
    }

    /// @notice How many.
    function total() public view returns (uint256 sum) {
        for (uint256 i = 0; i < 4; i++) {
            sum += _totalShards[i];
        }
    }
}
`,
    );
  });

  it("stands behind the constructor, with the indentation of the file", () => {
    for (const unit of ["  ", "\t"]) {
      const lines = [
        "contract A {",
        "\tuint256 public total; // of all",
        "\taddress public owner;",
        "",
        "\tconstructor() {",
        "\t\towner = msg.sender;",
        "\t}",
        "",
        "\tfunction f() external {",
        "\t\ttotal++;",
        "\t\ttotal--;",
        "\t}",
        "}",
      ];
      const body = lines.join("\n").replaceAll("\t", unit);
      const expected = [
        "contract A {",
        "\t/// @dev Parts of total, one for each of 4 groups of callers.",
        "\tuint256[4] private _totalShards; // of all",
        "\taddress public owner;",
        "",
        "\tconstructor() {",
        "\t\towner = msg.sender;",
        "\t}",
        "",
        "\tfunction total() public view returns (uint256 sum) {",
        "\t\tunchecked {",
        "\t\t\tfor (uint256 i = 0; i < 4; i++) {",
        "\t\t\t\tsum += _totalShards[i];",
        "\t\t\t}",
        "\t\t}",
        "\t}",
        "",
        "\tfunction f() external {",
        "\t\tunchecked {",
        "\t\t\t_totalShards[uint160(msg.sender) % 4]++;",
        "\t\t}",
        "\t\tunchecked {",
        "\t\t\t_totalShards[uint160(msg.sender) % 4]--;",
        "\t\t}",
        "\t}",
        "}",
        "",
      ];
      const result = sharded(body, BOUNDED)?.split("\n").slice(2).join("\n");
      assert.equal(result, expected.join("\n").replaceAll("\t", unit));
    }
  });

  it("lets parts wrap around where something is taken away, and reads become calls", () => {
    const body = `contract A {
    uint128 internal total;
    function f() external { total = total + 1; total--; }
    function g() external { unchecked { total -= 1; } }
    function h() external view returns (uint256) { return total * 2; }
    function reset() external { total = 0; }
}`;
    const result = sharded(body, BOUNDED);
    // A check that there is enough would be lost, unless something else sees to it.
    assert.equal(sharded(body), undefined);
    assert.match(
      result ?? "",
      /unchecked \{\s*for \(uint256 i = 0; i < 4; i\+\+\) \{\s*sum \+= uint128\(_totalShards\[i\]\);/,
    );
    // Also where it is added to: a part below nothing is near the end of its range.
    assert.match(
      result ?? "",
      /f\(\) external \{ unchecked \{\s*_totalShards\[uint160\(msg\.sender\) % 4\] \+= 1;\s*\} unchecked \{/,
    );
    assert.match(result ?? "", /return total\(\) \* 2;/);
    assert.match(result ?? "", /reset\(\) external \{ delete _totalShards; \}/);
  });

  it("sums without a check what is added to without one: it is meant to wrap", () => {
    const wrapping =
      "contract A { uint256 public total; function f(uint256 v) external { unchecked { total += v; } } }";
    const result = sharded(wrapping);
    assert.match(
      result ?? "",
      /unchecked \{\s*for \(uint256 i = 0; .*\s*sum \+= _totalShards\[i\];/,
    );
    assert.match(result ?? "", /f\(.*unchecked \{ _totalShards\[.*\] \+= v; \}/);
    const checked = sharded(wrapping.replace("unchecked { total += v; }", "total += v;"));
    assert.doesNotMatch(checked ?? "unchecked", /unchecked/);
  });

  it("gives parts of a small number slots of their own", () => {
    const result = sharded(
      "contract A { uint64 public total; function f() external { total++; } }",
    );
    assert.match(result ?? "", /uint256\[4\] private _totalShards;/);
    assert.match(
      result ?? "",
      /returns \(uint64 sum\) \{\s*for .*\s*sum \+= uint64\(_totalShards\[i\]\);/,
    );
  });

  it("puts unchecked sums where only a statement fits, and once only", () => {
    const result = sharded(
      `contract A {
    uint256 internal total;
    function f(bool more) external { if (more) total++; else total--; }
    function g(bool more) external { unchecked { if (more) total -= 1; } }
}`,
      BOUNDED,
    );
    assert.match(
      result ?? "",
      /if \(more\) \{ unchecked \{\s*_totalShards\[.*\]\+\+;\s*\} \} else \{/,
    );
    assert.match(result ?? "", /unchecked \{ if \(more\) _totalShards/);
  });

  it("begins with what the constructor sets it to, where it cannot run out", () => {
    const body =
      "contract A { uint256 public total; constructor(uint256 n) { total = n; } function f() external { total--; } }";
    assert.match(
      sharded(body, { isBounded: true }) ?? "",
      /constructor\(uint256 n\) \{ _totalShards\[0\] = n; \}/,
    );
    assert.equal(sharded(body), undefined);
    const twice = body.replace("total = n;", "total = n; total += 1;");
    assert.equal(sharded(twice, { isBounded: true }), undefined);
  });

  it("hides nothing of the contract's own, and says its note where there is room", () => {
    const named =
      sharded(`contract A { uint256 public other; uint256 public total; uint256 public sum;
      function i() external view returns (uint256) { return sum; } function f() external { total++; } }`);
    assert.match(
      named ?? "",
      /uint256 public other; \/\*\* @dev Parts of total.* \*\/ uint256\[4\] private _totalShards; uint256 public sum;/,
    );
    assert.match(named ?? "", /returns \(uint256 sum2\) \{\s*for \(uint256 i2 = 0;/);
    assert.match(named ?? "", /sum2 \+= _totalShards\[i2\];/);
  });

  it("works on solc 0.6 with SafeMath", () => {
    const safeMath = `library SafeMath { function add(uint256 a, uint256 b) internal pure returns (uint256) { return a + b; } }`;
    const body = `${safeMath}\ncontract A { using SafeMath for uint256;
  uint256 public total;
  function f(uint256 n) external { total = total.add(n); }
}`;
    assert(sharded(body, { compiler: "solc06", pragma: "^0.6.0" })?.includes("_totalShards["));
  });

  it("lets contracts that inherit change the parts", () => {
    const body = `contract A { uint256 internal total; function f() external { total++; } }
contract B is A { function g() external { total += 3; } }`;
    assert.match(sharded(body) ?? "", /uint256\[4\] internal _totalShards;/);
    const reading = `contract A { uint256 internal total; function f() external { total++; } }
contract B is A { function g() external view returns (uint256) { return total; } }`;
    assert.match(sharded(reading) ?? "", /uint256\[4\] private _totalShards;/);
  });

  it("goes by the compiler, not by the pragma, for checked arithmetic", () => {
    const body =
      "contract A { uint256 public total; function f() external { total++; } function g() external { total--; } }";
    const range = { pragma: ">=0.6.0 <0.9.0" } as const;
    assert.match(
      sharded(body, { ...range, ...BOUNDED }) ?? "",
      /unchecked \{\s*_totalShards[^}]*\}[\s\S]*unchecked \{\s*for/,
    );
    const old = sharded(body, { ...range, compiler: "solc07" });
    assert(old?.includes("_totalShards[") && !old.includes("unchecked"), old);
    const open = sharded(body, { pragma: ">=0.5.0", compiler: "solc07" });
    assert(open?.includes("_totalShards[") && !open.includes("unchecked"), open);
  });

  it("keeps what a variable overrides", () => {
    const body = `interface I { function total() external view returns (uint256); }
contract A is I { uint256 public override total; function f() external { total++; } }`;
    assert.match(sharded(body) ?? "", /function total\(\) public view override returns/);
  });

  for (const [what, body] of Object.entries({
    "a value that is used":
      "uint256 total; function f() external returns (uint256) { return total++; }",
    "a first value": "uint256 total = 5; function f() external { total++; }",
    "another value": "uint256 total; function f(uint256 n) external { total = n; }",
    "a signed number": "int256 total; function f() external { total++; }",
    assembly:
      "uint256 total; function f() external { total++; assembly { sstore(total.slot, 1) } }",
    "a name that is taken":
      "uint256 total; uint256 _totalShards; function f() external { total++; }",
    "a sum of itself": "uint256 total; function f() external { total += total / 10 + 1; }",
    "what is computed, where parts wrap":
      "uint256 total; function f(uint256 a, uint256 b) external { total += a * b; total -= a; }",
    "a step of a loop, where parts wrap":
      "uint256 total; function f(uint256 n) external { for (; n > 0; total--) n--; }",
    "what is full after few calls": "uint32 total; function f() external { total += 1; }",
    "storage with a gap behind it":
      "uint256 total; uint256[49] private __gap; function f() external { total++; }",
    "what has a proxy's initializer":
      "uint256 total; modifier initializer() { _; } function init() external initializer {} function f() external { total++; }",
    "a product": "uint256 total; function f() external { total *= 2; }",
  })) {
    it(`refuses ${what}`, () => {
      assert.equal(sharded(`contract A { ${body} }`), undefined);
    });
  }

  it("refuses what an upgradeable contract inherits", () => {
    const body = `contract A { uint256 total; function f() external { total++; } }
abstract contract Initializable {}
contract B is A, Initializable {}`;
    assert.equal(sharded(body), undefined);
    assert.equal(sharded(body.replaceAll("Initializable", "PausableUpgradeable")), undefined);
    assert(sharded(body.replaceAll("Initializable", "Pausable"))?.includes("_totalShards["));
  });

  it("refuses what a contract that inherits names by its base", () => {
    const body = `contract A { uint256 internal total; function f() external { total++; } }
contract B is A { function g() external { A.total += 3; } }`;
    assert.equal(sharded(body), undefined);
  });

  it("refuses a number of middle size that was seen to have no room", () => {
    const body = (type: string) =>
      `contract A { ${type} total; function f() external { total += 1; } }`;
    const accumulators = [
      { ...ADDS, bounds: [{ kind: "room must be left", delta: "9" } as const] },
    ];
    assert.equal(sharded(body("uint96"), { accumulators }), undefined);
    assert(sharded(body("uint96"))?.includes("_totalShards["));
    assert(sharded(body("uint128"), { accumulators })?.includes("_totalShards["));
  });
});

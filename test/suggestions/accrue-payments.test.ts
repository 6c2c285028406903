import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { paymentsToMany } from "../../src/internal/suggestions/code/payments.ts";
import { accruePayments } from "../../src/internal/suggestions/patches/accrue-payments.ts";
import type { Compiler } from "../slot-naming/support/compile.ts";
import {
  codeNamed,
  codesOf,
  FILE,
  type Files,
  refactored,
  solidity,
} from "./support/refactored.ts";

/** The payments of contract A noted; undefined where it is refused. There are some. */
function accrued(files: Files, compiler: Compiler = "solc"): Files | undefined {
  const project = codesOf(files, { compiler });
  const code = codeNamed(project, "A");
  const payments = paymentsToMany(code);
  assert(payments.length > 0);
  return refactored(files, accruePayments({ code, project, shards: 4 }, payments), compiler);
}

/** Contract A, which pays `list` in a loop. */
function payer(payment: string, more = ""): string {
  return `contract A {
  error Failed();
  address payable[] list;
${more}
  function pay() external payable {
    for (uint256 i = 0; i < list.length; i++) {
      ${payment}
    }
  }
}`;
}

describe("accruePayments", () => {
  const NOTE = "_owed[list[i]][uint160(msg.sender) % 4] += msg.value / list.length;";
  const forms: readonly string[] = [
    "list[i].transfer(msg.value / list.length);",
    `(bool ok, ) = list[i].call{value: msg.value / list.length}("");\n      if (!ok) revert Failed();`,
    `(bool ok, ) = list[i].call{value: msg.value / list.length}("");\n      if (!ok) { revert Failed(); }`,
    `(bool ok, ) = list[i].call{value: msg.value / list.length}("");\n      require(ok, "failed");`,
    "bool ok = list[i].send(msg.value / list.length);\n      require(ok);",
  ];
  for (const form of forms) {
    it(`replaces ${form.replace(/\s+/g, " ")}`, () => {
      const result = accrued(solidity(payer(form)))?.[FILE];
      assert(result !== undefined);
      assert(result.includes(`\n      ${NOTE}\n    }\n`), result);
      assert(result.includes("function claim(address payable account) external {"));
    });
  }

  it("writes as the file does", () => {
    const tabs = payer("list[i].transfer(msg.value / list.length);").replaceAll("  ", "\t");
    const single = "  string constant GREETING = 'hello'; // don't\n";
    const cases = [
      [tabs, "\n\tfunction claim(", '\n\t\trequire(success, "Payment failed");'],
      [
        payer("list[i].transfer(msg.value / list.length);", single),
        "\n  function claim(",
        "\n    require(success, 'Payment failed');",
      ],
    ] as const;
    for (const [body, head, line] of cases) {
      const result = accrued(solidity(body))?.[FILE] ?? "";
      assert(result.includes(head), result);
      assert(result.includes(line), result);
    }
  });

  it("works on solc 0.7", () => {
    const body = payer("list[i].transfer(msg.value / list.length);").replace(
      "  error Failed();\n",
      "",
    );
    const result = accrued(solidity(body, "^0.7.6"), "solc07");
    assert(result?.[FILE]?.includes(NOTE));
  });

  const refused: Readonly<Record<string, string>> = {
    "a failure that is passed over": payer(
      `(bool ok, ) = list[i].call{value: msg.value / list.length}("");\n      ok;`,
    ),
    "a call with data": payer(
      `(bool ok, ) = list[i].call{value: msg.value / list.length}("x");\n      if (!ok) revert Failed();`,
    ),
    "a success that is used again": payer(
      `(bool ok, ) = list[i].call{value: msg.value / list.length}("");\n      if (!ok) revert Failed();\n      emit Paid(ok);`,
      "event Paid(bool ok);",
    ),
    "what a failure does else": payer(
      `(bool ok, ) = list[i].call{value: msg.value / list.length}("");\n      if (!ok) { failed++; }`,
      "uint256 failed;",
    ),
    "a withdrawal of all": payer(
      "list[i].transfer(msg.value / list.length);",
      "function all() external { list[0].transfer(address(this).balance); }",
    ),
    assembly: payer(
      "list[i].transfer(msg.value / list.length);",
      "function f() external { assembly {} }",
    ),
    "an amount that nobody has to have sent": payer("list[i].transfer(1);"),
    "a rescue of what is owed": payer(
      "list[i].transfer(msg.value / list.length);",
      "function rescue(address payable to, uint256 amount) external { to.transfer(amount); }",
    ),
    "names that are taken": payer(
      "list[i].transfer(msg.value / list.length);",
      "function claim() external {}",
    ),
  };
  for (const [what, body] of Object.entries(refused)) {
    it(`refuses ${what}`, () => {
      assert.equal(accrued(solidity(body)), undefined);
    });
  }
});

import assert from "node:assert/strict";
import { describe, it } from "node:test";

import type { ReportFinding } from "../../src/internal/model/report-finding.ts";
import { compile } from "../slot-naming/support/compile.ts";
import { advise, type Meeting } from "./support/advise.ts";

const LIST = "mapping(uint256 => address[]) membersOf; mapping(uint256 => address) leaderOf;";
const READ = "function g(uint256 id) external { leaderOf[id] = membersOf[id][0]; }";
const at: Meeting = {
  variable: "membersOf",
  path: "membersOf[arg:id].length",
  functions: ["f"],
};

function listed(body: string, meeting: Partial<Meeting> = {}): ReportFinding | undefined {
  return advise(`contract A { ${LIST} ${body} }`, { ...at, ...meeting });
}

describe("array-push under a key", () => {
  const push = "function f(uint256 id) external { membersOf[id].push(msg.sender); }";

  it("is told where several users name the same", () => {
    const finding = listed(`${push} ${READ}`, { inSuite: true });
    assert.equal(finding?.rule, "array-push");
    assert.match(finding.message, /pushes to membersOf\[id\],/);
    assert(finding.evidence.includes("Several users name the same list, by id."));
    assert.equal(
      finding.refactor,
      [
        "// Split membersOf[id] into 16 parts by the caller, and go through the parts where it is read:",
        "mapping(uint256 => address[][16]) membersOf;",
        "membersOf[id][uint160(msg.sender) % 16].push(msg.sender);",
      ].join("\n"),
    );
  });

  it("names it without the pointer, and says what nobody reads", () => {
    const pointed =
      "function f(uint256 id) external { address[] storage all = membersOf[id]; all.push(msg.sender); }";
    const finding = listed(pointed, { inSuite: true });
    assert.match(finding?.refactor ?? "", /^\/\/ No call reads membersOf\[id\]: an event tells/);
  });

  it("is silent of lists that each user has alone, or that only crowds name alike", () => {
    assert.equal(listed(`${push} ${READ}`, { inSuite: false }), undefined);
    const own =
      "mapping(address => uint256[]) notes; function f(uint256 x) external { notes[msg.sender].push(x); } function g() external { leaderOf[notes[msg.sender][0]] = msg.sender; }";
    const meeting = { variable: "notes", path: "notes[msg.sender].length", inSuite: true };
    assert.equal(listed(own, meeting), undefined);
  });
});

describe("enumerable-set under a key", () => {
  const SET = `import {EnumerableSet} from "@openzeppelin/contracts/utils/structs/EnumerableSet.sol";
    contract A { using EnumerableSet for EnumerableSet.AddressSet; address public last;
      mapping(uint256 => EnumerableSet.AddressSet) guestsOf;
      function f(uint256 id) external { guestsOf[id].add(msg.sender); }`;
  const meeting: Meeting = {
    variable: "guestsOf",
    path: "guestsOf[arg:id]._inner._values.length",
    functions: ["f"],
    inSuite: true,
  };

  it("is told where several users name the same", () => {
    const finding = advise(`${SET} }`, meeting);
    assert.equal(finding?.rule, "enumerable-set");
    assert.match(
      finding.message,
      /changes the list in guestsOf\[id\], an EnumerableSet\.AddressSet/,
    );
    const read = `${SET} function g(uint256 id) external { last = guestsOf[id].at(0); } }`;
    assert.equal(
      advise(read, meeting)?.refactor.split("\n").slice(1).join("\n"),
      "mapping(uint256 => EnumerableSet.AddressSet[16]) private guestsOf;\nguestsOf[id][uint160(msg.sender) % 16].add(msg.sender);",
    );
    assert.equal(advise(`${SET} }`, { ...meeting, inSuite: false }), undefined);
  });
});

describe("the sketch of a list", () => {
  it("has its type as one writes it, so that it compiles", () => {
    for (const [type, value, expected] of [
      ["Entry", "Entry(msg.sender, 1)", "Entry[][16] log;"],
      ["Kind", "Kind.One", "Kind[][16] log;"],
      ["string", '"x"', "string[][16] log;"],
      ["bytes", 'bytes("x")', "bytes[][16] log;"],
      ["uint256", "1", "uint256[][16] log;"],
      ["L.Item", "L.Item(1)", "L.Item[][16] log;"],
    ] as const) {
      const around = "library L { struct Item { uint256 x; } }";
      const types = "struct Entry { address who; uint256 v; } enum Kind { One }";
      const finding = advise(
        `${around} contract A { ${types} ${type}[] log; uint256 paid;
          function f() external { log.push(${value}); } function g() external { paid += log.length; } }`,
        { variable: "log", path: "log.length", functions: ["f"], into: ["storage"] },
      );
      const lines = finding?.refactor.split("\n") ?? [];
      assert.deepEqual([finding?.rule, lines[1]], ["array-push", expected]);
      const [, declaration = "", ...others] = lines;
      const head = "// SPDX-License-Identifier: MIT\npragma solidity ^0.8.20;\n";
      compile({
        "a.sol": `${head}${around} contract A { ${types} ${declaration} function f() external { ${others.join(" ")} } }`,
      });
    }
    const keyed = advise(
      `contract A { struct Entry { uint256 v; } mapping(uint256 => Entry[]) logs; uint256 paid;
        function f(uint256 id) external { logs[id].push(Entry(1)); } function g(uint256 id) external { paid += logs[id].length; } }`,
      { variable: "logs", path: "logs[arg:id].length", functions: ["f"], inSuite: true },
    );
    assert.match(keyed?.refactor ?? "", /\nmapping\(uint256 => Entry\[\]\[16\]\) logs;/);
  });

  it("of a member is that of the member", () => {
    const member = advise(
      `contract A { struct R { address[] all; uint256 x; } mapping(uint256 => R) rounds; uint256 paid;
        function f(uint256 id) external { rounds[id].all.push(msg.sender); } function g(uint256 id) external { paid += rounds[id].all.length; } }`,
      { variable: "rounds", path: "rounds[arg:id].all.length", functions: ["f"], inSuite: true },
    );
    assert.match(member?.refactor ?? "", /\naddress\[\]\[16\] all;/);
  });
});

describe("who moves a list", () => {
  it("is nobody who only reads it by its getter", () => {
    const body = `interface IA { function all(uint256 i) external view returns (address); }
      contract A { address[] public all; address first; function f() external { all.push(msg.sender); } function g() external { first = all[0]; } }
      contract B { address x; function h(IA a) external { x = a.all(0); } }`;
    const meeting: Meeting = {
      variable: "all",
      path: "all.length",
      functions: ["f"],
      into: ["storage"],
    };
    const read = advise(body, { ...meeting, others: ["B.h"], reads: ["A.all"] });
    assert.match(read?.message ?? "", /^Each call of A\.f pushes/);
    const pushed = advise(body, { ...meeting, by: ["B.h"], reads: ["A.all"] });
    assert.match(pushed?.message ?? "", /^Each call of A\.f, B\.h pushes/);
  });
});

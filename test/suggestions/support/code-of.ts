import assert from "node:assert/strict";

import {
  ContractCode,
  type StateVariable,
} from "../../../src/internal/suggestions/code/contract-code.ts";
import { compile, contractNamed } from "../../slot-naming/support/compile.ts";

/** The code of a contract, and of what it imports. */
export function codeOf(source: string, name: string): ContractCode {
  const text = `// SPDX-License-Identifier: MIT\npragma solidity ^0.8.28;\n${source}`;
  const code = ContractCode.of(contractNamed(compile({ "a.sol": text }), name));
  assert(code !== undefined);
  return code;
}

export function variableOf(code: ContractCode, name: string): StateVariable {
  const found = code.variable(name);
  assert(found !== undefined, `no ${name}`);
  return found;
}

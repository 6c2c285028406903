import type { Hex } from "../model/location.ts";
import type { PreState } from "../model/scenario.ts";

/** The end of the address that `console.log` of hardhat/console.sol calls: "console.log" in ASCII; zeros stand before it. */
const CONSOLE = "636f6e736f6c652e6c6f67";
/** Of an account that does not exist either. */
const NOBODY = "636f6e736f6c652e6c6f66";

/** Whether the code may write to the console where Hardhat's network runs it. */
export function callsConsole(code: Hex): boolean {
  return code.includes(CONSOLE);
}

/** Whether any account's code may. */
export function anyCallsConsole(state: PreState): boolean {
  return [...state.values()].some(({ code }) => callsConsole(code));
}

/** Code that calls nobody instead: it does and costs the same, and writes nothing. */
export function withoutConsole(code: Hex): Hex {
  return callsConsole(code) ? (code.replaceAll(CONSOLE, NOBODY) as Hex) : code;
}

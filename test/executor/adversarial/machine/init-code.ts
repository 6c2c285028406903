import { getCreate2Address, getCreateAddress, keccak256 } from "ethers";

import type { Address, Hex } from "../../../../src/internal/model/location.ts";

export interface InitCodeOptions {
  /** The machine whose code runs the constructor's program. */
  readonly machine: Address;
  /** What the constructor does, in the new contract's own name. */
  readonly constructorProgram?: Hex;
  /** The code that is left behind: one that passes programs on to the machine, unless told otherwise. */
  readonly runtime?: Hex;
  /**
   * Put behind the code, to tell it from that of other contracts. Whatever may be destroyed in the
   * transaction that creates it needs one: EDR (0.22) then forgets its code for all that share it,
   * and says "Contract with code hash … does not exist" from there on.
   */
  readonly mark?: string;
}

/** Init code of a contract that is a machine too: it runs the programs that it is called with. */
export function initCode(options: InitCodeOptions): Hex {
  const { machine, constructorProgram = "0x", runtime = passOn(machine), mark = "" } = options;
  const code = runtime.slice(2) + Buffer.from(mark).toString("hex");
  const steps = constructorProgram.slice(2);
  const stepsAt = RUN_LENGTH + LEAVE_LENGTH;
  const codeAt = stepsAt + steps.length / 2;
  const run = [
    `61${u2(steps.length / 2)}61${u2(stepsAt)}600039`, // CODECOPY(0, stepsAt, length)
    `6000600061${u2(steps.length / 2)}600073${machine.slice(2)}5af4`, // DELEGATECALL(GAS, machine, 0, length, 0, 0)
    `61${u2(RUN_LENGTH - 1)}57600080fd5b`, // revert unless it succeeded
  ].join("");
  const leave = `61${u2(code.length / 2)}8061${u2(codeAt)}6000396000f3`; // return the code
  return `0x${run}${leave}${steps}${code}`;
}

const RUN_LENGTH = 9 + 32 + 9;
const LEAVE_LENGTH = 13;

/** EIP-1167: the shortest code that passes calls on to another's code. */
export function passOn(machine: Address): Hex {
  return `0x363d3d373d3d3d363d73${machine.slice(2)}5af43d82803e903d91602b57fd5bf3`;
}

/** The address of the contract that `creator` makes as its transaction or creation number `nonce`. */
export function createdAddress(creator: Address, nonce: number): Address {
  return lowerCase(getCreateAddress({ from: creator, nonce }));
}

export function created2Address(creator: Address, salt: number, code: Hex): Address {
  const word = `0x${salt.toString(16).padStart(64, "0")}`;
  return lowerCase(getCreate2Address(creator, word, keccak256(code)));
}

function lowerCase(address: string): Address {
  return address.toLowerCase() as Address; // ethers gives 0x-hex
}

function u2(value: number): string {
  return value.toString(16).padStart(4, "0");
}

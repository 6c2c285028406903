import type { AccessSite, Frame } from "../../model/access-set.ts";
import type { Address, Hex } from "../../model/location.ts";
import type { Cell } from "./cells.ts";

/**
 * Collects where in the code one incarnation reaches the state, while `attribute` is on.
 *
 * The program counter is set by whoever runs the instructions that reach the state; accesses outside of
 * any instruction (the recipient's code, fees) belong to no site.
 */
export class AccessLog {
  readonly attribute: boolean;
  readonly frames: Frame[] = [];
  /** Code that ran, by its keccak256. */
  readonly ranCodes = new Map<Hex, Uint8Array>();
  readonly preimages = new Map<bigint, Uint8Array>();
  readonly #precompiles = new Set<Address>();
  readonly #sites = new Map<string, AccessSite>();
  readonly #frameStack: number[] = [];
  #pc: number | undefined;

  constructor(attribute: boolean) {
    this.attribute = attribute;
  }

  noteRead(cell: Cell, value: bigint): void {
    if (this.attribute) this.#addSite(cell, "read", value, value);
  }

  noteWrite(cell: Cell, before: bigint, after: bigint): void {
    if (this.attribute) this.#addSite(cell, "write", before, after);
  }

  notePrecompile(address: Address): void {
    if (this.attribute) this.#precompiles.add(address);
  }

  /** Precompiled contracts that were called; sorted. */
  precompiles(): Address[] {
    return [...this.#precompiles].sort();
  }

  sites(): AccessSite[] {
    return [...this.#sites.values()];
  }

  enterFrame(frame: Frame, code: Uint8Array): void {
    this.#frameStack.push(this.frames.length);
    this.frames.push(frame);
    this.ranCodes.set(frame.codeHash, code);
    this.#pc = undefined;
  }

  leaveFrame(): void {
    this.#frameStack.pop();
    this.#pc = undefined;
  }

  at(pc: number): void {
    this.#pc = pc;
  }

  #addSite(cell: Cell, kind: "read" | "write", before: bigint, after: bigint): void {
    const frame = this.#frameStack.at(-1);
    if (frame === undefined || this.#pc === undefined) return;
    const location = cell.key;
    const key = `${location} ${kind} ${frame} ${this.#pc}`;
    const known = this.#sites.get(key);
    const first = known === undefined ? before : known.before;
    this.#sites.set(key, { location, kind, frame, pc: this.#pc, before: first, after });
  }
}

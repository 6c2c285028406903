import type { AccessSite, Frame, Read } from "../../model/access-set.ts";
import type { Hex, LocationKey } from "../../model/location.ts";

/**
 * Collects what one incarnation reads, and, while `attribute` is on, where in the code.
 *
 * The program counter is set by the handlers of the instructions that reach the state; reads outside
 * of any instruction (the recipient's code, fees) belong to no site.
 */
export class AccessLog {
  readonly attribute: boolean;
  readonly frames: Frame[] = [];
  /** Code that ran, by its keccak256. */
  readonly ranCodes = new Map<Hex, Uint8Array>();
  readonly preimages = new Map<bigint, Uint8Array>();
  readonly #reads = new Map<LocationKey, Read>();
  readonly #sites = new Map<string, AccessSite>();
  readonly #frameStack: number[] = [];
  #pc: number | undefined;

  constructor(attribute: boolean) {
    this.attribute = attribute;
  }

  readExactly(location: LocationKey, value: bigint): void {
    if (this.#reads.get(location)?.kind !== "exact") {
      this.#reads.set(location, { location, kind: "exact", value });
    }
    this.#addSite(location, "read", value, value);
  }

  /** Notes that the balance must be at least `value`; only the highest bound of a location counts. */
  readAtLeast(location: LocationKey, value: bigint): void {
    const known = this.#reads.get(location);
    if (known === undefined || (known.kind === "at-least" && known.value < value)) {
      this.#reads.set(location, { location, kind: "at-least", value });
    }
  }

  writeAt(location: LocationKey, before: bigint, after: bigint): void {
    this.#addSite(location, "write", before, after);
  }

  reads(): Read[] {
    return [...this.#reads.values()].sort(byLocation);
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

  #addSite(location: LocationKey, kind: "read" | "write", before: bigint, after: bigint): void {
    const frame = this.#frameStack.at(-1);
    if (!this.attribute || frame === undefined || this.#pc === undefined) return;
    const key = `${location} ${kind} ${frame} ${this.#pc}`;
    const known = this.#sites.get(key);
    const first = known === undefined ? before : known.before;
    this.#sites.set(key, { location, kind, frame, pc: this.#pc, before: first, after });
  }
}

export function byLocation(a: { location: LocationKey }, b: { location: LocationKey }): number {
  return a.location < b.location ? -1 : a.location > b.location ? 1 : 0;
}

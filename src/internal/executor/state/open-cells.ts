import type { AccountRef } from "./account-ref.ts";
import type { BalanceCell, ValueCell } from "./cells.ts";
import type { StateView } from "./state-view.ts";

/** Counts the incarnations that run in this thread: what a cell holds of an earlier one is void. */
let epochs = 0;

/** The cells that an incarnation has looked at, each filled in by the view when it is first asked for. */
export class OpenCells {
  readonly epoch = ++epochs;
  readonly values: ValueCell[] = [];
  readonly balances: BalanceCell[] = [];
  readonly #view: StateView;
  readonly #sender: AccountRef;
  readonly #nonce: bigint;

  /** `nonce`: the sender's, which is not looked up. */
  constructor(view: StateView, sender: AccountRef, nonce: bigint) {
    this.#view = view;
    this.#sender = sender;
    this.#nonce = nonce;
  }

  value(cell: ValueCell): ValueCell {
    if (cell.epoch === this.epoch) return cell;
    this.reset(cell);
    if (cell === this.#sender.nonce) cell.original = this.#nonce;
    else this.#view.load(cell);
    cell.current = cell.original;
    return cell;
  }

  /** Of a value that is not looked up but worked out. */
  reset(cell: ValueCell): void {
    cell.epoch = this.epoch;
    cell.noted = false;
    cell.written = false;
    cell.place = 0;
    this.values.push(cell);
  }

  /** A balance that nobody needs to know yet. */
  balance(cell: BalanceCell): BalanceCell {
    if (cell.epoch === this.epoch) return cell;
    cell.epoch = this.epoch;
    cell.loaded = false;
    cell.noted = false;
    cell.delta = 0n;
    cell.lowest = 0n;
    cell.required = 0n;
    this.balances.push(cell);
    return cell;
  }

  loadedBalance(cell: BalanceCell): BalanceCell {
    this.balance(cell);
    if (cell.loaded) return cell;
    this.#view.loadBalance(cell);
    cell.loaded = true;
    return cell;
  }

  /**
   * The slots that an SSTORE wrote, not undone by a revert, and that hold what they held before. Not of
   * accounts that the incarnation created or destroyed: nobody else can have met them at a slot.
   */
  netZeroWrites(): ValueCell[] {
    return this.values.filter(
      ({ kind, written, account, current, original }) =>
        kind === "storage" && written && account.cleared !== this.epoch && current === original,
    );
  }
}

import type { BalanceCell, Cell, ValueCell } from "./cells.ts";
import { SequentialView } from "./state-view.ts";

/** Notes what a transaction touches. */
export class RecordingView extends SequentialView {
  readonly touched = new Set<Cell>();

  override load(cell: ValueCell): void {
    this.touched.add(cell);
    super.load(cell);
  }

  override loadBalance(cell: BalanceCell): void {
    this.touched.add(cell);
    super.loadBalance(cell);
  }
}

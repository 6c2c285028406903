import { useContext } from "preact/hooks";

import type { ReportContract, ReportStorageField } from "../../../model/report-contract.ts";
import { figure } from "../../texts/figures.ts";
import { type Heat, heatOf, hotspotsAt } from "../heat.ts";
import { PageContext } from "../page-context.ts";
import { linkTo } from "../route.ts";

const SLOT_BYTES = 32;

/** The storage of a contract as slots of 32 bytes, with the fields that share them, and their heat. */
export function StorageMap({ contract }: { readonly contract: ReportContract }) {
  if (contract.storage.length === 0) {
    return <p class="faint">It has no storage of its own, or was compiled without its layout.</p>;
  }
  const slots = Map.groupBy(contract.storage, ({ slot }) => slot);
  return (
    <div class="storage" role="list" aria-label={`Storage of ${contract.name}`}>
      {[...slots].map(([slot, fields]) => (
        <div class="slot" role="listitem" key={slot}>
          <code class="slot-name" title={slot}>
            {shortSlot(slot)}
          </code>
          <div class="bytes">
            {withGaps(fields).map((part, index) => (
              <Part key={index} part={part} contract={contract} />
            ))}
          </div>
        </div>
      ))}
    </div>
  );
}

interface Gap {
  readonly kind: "gap";
  readonly bytes: number;
}

interface Field {
  readonly kind: "field";
  readonly field: ReportStorageField;
  readonly bytes: number;
}

/** From the left, where the highest byte is; what is not used is a gap. */
function withGaps(fields: readonly ReportStorageField[]): readonly (Gap | Field)[] {
  const parts: (Gap | Field)[] = [];
  let end = 0;
  for (const field of [...fields].sort((a, b) => a.offset - b.offset)) {
    if (field.offset > end) parts.unshift({ kind: "gap", bytes: field.offset - end });
    const bytes = Math.min(field.bytes, SLOT_BYTES - field.offset);
    parts.unshift({ kind: "field", field, bytes });
    end = field.offset + bytes;
  }
  if (end < SLOT_BYTES) parts.unshift({ kind: "gap", bytes: SLOT_BYTES - end });
  return parts;
}

function Part({
  part,
  contract,
}: {
  readonly part: Gap | Field;
  readonly contract: ReportContract;
}) {
  const { report } = useContext(PageContext);
  const style = { flexGrow: part.bytes, flexBasis: 0 };
  if (part.kind === "gap")
    return <span class="field gap" style={style} title={`${part.bytes} bytes unused`} />;
  const { path, type, bytes } = part.field;
  const hot = hotspotsAt({ report, contract }, part.field);
  const heat: Heat = heatOf(hot, report.hotspots);
  const size = bytes > SLOT_BYTES ? `${figure(bytes / SLOT_BYTES)} slots` : `${bytes} bytes`;
  const text = `${path} (${type}, ${size})`;
  const [first] = hot;
  return (
    <span class={`field heat-${heat}`} style={style} title={text}>
      {first === undefined ? path : <a href={linkTo("hotspots", first.index)}>{path}</a>}{" "}
      <span class="faint">
        {type}
        {bytes > SLOT_BYTES && `, ${size}`}
      </span>
    </span>
  );
}

/** `5`; of a namespace `0x52c6…bb00`. */
function shortSlot(slot: string): string {
  const number = BigInt(slot);
  return number < 1_000_000n ? String(number) : `${slot.slice(0, 6)}…${slot.slice(-4)}`;
}

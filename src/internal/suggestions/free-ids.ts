import type { MovedValue } from "./moved-value.ts";
import type { Diagnosis } from "./rule.ts";

export interface FreeIds extends Pick<MovedValue, "name" | "type"> {
  /** The mapping that counts instead. */
  readonly own: string;
  /** So many at once; undefined: one. */
  readonly batch: string | undefined;
  /** The number stays for what else it is for. */
  readonly isMore: boolean;
  readonly shards: number;
  /** Code uses some bits of them only. */
  readonly isShort: boolean;
}

/** Ids that need no bound: of the sender and a number of the sender's own; where they are narrow, from interleaved counters. */
export function freeIds(ids: FreeIds): Pick<Diagnosis, "refactor" | "remedy"> {
  const { name, isMore, type, shards, isShort } = ids;
  const isWide = type === "uint256" && !isShort;
  const refactor = isWide ? ofSender(ids) : interleaved(ids);
  if (isMore) {
    return {
      refactor: `Other ids alone gain nothing: calls still meet at ${name} for what else hangs on it. Only where that is kept in another way, too:\n${refactor}`,
    };
  }
  return { refactor, remedy: isWide ? { kind: "remove" } : { kind: "shard", shards } };
}

function ofSender({ name, own, batch, isMore }: FreeIds): string {
  return [
    `Make ids of the sender and a number of the sender's own${isMore ? "" : `, instead of ${name}`}:`,
    `mapping(address => uint96) private ${own};`,
    ...(batch === undefined
      ? [`uint256 id = (uint256(uint160(msg.sender)) << 96) | ${own}[msg.sender]++;`]
      : [
          `uint256 id = (uint256(uint160(msg.sender)) << 96) | ${own}[msg.sender]; // the first of ${batch}`,
          `${own}[msg.sender] += uint96(${batch});`,
        ]),
  ].join("\n");
}

function interleaved({ name, type, own, batch, shards, isMore, isShort }: FreeIds): string {
  return [
    `Count in ${shards} parts by the sender${isMore ? "" : ` instead of in ${name}`}, and interleave them, so that ids stay ${isShort ? "short" : type}:`,
    `mapping(uint256 part => ${type}) private ${own};`,
    `uint256 part = uint160(msg.sender) % ${shards};`,
    ...(batch === undefined ? [] : [`// ${batch} times, for each of them:`]),
    `${type} id = ++${own}[part] * ${shards} + ${type}(part);`,
  ].join("\n");
}

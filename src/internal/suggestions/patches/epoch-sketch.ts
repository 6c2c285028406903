import { type AstNode, typeStringOf } from "../../model/solidity/ast-node.ts";
import { amountTexts } from "../code/amount-text.ts";
import { type ContractCode, sourceText } from "../code/contract-code.ts";
import { freeName } from "../code/names.ts";
import type { RewardAccumulator } from "../code/reward-accumulator.ts";
import { type StakedEntry, stakedEntry } from "../code/staked-entries.ts";
import { placeOf, type Use } from "../code/uses.ts";

/** How stakes would count from the next epoch on: the total's part of them, and each account's own. */
export function epochSketch(
  accumulator: RewardAccumulator,
  code: ContractCode,
  { shards, bound }: { readonly shards: number; readonly bound: string | undefined },
): string {
  const { total, index, time } = accumulator;
  const names = namesIn(code);
  const staked = stakedEntry(code, accumulator, "add");
  const changed = staked?.total ?? total.uses.find(({ kind }) => kind === "add") ?? total.uses[0];
  const own = partOf(staked, changed, { names, shards });
  const keys = changed === undefined ? [] : keysOf(changed);
  const place = changed === undefined ? total.name : placeOf(total.variable, changed);
  const amount = amountIn(staked?.entry ?? changed, total.uses, "add");
  return [
    "// There is no way to pay by the second without meeting here. By epochs:",
    `${typeBy(keys, `uint256[${shards}]`)} private ${names.waiting}; // counts from the next epoch on`,
    ...(staked === undefined ? [] : declarations(staked, index.name, { names, keys })),
    ...(staked === undefined
      ? []
      : [
          `// Before ${own.entry} is used: if ${own.since} < ${own.epoch}, first pay for it as up to now; then for ${own.of} by what ${index.name}`,
          `// has grown since ${names.indexAt}${own.keys}[${own.since} + 1], add ${own.of} to ${own.entry}, and set it to 0.`,
        ]),
    ...(bound === undefined
      ? []
      : [
          `require(${own.waiting} + ${amount} <= (${bound} - ${place}) / ${shards}); // each part has its share of what is left in an epoch`,
        ]),
    `${own.waiting} += ${amount}; // instead of ${place} += ${amountIn(changed, total.uses, "add")}`,
    ...(staked === undefined
      ? [
          `// What each account has of ${total.name} has to wait with it, too: what counts for an account and not for ${total.name} is paid twice.`,
        ]
      : [...entering(own, amount), ...leaving(accumulator, code, { names, shards })]),
    `// Once an epoch one call brings ${index.name} up to date by ${total.name} as it is, sets ${time.name}, keeps`,
    `// ${names.indexAt}${own.keys}[++${own.epoch}] = ${index.name}, and then adds ${names.waiting}${own.keys} to ${total.name}${isLowered(accumulator) ? ` and takes ${names.leaving}${own.keys} off` : ""};`,
    `// all others only read them, and reckon with ${index.name} as it is stored.`,
  ].join("\n");
}

type Names = ReturnType<typeof namesIn>;

function namesIn(code: ContractCode) {
  const free = (name: string) => freeName(name, [code]);
  return {
    waiting: free("_waiting"),
    leaving: free("_leaving"),
    waitingOf: free("_waitingOf"),
    waitingSince: free("_waitingSince"),
    epoch: free("_epoch"),
    indexAt: free("_indexAt"),
  };
}

/** How the code of a change would name what belongs to it. */
interface Part {
  /** `[pid]`: of the pool. */
  readonly keys: string;
  readonly waiting: string;
  readonly leaving: string;
  readonly epoch: string;
  readonly entry: string;
  readonly of: string;
  readonly since: string;
}

function partOf(
  staked: StakedEntry | undefined,
  total: Use | undefined,
  { names, shards }: { readonly names: Names; readonly shards: number },
): Part {
  const keys = total === undefined ? "" : inBrackets(keysOf(total));
  const entryKeys = staked === undefined ? [] : keysOf(staked.entry);
  const at = inBrackets(entryKeys);
  const part = `[${groupOf(entryKeys.at(-1))} % ${shards}]`;
  return {
    keys,
    waiting: `${names.waiting}${keys}${part}`,
    leaving: `${names.leaving}${keys}${part}`,
    epoch: `${names.epoch}${keys}`,
    entry: staked === undefined ? "" : placeOf(staked.variable, staked.entry),
    of: `${names.waitingOf}${at}`,
    since: `${names.waitingSince}${at}`,
  };
}

function declarations(
  { entry }: StakedEntry,
  index: string,
  { names, keys }: { readonly names: Names; readonly keys: readonly Key[] },
): readonly string[] {
  const byEpoch = "mapping(uint256 => uint256)";
  return [
    `${typeBy(keysOf(entry), "uint256")} private ${names.waitingOf}; // of each account`,
    `${typeBy(keysOf(entry), "uint256")} private ${names.waitingSince}; // in which epoch it came`,
    `${typeBy(keys, "uint256")} private ${names.epoch};`,
    `${typeBy(keys, byEpoch)} private ${names.indexAt}; // ${index} as each epoch began`,
  ];
}

function entering(own: Part, amount: string): readonly string[] {
  return [
    `${own.of} += ${amount}; // instead of ${own.entry} += ${amount}`,
    `${own.since} = ${own.epoch};`,
  ];
}

/** What still waits is not in the total yet, and goes first. */
function leaving(
  accumulator: RewardAccumulator,
  code: ContractCode,
  { names, shards }: { readonly names: Names; readonly shards: number },
): readonly string[] {
  const { total } = accumulator;
  if (!isLowered(accumulator)) return [];
  const staked = stakedEntry(code, accumulator, "subtract");
  const declared = (keys: readonly Key[]) =>
    `${typeBy(keys, `uint256[${shards}]`)} private ${names.leaving};`;
  if (staked === undefined) {
    const lowered = total.uses.find(({ kind }) => kind === "subtract");
    return [
      declared(lowered === undefined ? [] : keysOf(lowered)),
      `// Where ${total.name} is lowered: what still waits goes first, from ${names.waitingOf} and ${names.waiting}; the rest to ${names.leaving}, instead of off ${total.name}.`,
    ];
  }
  const own = partOf(staked, staked.total, { names, shards });
  const amount = amountIn(staked.entry, total.uses, "subtract");
  return [
    declared(keysOf(staked.total)),
    `uint256 early = ${amount} < ${own.of} ? ${amount} : ${own.of}; // in ${staked.total.function.name}: what still waits goes first`,
    `${own.of} -= early;`,
    `${own.waiting} -= early;`,
    `${own.entry} -= ${amount} - early; // instead of ${own.entry} -= ${amount}`,
    `${own.leaving} += ${amount} - early; // instead of ${placeOf(total.variable, staked.total)} -= ${amountIn(staked.total, total.uses, "subtract")}`,
  ];
}

function isLowered({ total }: RewardAccumulator): boolean {
  return total.uses.some(({ kind }) => kind === "subtract");
}

/** As the code has it where that is short. */
function amountIn(change: Use | undefined, uses: readonly Use[], kind: "add" | "subtract"): string {
  const [text = "amount"] = amountTexts(change === undefined ? uses : [change], kind);
  return / [-+*/%] /.test(text) ? `(${text})` : text;
}

interface Key {
  readonly text: string;
  readonly type: string;
}

function keysOf({ steps, source }: Use): readonly Key[] {
  return steps.flatMap((step) =>
    step.kind === "index" ? [{ text: sourceText(source, step.key), type: typeOf(step.key) }] : [],
  );
}

/** As a mapping's key. */
function typeOf(key: AstNode): string {
  const type = typeStringOf(key) ?? "";
  if (/^(uint\d*|bytes\d+|bool)$/.test(type)) return type;
  if (type.startsWith("address") || type.startsWith("contract ")) return "address";
  return type.startsWith("int") && !type.startsWith("int_const") ? type : "uint256";
}

function inBrackets(keys: readonly Key[]): string {
  return keys.map(({ text }) => `[${text}]`).join("");
}

/** The account's own group, whoever calls for it. */
function groupOf(key: Key | undefined): string {
  if (key?.type === "address") return `uint160(${key.text})`;
  return key?.type.startsWith("uint") === true ? key.text : "uint160(msg.sender)";
}

/** `mapping(uint256 => uint256[16])` */
function typeBy(keys: readonly Key[], of: string): string {
  return keys.reduceRight((type, key) => `mapping(${key.type} => ${type})`, of);
}

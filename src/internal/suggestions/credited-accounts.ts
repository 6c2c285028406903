import type { ReportAccumulator } from "../model/report.ts";
import { keysInPath } from "../model/path-keys.ts";
import { type AstNode, numberOf, textOf, typeStringOf } from "../model/solidity/ast-node.ts";
import { allIn } from "./code/all-in.ts";
import { amountTexts } from "./code/amount-text.ts";
import { argumentsOf, parametersOf } from "./code/call-parts.ts";
import { type EntryChange, entryChangesOf } from "./code/changes.ts";
import {
  type CodeFunction,
  type ContractCode,
  sourceText,
  type StateVariable,
} from "./code/contract-code.ts";
import { canBe, type EntryKey, keysOf } from "./code/entry-keys.ts";
import { isAmong, labelsOf } from "./code/entry-label.ts";
import { familyOf, freeName } from "./code/names.ts";
import { originsOf } from "./code/origins.ts";
import { changingEntriesTo } from "./code/reach.ts";
import { type Use, usesOf } from "./code/uses.ts";
import { isAddedTo, telling } from "./evidence.ts";
import { isInUpgradeable } from "./patches/upgradeable.ts";
import type { Diagnosis, Subject } from "./rule.ts";
import { listed } from "./users.ts";

/** An entry of one account that calls of everybody credit. */
interface Credit extends EntryChange {
  /** How the code names the account, which is the same for all. */
  readonly account: string;
  /** Where it is kept, if it is stored. */
  readonly stored: StateVariable | undefined;
  readonly payers: readonly CodeFunction[];
}

/** Everybody credits entries of accounts that the contract knows: of one, or of several that share the fees. */
export function creditedAccounts(subject: Subject): Diagnosis | undefined {
  const { variable, code, hotspot, shards } = subject;
  const [key, ...others] = keysInPath(hotspot.path);
  if (variable === undefined || key === undefined || others.length > 0) return undefined;
  if (key === "msg.sender" || key === "tx.origin" || key.startsWith("arg:")) return undefined;
  // Under any other key it is no account: a number like others, or one of several.
  const keyType = /^mapping\((?:contract )?(\w+) /.exec(variable.type)?.[1];
  if (!/^mapping\((address|contract) /.test(variable.type) || keyType === undefined)
    return undefined;
  const changes = entryChangesOf(code).filter((one) => one.variable.node.id === variable.node.id);
  const possible = changes.flatMap((change) => creditOf(code, change, key) ?? []);
  const calls = telling(subject);
  const credits = possible.filter(({ payers }) => calls.some((by) => isAmong(payers, by.function)));
  const paying = calls.filter((by) => credits.some(({ payers }) => isAmong(payers, by.function)));
  if (credits.length === 0 || !isAccount(subject)) return undefined;
  if (!isAddedTo(paying.filter((one) => !isOfPayer(one, code, changes)))) return undefined;
  const functions = [...new Set(paying.map((one) => one.function))].sort().join(", ");
  const { name } = variable;
  const accounts = [...new Set(credits.map(({ account }) => account))];
  const isOne = accounts.length === 1;
  return {
    message: isOne
      ? `Everybody who calls ${functions} credits the entry of one account in ${name}, that of ${listed(accounts)}.`
      : `Everybody who calls ${functions} credits the entries of the same accounts in ${name}, those of ${listed(accounts)}.`,
    evidence: [
      `With other values in ${isOne ? "the entry" : "the entries"}, the calls did the same, and added the same to ${isOne ? "it" : "them"}.`,
      isOne
        ? `The key of the entry is ${listed(accounts)}, which is the same for all callers.`
        : `The keys of the entries are ${listed(accounts)}, which are the same for all callers.`,
    ],
    confidence: "high",
    refactor: [
      ...(sketchOfToken(subject, credits) ?? sketch(subject, credits, keyType)),
      ...settersOf(code, credits),
    ].join("\n"),
    remedy: { kind: "shard", shards },
  };
}

/** What each account is credited with waits in parts of its own, so that it stays its own if another takes its place. */
function sketch(
  { variable, code, project, shards }: Subject,
  credits: readonly Credit[],
  keyType: string,
): readonly string[] {
  if (variable === undefined) return [];
  const { name, source } = variable;
  const family = familyOf(variable, project);
  const [fees, sum] = [freeName("_fees", family), freeName("fees", family)];
  const account = code.variable("account") === undefined ? "account" : freeName("account", family);
  const isInLibrary = source.isExternal === true;
  return [
    ...(isInLibrary ? [`// ${name} is in ${source.path}: keep fees out of it.`] : []),
    `mapping(${keyType} => uint256[${shards}]) private ${fees}; // what an account has not been credited yet`,
    ...credits.flatMap((one) =>
      amountsOf(one, isInLibrary).map(
        (amount) =>
          `${fees}[${one.account}][uint160(msg.sender) % ${shards}] += ${amount}; // instead of crediting ${name}[${one.account}]`,
      ),
    ),
    `// A new function with the argument ${account}, which ${callersOf(credits)} before it spends:`,
    `uint256 ${sum};`,
    `for (uint256 i = 0; i < ${shards}; i++) { ${sum} += ${fees}[${account}][i]; ${fees}[${account}][i] = 0; }`,
    isInLibrary
      ? `// credit ${account} with ${sum}, as ${name} is credited now`
      : `${creditText(credits, name, account)} += ${sum};`,
    ...(isInUpgradeable(variable, project)
      ? [
          `// Behind a proxy: append ${fees} behind all variables, or keep it in an ERC-7201 namespace.`,
        ]
      : []),
  ];
}

/**
 * Where a library moves tokens from one account to another, fees stay tokens: they go to accounts of the account's own,
 * and from there to it. Their sum is what it was.
 */
function sketchOfToken(
  { variable, code, project, shards }: Subject,
  credits: readonly Credit[],
): readonly string[] | undefined {
  if (variable?.source.isExternal !== true) return undefined;
  const [moving] = credits.map(({ use }) => use.function);
  if (moving === undefined) return undefined;
  const types = parametersOf(moving.node).map(typeStringOf);
  if (types.join() !== "address,address,uint256") return undefined;
  if (!code.functions.some((one) => one.name === "balanceOf")) return undefined;
  const feeAccount = freeName("_feeAccount", familyOf(variable, project));
  const accounts = [...new Set(credits.map(({ account }) => account))];
  const part = (of: string, place: string) => `${feeAccount}(${of}, ${place})`;
  return [
    `// Accounts that nobody has a key of take the fees in, ${shards} for each account that gets some:`,
    `function ${feeAccount}(address to, uint256 part) private pure returns (address) { return address(uint160(uint256(keccak256(abi.encode(to, part))))); }`,
    ...accounts.map(
      (account) =>
        `${part(account, `uint160(msg.sender) % ${shards}`)} // instead of ${account}, where it is credited with a fee`,
    ),
    `// A new function with the argument to, which ${callersOf(credits)} before it spends:`,
    `for (uint256 i = 0; i < ${shards}; i++) super.${moving.name}(${part("to", "i")}, to, balanceOf(${part("to", "i")}));`,
  ];
}

function callersOf(credits: readonly Credit[]): string {
  const accounts = [...new Set(credits.map(({ account }) => account))];
  return accounts.length === 1
    ? `${listed(accounts)} calls`
    : `${listed(accounts)} call, each for itself,`;
}

/** Undefined where it may be any account's. */
function creditOf(code: ContractCode, change: EntryChange, key: string): Credit | undefined {
  const { kind, use } = change;
  const [origins, ...others] = keysOf(code, use);
  if (kind !== "add" || origins === undefined || others.length > 0) return undefined;
  const found = origins.find(
    (one) => isOfAccount(one) && canBe(code, one.text, key) && payersOf(code, one, use).length > 0,
  );
  if (found === undefined) return undefined;
  const stored = code.variables.find(({ name }) => name === found.text);
  const account = found.text === "this" ? "address(this)" : (calledKey(use) ?? found.text);
  return { ...change, account, stored, payers: payersOf(code, found, use) };
}

/** Calls that come to the change by way of what names the account: a constructor may name one, too. */
function payersOf(
  code: ContractCode,
  { inside }: EntryKey,
  { function: changing }: Use,
): readonly CodeFunction[] {
  const naming = changingEntriesTo(code, inside);
  return changingEntriesTo(code, changing).filter((one) => naming.includes(one));
}

/** To nobody tokens are burned, and from nobody minted. */
function isOfAccount({ kind, text }: EntryKey): boolean {
  return kind === "fixed" && !/^(0|0x0+|address\(0(x0+)?\))$/i.test(text);
}

/** `owner()`: what it returns may be private to a base. */
function calledKey({ steps, source }: Use): string | undefined {
  const [key] = steps.flatMap((step) => (step.kind === "index" ? step.key : []));
  return key?.nodeType === "FunctionCall" && argumentsOf(key).length === 0
    ? sourceText(source, key)
    : undefined;
}

/** What the call takes from its sender's own entry, as a transfer that has a fee does; of the account it takes nothing. */
function isOfPayer(
  { own }: ReportAccumulator,
  code: ContractCode,
  changes: readonly EntryChange[],
): boolean {
  const lowered = changes.filter(({ kind }) => kind === "subtract");
  return (
    own?.startsWith("-") === true &&
    lowered.length > 0 &&
    !lowered.some(({ use }) => keysOf(code, use).flat().some(isOfAccount))
  );
}

/** Of a library it is not known by how much the contract lets it raise the entry. */
function amountsOf({ use, amount }: Credit, isInLibrary: boolean): readonly string[] {
  if (isInLibrary) return ["amount"];
  return amountTexts([{ ...use, kind: "add", value: amount }], "add");
}

/** `credit[account]`, `accounts[account].money` */
function creditText(credits: readonly Credit[], name: string, account: string): string {
  const [path] = credits.map((one) => one.name);
  const member = path?.startsWith(`${name}.`) === true ? path.slice(name.length) : "";
  return `${name}[${account}]${member}`;
}

/** The account may become another: what the one before had is not the new one's. */
function settersOf(code: ContractCode, credits: readonly Credit[]): readonly string[] {
  const stored = new Set(credits.flatMap((one) => one.stored ?? []));
  return [...stored].flatMap((variable) => {
    const setting = usesOf(code, variable).filter(({ kind }) => kind !== "read");
    const setters = labelsOf(
      code,
      setting.flatMap((use) => changingEntriesTo(code, use.function)),
    );
    return setters.length === 0
      ? []
      : [
          `// ${listed(setters)} may change ${variable.name}: whoever it was keeps what has come by then, under its own key, and collects it by it.`,
        ];
  });
}

/**
 * Others than this one have entries there, and so can spend theirs. What is kept under the names of tokens that the
 * contract calls are sums of the contract's own, unless who calls finds the own entry there, too.
 */
function isAccount({ code, variable }: Subject): boolean {
  if (variable === undefined) return false;
  const uses = usesOf(code, variable).filter((one) => one.function.kind !== "constructor");
  const kinds = new Set(uses.flatMap((one) => keysOf(code, one)[0] ?? []).map(({ kind }) => kind));
  return (
    kinds.has("sender") || (kinds.has("other") && !uses.some((one) => isOfContract(code, one)))
  );
}

/** Its key is a contract that is called: `usd`, which is an `IERC20`, or `token` where `IERC20(token)` is. */
function isOfContract(code: ContractCode, { steps, function: inside }: Use): boolean {
  const called = code.functions.flatMap(({ body }) =>
    allIn(body).flatMap((node) =>
      textOf(node, "kind") === "typeConversion" && isContract(node) ? argumentsOf(node) : [],
    ),
  );
  const names = new Set(called.flatMap((node) => numberOf(node, "referencedDeclaration") ?? []));
  return steps.some(
    (step) =>
      step.kind === "index" &&
      originsOf(code, step.key, inside).some(
        ({ node }) =>
          (isContract(node) && textOf(node, "name") !== "this") ||
          names.has(numberOf(node, "referencedDeclaration") ?? -1),
      ),
  );
}

function isContract(node: AstNode): boolean {
  return (typeStringOf(node) ?? "").startsWith("contract ");
}

import { Common, Hardfork, Mainnet } from "@ethereumjs/common";
import { createEVM, type EVM, type InterpreterStep, type Message } from "@ethereumjs/evm";
import { Address as EthAddress, createAccount } from "@ethereumjs/util";
import { keccak_256 } from "@noble/hashes/sha3.js";
import { Interface, type InterfaceAbi } from "ethers";
import type { AccessSite, Attribution, Frame } from "../../../src/internal/model/access-set.ts";
import type { ContractInfo } from "../../../src/internal/model/contract.ts";
import {
  storageKey,
  type Address,
  type Hex,
  type LocationKey,
} from "../../../src/internal/model/location.ts";
import type { ScenarioTransaction } from "../../../src/internal/model/scenario.ts";
import {
  bytesToBigInt,
  bytesToHex,
  hexToBytes,
  toWord,
} from "../../../src/internal/primitives/hex.ts";

export const ALICE: Address = `0x${"a1".repeat(20)}`;
export const BOB: Address = `0x${"b2".repeat(20)}`;
export const CAROL: Address = `0x${"c3".repeat(20)}`;

/** A transaction as it was executed: what the namer is given. */
export interface Executed {
  readonly transaction: ScenarioTransaction;
  readonly attribution: Attribution;
  readonly codes: ReadonlyMap<Hex, Hex>;
  readonly created: Address | undefined;
  /** Touched storage, in the order of the first access. */
  readonly slots: readonly LocationKey[];
  readonly returned: Hex;
}

export interface Chain {
  deploy(
    contract: ContractInfo,
    args?: readonly unknown[],
    options?: DeployOptions,
  ): Promise<Executed & { created: Address }>;
  call(options: {
    from?: Address;
    to: Address;
    contract: ContractInfo;
    fn: string;
    args?: readonly unknown[];
    value?: bigint;
  }): Promise<Executed>;
  send(options: { from?: Address; to?: Address; input: Hex; value?: bigint }): Promise<Executed>;
}

interface DeployOptions {
  readonly from?: Address;
  /** Addresses of libraries to be linked, by name. */
  readonly libraries?: readonly Address[];
}

/** A bare EVM that notes what the executor would note. */
export async function createChain(): Promise<Chain> {
  const common = new Common({ chain: Mainnet, hardfork: Hardfork.Cancun });
  const evm = await createEVM({ common });
  for (const address of [ALICE, BOB, CAROL]) {
    await evm.stateManager.putAccount(ethAddress(address), createAccount({ balance: 10n ** 20n }));
  }
  const send: Chain["send"] = (options) => execute(evm, { from: ALICE, value: 0n, ...options });
  return {
    send,
    deploy: async (contract, args = [], { from = ALICE, libraries = [] } = {}) => {
      let next = 0;
      const linked = contract.creation.object.replace(/__.{36}__/g, () =>
        (libraries[next++ % libraries.length] ?? "").slice(2),
      );
      const encoded = new Interface(contract.abi as InterfaceAbi).encodeDeploy(args);
      const executed = await send({ from, input: `0x${linked}${encoded.slice(2)}` });
      if (executed.created === undefined) throw new Error("Nothing was deployed");
      return { ...executed, created: executed.created };
    },
    call: ({ contract, fn, args = [], ...rest }) => {
      const input = new Interface(contract.abi as InterfaceAbi).encodeFunctionData(fn, args);
      return send({ ...rest, input: input as Hex });
    },
  };
}

async function execute(
  evm: EVM,
  { from, to, input, value }: { from: Address; to?: Address; input: Hex; value: bigint },
): Promise<Executed> {
  const recorder = new Recorder(evm);
  const result = await evm.runCall({
    caller: ethAddress(from),
    ...(to === undefined ? {} : { to: ethAddress(to) }),
    data: hexToBytes(input),
    value,
    gasLimit: 30_000_000n,
  });
  recorder.stop();
  const error = result.execResult.exceptionError;
  if (error !== undefined) {
    throw new Error(`${error.error} ${bytesToHex(result.execResult.returnValue)}`);
  }
  const created = result.createdAddress?.toString();
  return {
    transaction: transactionOf(from, to, input, value),
    attribution: recorder.attribution(),
    codes: recorder.codes,
    created,
    slots: [...new Set(recorder.sites.map(({ location }) => location))],
    returned: bytesToHex(result.execResult.returnValue),
  };
}

class Recorder {
  readonly frames: Frame[] = [];
  readonly sites: AccessSite[] = [];
  readonly codes = new Map<Hex, Hex>();
  readonly #preimages = new Map<Hex, Hex>();
  readonly #open: { index: number; readonly message: Message; readonly isCreate: boolean }[] = [];
  readonly #evm: EVM;

  constructor(evm: EVM) {
    this.#evm = evm;
    evm.events.on("beforeMessage", this.#onMessage);
    evm.events.on("afterMessage", this.#onEnd);
    evm.events.on("step", this.#onStep);
  }

  stop(): void {
    this.#evm.events.off("beforeMessage", this.#onMessage);
    this.#evm.events.off("afterMessage", this.#onEnd);
    this.#evm.events.off("step", this.#onStep);
  }

  attribution(): Attribution {
    return { frames: this.frames, sites: this.sites, preimages: this.#preimages };
  }

  readonly #onMessage = (message: Message, resolve?: () => void): void => {
    this.#open.push({ index: -1, message, isCreate: message.to === undefined });
    resolve?.();
  };

  readonly #onEnd = (_: unknown, resolve?: () => void): void => {
    this.#open.pop();
    resolve?.();
  };

  readonly #onStep = (step: InterpreterStep, resolve?: () => void): void => {
    void this.#record(step).then(() => resolve?.());
  };

  async #record(step: InterpreterStep): Promise<void> {
    const frame = await this.#frameOf(step);
    const [top = 0n, second = 0n] = step.stack.slice(-2).reverse();
    if (step.opcode.name === "KECCAK256") {
      const input = step.memory.slice(Number(top), Number(top + second));
      const padded = new Uint8Array(Number(second));
      padded.set(input);
      this.#preimages.set(bytesToHex(keccak_256(padded)), bytesToHex(padded));
    }
    const kind =
      step.opcode.name === "SLOAD" ? "read" : step.opcode.name === "SSTORE" ? "write" : undefined;
    if (kind === undefined) return;
    const slot = toWord(top);
    const before = bytesToBigInt(
      await this.#evm.stateManager.getStorage(step.address, hexToBytes(slot)),
    );
    const address = step.address.toString();
    const after = kind === "write" ? second : before;
    this.sites.push({
      location: storageKey(address, slot),
      kind,
      frame,
      pc: step.pc,
      before,
      after,
    });
  }

  async #frameOf(step: InterpreterStep): Promise<number> {
    const open = this.#open.at(-1);
    if (open === undefined) throw new Error("A step outside of a message");
    if (open.index >= 0) return open.index;
    const { message, isCreate } = open;
    // Absent during a creation, whatever the types say.
    const codeAddress = (step.codeAddress as EthAddress | undefined) ?? step.address;
    const code = bytesToHex(
      isCreate ? (message.code as Uint8Array) : await this.#evm.stateManager.getCode(codeAddress),
    );
    const codeHash = bytesToHex(keccak_256(hexToBytes(code)));
    this.codes.set(codeHash, code);
    open.index = this.frames.length;
    this.frames.push({
      depth: step.depth,
      caller: message.caller.toString(),
      address: step.address.toString(),
      codeAddress: codeAddress.toString(),
      codeHash,
      isCreate,
      input: isCreate ? "0x" : bytesToHex(message.data.slice(0, 4096)),
    });
    return open.index;
  }
}

function ethAddress(address: Address): EthAddress {
  return new EthAddress(hexToBytes(address));
}

function transactionOf(
  from: Address,
  to: Address | undefined,
  input: Hex,
  value: bigint,
): ScenarioTransaction {
  return {
    id: 0,
    hash: toWord(1n),
    fields: {
      type: 2,
      from,
      ...(to === undefined ? {} : { to }),
      nonce: "0x0",
      gas: "0x1c9c380",
      value: `0x${value.toString(16)}`,
      input,
    },
    block: {
      number: 1n,
      timestamp: 1n,
      coinbase: CAROL,
      gasLimit: 30_000_000n,
      difficulty: 0n,
      prevRandao: toWord(0n),
    },
    before: new Map(),
    expected: { status: 1, gasUsed: 21_000n, logs: [] },
  };
}

import { readFileSync } from "node:fs";
import { join } from "node:path";

import { type CopiedProject, copyProject } from "./copied-project.ts";
import { type StartedNode, startNode } from "./start-node.ts";

/** The fixture project `hot-counter` beside a chain on which its contract is deployed and used. */
export interface ChainProject extends CopiedProject {
  readonly node: StartedNode;
  /** The deployed contract. */
  readonly counter: string;
  /** Puts a network `remote` into the config, and whatever else. */
  connect(url: string, options?: string): void;
}

export const USERS_A_BLOCK = 8;

/** Selectors of increment() and incrementBy(uint256). */
const CALLS = { increment: "0xd09de08a", incrementBy: "0x03df179c" };

/**
 * Block 1 deploys the contract, 2 and 3 hold calls of many senders: some that meet, one that fails, a transfer; 4 is
 * empty.
 */
export async function chainProject(): Promise<ChainProject> {
  const copied = await copyProject("hot-counter");
  const node = await startNode(copied.project);
  const artifact = JSON.parse(
    readFileSync(join(copied.project, "artifacts/contracts/Counter.sol/Counter.json"), "utf8"),
  ) as { bytecode: string }; // Hardhat's
  const accounts = await node.ask<string[]>("eth_accounts");
  const account = (index: number) => accounts[index] ?? "";
  const send = (from: number, fields: object) =>
    node.ask<string>("eth_sendTransaction", [{ from: account(from), gas: "0x100000", ...fields }]);
  const creation = await send(0, { data: artifact.bytecode });
  const { contractAddress: counter } = await node.ask<{ contractAddress: string }>(
    "eth_getTransactionReceipt",
    [creation],
  );
  await node.ask("evm_setAutomine", [false]);
  for (let block = 2; block <= 3; block++) {
    for (let user = 1; user <= USERS_A_BLOCK; user++) {
      await send(user, { to: counter, data: CALLS.increment });
    }
    await send(9, { to: counter, data: `${CALLS.incrementBy}${"0".repeat(64)}` });
    await send(10, { to: account(11), value: "0x5" });
    await node.ask("evm_mine");
  }
  await node.ask("evm_mine");
  await node.ask("evm_setAutomine", [true]);
  return {
    ...copied,
    node,
    counter,
    connect: (url, options = "") => {
      copied.configure(
        `networks: { remote: { type: "http", url: "${url}" }, forked: { type: "edr-simulated", forking: { url: "${url}" } } },
  ${options}`,
      );
    },
  };
}

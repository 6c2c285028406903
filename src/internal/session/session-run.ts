/** Names the run, so that the processes of one run know that they belong together. */
export const RUN_VARIABLE = "HARDHAT_PARALLEL_EVM_RUN";

export interface Run {
  readonly id: string;
  /** True in the process that began the run and makes its report; false in its children. */
  readonly owned: boolean;
}

/** The run that this process takes part in; begins one if no parent process did. */
export function currentRun(): Run {
  const inherited = process.env[RUN_VARIABLE];
  const id = inherited ?? `${Date.now()}-${process.pid}`;
  process.env[RUN_VARIABLE] = id;
  return { id, owned: id.endsWith(`-${process.pid}`) };
}

/** When a run began, in milliseconds since 1970; 0 for a name that another version gave. */
export function startOfRun(id: string): number {
  return Number(/^(\d+)-/.exec(id)?.[1] ?? 0);
}

import type { NewTaskActionFunction } from "hardhat/types/tasks";

interface ProveArguments {
  rule: string | undefined;
  hotspot: string | undefined;
}

/** Proves the diffs of the saved report. The exit code is 1 when one of them does not compile or breaks tests. */
const prove: NewTaskActionFunction<ProveArguments> = async ({ rule, hotspot }, hre) => {
  const { proveFindings } = await import("../session/prove-findings.ts");
  if (!(await proveFindings(hre, { rule, hotspot }))) process.exitCode = 1;
};

export default prove;

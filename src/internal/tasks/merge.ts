import type { NewTaskActionFunction } from "hardhat/types/tasks";

interface MergeArguments {
  folders: string[];
}

/** Makes one report of the recordings of several runs. Throws PE002 for a folder without one. */
const merge: NewTaskActionFunction<MergeArguments> = async ({ folders }, hre) => {
  const { mergeRecordings } = await import("../session/merge-recordings.ts");
  await mergeRecordings(hre, folders);
};

export default merge;

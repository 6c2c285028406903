import type { NewTaskActionFunction } from "hardhat/types/tasks";

/** Makes the report of the newest recording again. Throws PE002 when there is none. */
const report: NewTaskActionFunction = async (_args, hre) => {
  const { recordingFolderOf } = await import("../session/session.ts");
  const { makeReport } = await import("../session/make-report.ts");
  await makeReport(hre, { recordingFolder: recordingFolderOf(hre) });
};

export default report;

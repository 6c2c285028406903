import type { RecordingRecord } from "../model/recording.ts";

/** How a recording ends, as far as it was read. */
export type EndOfRecording = "missing" | "stopped" | "whole";

/** A run that was stopped once stays so, though its process may have gone on for a while. */
export function endAfter(record: RecordingRecord, before: EndOfRecording): EndOfRecording {
  if (before === "stopped") return before;
  if (record.kind !== "end") return "missing";
  return record.stopped === true ? "stopped" : "whole";
}

/** What is wrong with the recording, for a message that names it. */
export const PROBLEM_OF_END = {
  missing: "it has no end, as its process was killed or goes on, or the file was cut",
  stopped: "its tests were stopped in the middle",
} as const;

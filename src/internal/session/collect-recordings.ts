import type { RecordingRecord } from "../model/recording.ts";
import { ParallelEvmError } from "../primitives/plugin-error.ts";
import type { UnwrittenLines } from "../recording/recording-writer.ts";
import { PROBLEM_OF_END } from "../recording/end-of-recording.ts";
import {
  parseRecording,
  readRecordings,
  type Recording,
  recordingFiles,
} from "../recording/read-recordings.ts";

export interface RecordingsRequest {
  readonly recordingFolder: string;
  /** Absent: the newest run. */
  readonly run?: string;
  /** Of this process's recording; absent: nothing. */
  readonly unwritten?: UnwrittenLines | undefined;
}

/** The recordings of a run by file. Throws PE002 when a run without a name has none. */
export async function collectRecordings(
  request: RecordingsRequest,
  onProgress: (done: number, total: number) => void = () => undefined,
): Promise<ReadonlyMap<string, RecordingRecord[]>> {
  const recordings = new Map<string, RecordingRecord[]>();
  const files = await recordingFiles(request.recordingFolder, request.run);
  for await (const recording of readRecordings(request.recordingFolder, request.run)) {
    const { name, records } = recording;
    // Those of a run that goes on have no end yet.
    const notes = request.run === undefined ? notesOn(recording) : [];
    recordings.set(name, [...records, ...notes]);
    onProgress(recordings.size, files.length);
  }
  await addUnwritten(recordings, request.unwritten);
  if (recordings.size === 0 && request.run === undefined) {
    throw new ParallelEvmError("PE002", [request.recordingFolder]);
  }
  return recordings;
}

function notesOn({ name, end }: Recording): readonly RecordingRecord[] {
  if (end === "whole") return [];
  const message = `The recording ${name} is not whole: ${PROBLEM_OF_END[end]}. What would follow is not in this report.`;
  return [{ kind: "note", message }];
}

/** Adds what could not be written. */
export async function addUnwritten(
  recordings: Map<string, RecordingRecord[]>,
  unwritten: UnwrittenLines | undefined,
): Promise<void> {
  if (unwritten === undefined || unwritten.lines.length === 0) return;
  const { file, lines } = unwritten;
  const { records } = await parseRecording("unwritten records", lines);
  // Ids of connections are those of the file.
  recordings.set(file, [...(recordings.get(file) ?? []), ...records]);
}

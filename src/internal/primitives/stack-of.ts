/** What went wrong, with its place: of a defect, whose message alone says too little. */
export function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

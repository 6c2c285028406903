/** Tells the user something that is no report, on standard error so that it does not mix with output. */
export function printNotice(message: string): void {
  console.error(`\n${message}\n`);
}

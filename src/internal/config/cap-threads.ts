/**
 * More threads than `cores` are no error, as a config is shared between machines; they are cut to
 * `cores`, with a note. `option` is what the user knows it by.
 */
export function capThreads(
  wanted: number,
  cores: number,
  option: string,
): { readonly threads: number; readonly notes: string[] } {
  if (wanted <= cores) return { threads: wanted, notes: [] };
  const available = cores === 1 ? "1 core" : `${cores} cores`;
  const note = `${option} is ${wanted}, but this machine has ${available}: ${cores} used.`;
  return { threads: cores, notes: [note] };
}

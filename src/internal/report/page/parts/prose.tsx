/** Text whose further lines may be Solidity: those are shown as code. */
export function Prose({ text }: { readonly text: string }) {
  return (
    <span class="text">
      {text.split("\n").map((line, index) => (
        <span key={index} class={isCode(line) ? "code-line" : ""}>
          {line}
          {"\n"}
        </span>
      ))}
    </span>
  );
}

function isCode(line: string): boolean {
  return /[;{}]\s*(?:\/\/.*)?$/.test(line) || /^\s*\/\//.test(line) || /^\s{2,}\S/.test(line);
}

/** Text whose further lines may be Solidity, or what stands in backquotes: those are shown as code. */
export function Prose({ text }: { readonly text: string }) {
  return (
    <span class="text">
      {text.split("\n").map((line, index) => (
        <span key={index} class={isCode(line) ? "code-line" : ""}>
          {isCode(line) ? line : <Words text={line} />}
          {"\n"}
        </span>
      ))}
    </span>
  );
}

function Words({ text }: { readonly text: string }) {
  return (
    <>
      {text
        .split(/`([^`]+)`/)
        .map((part, index) => (index % 2 === 1 ? <code key={index}>{part}</code> : part))}
    </>
  );
}

function isCode(line: string): boolean {
  return /[;{}]\s*(?:\/\/.*)?$/.test(line) || /^\s*\/\//.test(line) || /^\s{2,}\S/.test(line);
}

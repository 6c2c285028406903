import { useState } from "preact/hooks";

/** A unified diff, and a button that copies it. */
export function Diff({ patch }: { readonly patch: string }) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(patch);
    setCopied(true);
  };
  return (
    <div class="diff">
      <button type="button" class="small" onClick={() => void copy()} aria-live="polite">
        {copied ? "Copied" : "Copy the diff"}
      </button>
      <pre tabIndex={0} aria-label="Unified diff">
        {patch.split("\n").map((line, index) => (
          <span key={index} class={classOf(line)}>
            {line}
            {"\n"}
          </span>
        ))}
      </pre>
    </div>
  );
}

function classOf(line: string): string {
  if (line.startsWith("+++") || line.startsWith("---")) return "file";
  if (line.startsWith("@@")) return "hunk";
  if (line.startsWith("+")) return "added";
  return line.startsWith("-") ? "removed" : "";
}

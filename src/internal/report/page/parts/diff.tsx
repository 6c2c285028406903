import { useRef, useState } from "preact/hooks";

/** A unified diff, and a button that copies it. */
export function Diff({ patch }: { readonly patch: string }) {
  const [label, setLabel] = useState("Copy the diff");
  const text = useRef<HTMLPreElement>(null);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(patch);
      setLabel("Copied");
    } catch {
      // Some browsers refuse it to files.
      if (text.current !== null) getSelection()?.selectAllChildren(text.current);
      setLabel("The browser refuses: it is selected, copy it by hand");
    }
  };
  return (
    <div class="diff">
      <button type="button" class="small" onClick={() => void copy()} aria-live="polite">
        {label}
      </button>
      <pre ref={text} tabIndex={0} aria-label="Unified diff">
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

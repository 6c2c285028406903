import { useContext } from "preact/hooks";

import type { SourceLine } from "../../../model/slot-name.ts";
import { PageContext } from "../page-context.ts";
import { linkTo } from "../route.ts";

/** `contracts/Token.sol:12`, a link where the page has the file. */
export function SourceLink({ source }: { readonly source: SourceLine | null }) {
  const { sources } = useContext(PageContext);
  if (source === null) return null;
  const text = `${source.file}:${source.line}`;
  if (sources[source.file] === undefined) return <code>{text}</code>;
  return (
    <a href={linkTo("source", source.file, { line: source.line })}>
      <code>{text}</code>
    </a>
  );
}

import { useContext, useEffect, useMemo, useRef } from "preact/hooks";

import { shortContract } from "../../../model/short-contract.ts";
import { heatOf, hotLines } from "../heat.ts";
import { PageContext } from "../page-context.ts";
import { highlightLines } from "../parts/highlight.tsx";
import { LineHeat } from "../parts/line-heat.tsx";
import { NotFound, UnknownParam } from "../parts/not-found.tsx";
import { StorageMap } from "../parts/storage-map.tsx";
import { linkTo, replaceRoute, type Route } from "../route.ts";

/** The source of a file with heat on its lines, and the storage of its contracts. */
export function ContractsView({ route }: { readonly route: Route }) {
  const { sources, report } = useContext(PageContext);
  const files = Object.keys(sources).sort(ownFirst);
  const hottest = report.hotspots.find(
    ({ source }) => source !== null && files.includes(source.file),
  );
  const file = files.find((one) => one === route.item) ?? hottest?.source?.file ?? files[0];
  if (file === undefined) {
    return (
      <>
        <h1 tabIndex={-1}>Contracts</h1>
        <p>No source is known. Compile with: npx hardhat build</p>
      </>
    );
  }
  const text = sources[file] ?? "";
  const wanted = route.params.get("line");
  const line = Number(wanted ?? "0");
  const isThere = Number.isInteger(line) && line > 0 && line <= text.split("\n").length;
  return (
    <>
      <h1 tabIndex={-1}>Contracts</h1>
      {route.item !== "" && file !== route.item && (
        <NotFound what={`file “${route.item}”`} instead="Here is another one." />
      )}
      <div class="controls">
        <label class="wide">
          File{" "}
          <select
            value={file}
            onChange={(event) => {
              replaceRoute(linkTo("source", event.currentTarget.value));
            }}
          >
            {files.map((one) => (
              <option key={one} value={one}>
                {one}
              </option>
            ))}
          </select>
        </label>
      </div>
      <h2>Source</h2>
      <UnknownParam
        value={wanted}
        isKnown={isThere}
        what="line of that number in the file"
        instead="Here it is from its beginning."
      />
      <Source key={file} file={file} text={text} line={line} />
      {report.contracts
        .filter(({ name }) => name.startsWith(`${file}:`))
        .map((contract) => (
          <section key={contract.name}>
            <h2>Storage of {shortContract(contract.name)}</h2>
            <p class="faint">
              A line is a slot of 32 bytes, the highest byte on the left. What shares a slot
              conflicts, whatever part of it is meant.
            </p>
            <StorageMap contract={contract} />
          </section>
        ))}
    </>
  );
}

/** The project's before those of packages. */
function ownFirst(a: string, b: string): number {
  const isPackage = (file: string) => (file.startsWith("@") ? 1 : 0);
  return isPackage(a) - isPackage(b) || (a < b ? -1 : 1);
}

interface SourceProps {
  readonly file: string;
  readonly text: string;
  /** To go to; 0 for none. */
  readonly line: number;
}

function Source({ file, text, line }: SourceProps) {
  const { report } = useContext(PageContext);
  const lines = useMemo(() => highlightLines(text), [text]);
  const hot = useMemo(() => hotLines(report, file), [report, file]);
  const place = useRef<HTMLLIElement>(null);
  useEffect(() => {
    place.current?.scrollIntoView({ block: "center" });
  }, [line]);
  return (
    <ol class="source" aria-label={file} tabIndex={0}>
      {lines.map((content, index) => {
        const number = index + 1;
        const known = hot.get(number);
        const heat = heatOf(known?.hotspots ?? [], report.hotspots);
        const chosen = number === line ? " chosen" : "";
        return (
          <li
            key={number}
            class={`heat-${heat}${chosen}`}
            ref={number === line ? place : null}
            id={`L${number}`}
          >
            <a
              class="line-number"
              href={linkTo("source", file, { line: number })}
              aria-label={`Line ${number}`}
              // By the keyboard one gets on from what is hot to what is hot, and to the storage.
              tabIndex={-1}
            >
              {number}
            </a>
            <code>{content}</code>
            {known !== undefined && <LineHeat line={known} isOpen={number === line} />}
          </li>
        );
      })}
    </ol>
  );
}

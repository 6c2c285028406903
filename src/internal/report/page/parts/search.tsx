import { useContext, useEffect, useMemo, useRef, useState } from "preact/hooks";

import { shortContract } from "../../../model/short-contract.ts";
import { hotspotTitle } from "../../texts/hotspot-text.ts";
import { PageContext, type PageState } from "../page-context.ts";
import { linkTo } from "../route.ts";

interface Entry {
  readonly kind: string;
  readonly text: string;
  readonly link: string;
}

const MOST_SHOWN = 12;

/** Finds hotspots, findings, contracts, functions and scenarios by a part of their names. `/` goes there. */
export function Search() {
  const state = useContext(PageContext);
  const entries = useMemo(() => entriesOf(state), [state]);
  const [query, setQuery] = useState("");
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const focus = (event: KeyboardEvent) => {
      const isTyping =
        event.target instanceof HTMLElement && event.target.matches("input, select, textarea");
      if (event.key !== "/" || isTyping) return;
      event.preventDefault();
      input.current?.focus();
    };
    addEventListener("keydown", focus);
    return () => {
      removeEventListener("keydown", focus);
    };
  }, []);
  const words = query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  const found =
    words.length === 0
      ? []
      : entries.filter(({ kind, text }) => {
          const where = `${kind} ${text}`.toLowerCase();
          return words.every((word) => where.includes(word));
        });
  const close = () => {
    setQuery("");
  };
  return (
    <search>
      <label>
        <span class="hidden">Search</span>
        <input
          ref={input}
          type="search"
          placeholder="Search (/)"
          value={query}
          onInput={(event) => {
            setQuery(event.currentTarget.value);
          }}
          onKeyDown={(event) => {
            if (event.key === "Escape") close();
          }}
        />
      </label>
      {words.length > 0 && (
        <div class="results card">
          <p class="faint" aria-live="polite">
            {found.length === 0 ? "Nothing found" : `${found.length} found`}
          </p>
          <ul>
            {found.slice(0, MOST_SHOWN).map(({ kind, text, link }, index) => (
              <li key={index}>
                <a href={link} onClick={close}>
                  <span class="faint">{kind}</span> {text}
                </a>
              </li>
            ))}
          </ul>
        </div>
      )}
    </search>
  );
}

function entriesOf({ report, sources }: PageState): readonly Entry[] {
  const functions = [...new Set(report.functions.flatMap(({ a, b }) => [a, b]))];
  return [
    ...report.hotspots.map((one, index) => ({
      kind: "hotspot",
      text: hotspotTitle(one),
      link: linkTo("hotspots", index),
    })),
    ...report.findings.map((one, index) => ({
      kind: "finding",
      text: `${one.title} ${one.rule} ${one.variable ?? ""}`,
      link: linkTo("findings", index),
    })),
    ...report.contracts
      .filter(({ source }) => source !== null && sources[source.file] !== undefined)
      .map(({ name, source }) => ({
        kind: "contract",
        text: shortContract(name),
        link: linkTo("source", source?.file ?? "", { line: source?.line }),
      })),
    ...report.contracts.flatMap(({ name, storage }) =>
      storage.flatMap(({ path, source }) =>
        source === null || sources[source.file] === undefined
          ? []
          : [
              {
                kind: "variable",
                text: `${shortContract(name)}.${path}`,
                link: linkTo("source", source.file, { line: source.line }),
              },
            ],
      ),
    ),
    ...functions.map((name) => ({ kind: "function", text: name, link: linkTo("functions") })),
    ...report.scenarios.map(({ id, title, file }) => ({
      kind: "scenario",
      text: `${title} ${file ?? ""}`,
      link: linkTo("scenarios", id),
    })),
  ];
}

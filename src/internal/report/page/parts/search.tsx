import { useContext, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";

import { figure } from "../../texts/figures.ts";
import { PageContext } from "../page-context.ts";
import { type SearchEntry, searchEntries } from "../search-entries.ts";

/** What a reader still looks through; more than that want another word. */
const MOST_SHOWN = 40;

/** Finds what the report has by a part of its name. `/` goes there, arrows to what was found, Enter to the first. */
export function Search() {
  const state = useContext(PageContext);
  const [query, setQuery] = useState("");
  const isUsed = query.trim() !== "";
  // Of a large report it takes a moment, which only those who search should wait for.
  const entries = useMemo(() => (isUsed ? searchEntries(state) : []), [state, isUsed]);
  const found = useMemo(() => find(entries, query), [entries, query]);
  const whole = useRef<HTMLElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const close = () => {
    setQuery("");
  };
  // Before it is seen: a key may be pressed at once.
  useLayoutEffect(() => {
    const focus = (event: KeyboardEvent) => {
      const isTyping =
        event.target instanceof HTMLElement && event.target.matches("input, select, textarea");
      if (event.key !== "/" || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      input.current?.focus();
    };
    const leave = (event: Event) => {
      if (event.target instanceof Node && whole.current?.contains(event.target) === false) close();
    };
    addEventListener("keydown", focus);
    addEventListener("pointerdown", leave);
    // By the tabulator.
    addEventListener("focusin", leave);
    return () => {
      removeEventListener("keydown", focus);
      removeEventListener("pointerdown", leave);
      removeEventListener("focusin", leave);
    };
  }, []);
  const onKeyDown = (event: KeyboardEvent) => {
    const links = [...(whole.current?.querySelectorAll<HTMLAnchorElement>(".results a") ?? [])];
    const at = links.findIndex((link) => link === document.activeElement);
    if (event.key === "Escape") {
      close();
      input.current?.focus();
    } else if (event.key === "Enter" && at < 0) {
      links[0]?.click();
    } else if (event.key === "ArrowDown") {
      event.preventDefault();
      links[Math.min(at + 1, links.length - 1)]?.focus();
    } else if (event.key === "ArrowUp" && at >= 0) {
      event.preventDefault();
      (at === 0 ? input.current : links[at - 1])?.focus();
    }
  };
  return (
    <search ref={whole} onKeyDown={onKeyDown}>
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
        />
      </label>
      {isUsed && (
        <div class="results card">
          <p class="faint" aria-live="polite">
            {howMany(found.length)}
          </p>
          <ul>
            {found.slice(0, MOST_SHOWN).map(({ kind, text, link }, index) => (
              <li key={index}>
                <a
                  href={link}
                  onClick={() => {
                    close();
                    goToContent();
                  }}
                >
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

/** Also where the view stays the same, and only what is chosen in it changes. */
function goToContent(): void {
  setTimeout(() => {
    document.querySelector<HTMLElement>("main h1")?.focus({ preventScroll: true });
  });
}

function howMany(found: number): string {
  if (found === 0) return "Nothing found";
  if (found <= MOST_SHOWN) return `${figure(found)} found`;
  return `${figure(found)} found; these are the first ${MOST_SHOWN}. A further word finds fewer.`;
}

function find(entries: readonly SearchEntry[], query: string): readonly SearchEntry[] {
  const words = query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  return entries.filter(({ searched }) => words.every((word) => searched.includes(word)));
}

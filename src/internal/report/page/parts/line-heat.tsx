import { useContext, useLayoutEffect, useRef, useState } from "preact/hooks";

import { figure } from "../../texts/figures.ts";
import { hotspotTitle, withoutIt } from "../../texts/hotspot-text.ts";
import type { HotLine } from "../heat.ts";
import { PageContext } from "../page-context.ts";
import { linkTo } from "../route.ts";

interface LineHeatProps {
  readonly line: HotLine;
  readonly isOpen: boolean;
}

/** Of the card that lies over the page, in pixels. */
interface Place {
  readonly left: number;
  readonly top: number;
}

/**
 * What a line has to do with hotspots: in short, and with paths, functions and price on a hover or where the keyboard
 * is, over the page; on a click below the line.
 */
export function LineHeat({ line, isOpen }: LineHeatProps) {
  const whole = useRef<HTMLDivElement>(null);
  const details = useRef<HTMLDetailsElement>(null);
  const [place, setPlace] = useState<Place>();
  const hide = () => {
    setPlace(undefined);
  };
  const show = () => {
    const box = whole.current?.getBoundingClientRect();
    if (box === undefined || details.current?.open === true) return;
    setPlace({ left: Math.max(8, Math.min(box.left, innerWidth * 0.4)), top: box.bottom });
  };
  // Before it is seen: a key may be pressed at once.
  useLayoutEffect(() => {
    if (place === undefined) return undefined;
    const escape = ({ key }: KeyboardEvent) => {
      if (key === "Escape") hide();
    };
    const scroll = ({ target }: Event) => {
      // Not within the card itself.
      if (!(target instanceof Element && whole.current?.contains(target) === true)) hide();
    };
    addEventListener("keydown", escape);
    addEventListener("scroll", scroll, true);
    return () => {
      removeEventListener("keydown", escape);
      removeEventListener("scroll", scroll, true);
    };
  }, [place !== undefined]);
  return (
    <div
      class="line-heat"
      ref={whole}
      onMouseEnter={show}
      onMouseLeave={hide}
      onFocusIn={(event) => {
        // A click has the focus, too, and opens it.
        if (event.target instanceof Element && event.target.matches(":focus-visible")) show();
      }}
      onFocusOut={hide}
    >
      <details ref={details} open={isOpen} onToggle={hide}>
        <summary>{shownNames(line.hotspots)}</summary>
        <div class="card">
          <Uses line={line} />
        </div>
      </details>
      {place !== undefined && (
        <div class="card hover" role="tooltip" ref={keepInSight} style={{ ...place }}>
          <Uses line={line} />
        </div>
      )}
    </div>
  );
}

/** Above the line where there is no room below. */
function keepInSight(card: HTMLElement | null): void {
  const box = card?.getBoundingClientRect();
  const line = card?.parentElement?.getBoundingClientRect();
  if (card === null || box === undefined || line === undefined) return;
  if (box.bottom > innerHeight) card.style.top = `${Math.max(0, line.top - box.height)}px`;
  if (box.right > innerWidth) card.style.left = `${Math.max(0, innerWidth - box.width - 8)}px`;
}

function Uses({ line: { hotspots, uses } }: { readonly line: HotLine }) {
  const { report } = useContext(PageContext);
  return (
    <>
      {hotspots.map(({ index, hotspot }) => (
        <p key={index}>
          <a href={linkTo("hotspots", index)}>{hotspotTitle(hotspot)}</a>:{" "}
          {hotspot.functions.join(", ")}; {figure(hotspot.savedGas)} gas; without it{" "}
          {withoutIt(hotspot, report.hotspots)}
        </p>
      ))}
      <ul>
        {uses.map((use) => (
          <li key={use}>{use}</li>
        ))}
      </ul>
    </>
  );
}

/** With their contracts where several that inherit the line have one of that name. */
function shownNames(hotspots: HotLine["hotspots"]): string {
  return hotspots
    .map(({ hotspot }) => {
      const alike = hotspots.filter((one) => one.hotspot.path === hotspot.path);
      return alike.length > 1 ? hotspotTitle(hotspot) : hotspot.path;
    })
    .join(", ");
}

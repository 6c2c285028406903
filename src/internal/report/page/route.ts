import { useEffect, useState } from "preact/hooks";

/** What the address says behind its `#`: `#/schedule/c3s?threads=8&without=0`. */
export interface Route {
  readonly view: string;
  /** What stands behind the view, decoded; "" for nothing. */
  readonly item: string;
  readonly params: URLSearchParams;
}

type Params = Readonly<Record<string, string | number | undefined>>;

/** A link to a view of the page; parameters without a value are left out. */
export function linkTo(view: string, item: string | number = "", params: Params = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    if (value !== undefined && value !== "") search.set(name, String(value));
  }
  const path = item === "" ? view : `${view}/${encodeURIComponent(item)}`;
  return `#/${path}${search.size > 0 ? `?${search.toString()}` : ""}`;
}

/** Goes there without a new entry in the browser's history, as for a filter that is set. */
export function replaceRoute(link: string): void {
  history.replaceState(null, "", link);
  dispatchEvent(new HashChangeEvent("hashchange"));
}

/** Sets parameters of the address there is, and takes away those that have no value; all others stay. */
export function setParams(changes: Params): void {
  const { view, item, params } = parseRoute(location.hash);
  replaceRoute(linkTo(view, item, { ...Object.fromEntries(params), ...changes }));
}

export function useRoute(): Route {
  const [route, setRoute] = useState(() => parseRoute(location.hash));
  useEffect(() => {
    const update = () => {
      setRoute(parseRoute(location.hash));
    };
    addEventListener("hashchange", update);
    return () => {
      removeEventListener("hashchange", update);
    };
  }, []);
  return route;
}

export function parseRoute(hash: string): Route {
  const [path = "", search = ""] = hash.replace(/^#\/?/, "").split("?", 2);
  const [view = "", ...items] = path.split("/");
  return { view, item: decode(items.join("/")), params: new URLSearchParams(search) };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // Typed by hand.
    return text;
  }
}

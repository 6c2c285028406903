import { useEffect, useState } from "preact/hooks";

export type Theme = "auto" | "light" | "dark";

const KEY = "hardhat-parallel-evm theme";
const CHANGED = "themechange";
const prefersDark = matchMedia("(prefers-color-scheme: dark)");

/** What the reader has chosen; `auto` is what the system says. */
export function chosenTheme(): Theme {
  try {
    const kept = localStorage.getItem(KEY);
    return kept === "light" || kept === "dark" ? kept : "auto";
  } catch {
    // Some browsers keep nothing for files.
    return "auto";
  }
}

export function chooseTheme(theme: Theme): void {
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // It holds until the page is left.
  }
  applyTheme(theme);
}

export function applyTheme(theme: Theme): void {
  const isDark = theme === "dark" || (theme === "auto" && prefersDark.matches);
  document.documentElement.dataset.theme = isDark ? "dark" : "light";
  dispatchEvent(new Event(CHANGED));
}

export function useIsDark(): boolean {
  const read = () => document.documentElement.dataset.theme === "dark";
  const [isDark, setIsDark] = useState(read);
  useEffect(() => {
    const update = () => {
      setIsDark(read());
    };
    const follow = () => {
      applyTheme(chosenTheme());
    };
    addEventListener(CHANGED, update);
    prefersDark.addEventListener("change", follow);
    return () => {
      removeEventListener(CHANGED, update);
      prefersDark.removeEventListener("change", follow);
    };
  }, []);
  return isDark;
}

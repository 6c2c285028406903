import { useEffect, useRef, useState } from "preact/hooks";

import { setParams, useRoute } from "./route.ts";

/** Browsers refuse an address that changes with each key. */
const PAUSE_MS = 250;

/** A parameter of the address that is typed: it takes effect at once, and is in the address after a pause. */
export function useTypedParam(name: string): [text: string, change: (text: string) => void] {
  const inAddress = useRoute().params.get(name) ?? "";
  const [text, setText] = useState(inAddress);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    // Somebody went to another address, or it is what was typed.
    setText(inAddress);
    return () => {
      clearTimeout(timer.current);
    };
  }, [name, inAddress]);
  const change = (typed: string) => {
    setText(typed);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      setParams({ [name]: typed });
    }, PAUSE_MS);
  };
  return [text, change];
}

import { Fragment } from "preact";

/** Paths of variables, which may be broken where a dot or a bracket stands: a long one would push all else out of sight. */
export function Paths({ paths }: { readonly paths: readonly string[] }) {
  return (
    <>
      {paths
        .join(", ")
        .split(BREAKS)
        .map((part, index) => (
          <Fragment key={index}>
            {part}
            <wbr />
          </Fragment>
        ))}
    </>
  );
}

const BREAKS = /(?<=\])|(?=[.[])/;

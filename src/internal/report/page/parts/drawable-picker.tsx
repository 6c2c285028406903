import { useContext } from "preact/hooks";

import { figure } from "../../texts/figures.ts";
import { PageContext } from "../page-context.ts";
import { linkTo, replaceRoute } from "../route.ts";
import type { Drawable } from "../schedules.ts";

interface PickerProps {
  readonly view: string;
  readonly chosen: Drawable;
  readonly params?: Readonly<Record<string, string | number | undefined>>;
}

/** More in one list would be of no use: the table of scenarios can be searched. */
const MOST_OFFERED = 300;

export function DrawablePicker({ view, chosen, params = {} }: PickerProps) {
  const { drawables } = useContext(PageContext);
  const first = drawables.slice(0, MOST_OFFERED);
  const offered = first.includes(chosen) ? first : [...first, chosen];
  const of = (isCrowd: boolean) =>
    offered
      .filter(({ kind }) => (kind === "crowd") === isCrowd)
      .map(({ id, title }) => (
        <option key={id} value={id}>
          {title}
        </option>
      ));
  return (
    <label class="wide">
      Scenario{" "}
      <select
        value={chosen.id}
        onChange={(event) => {
          replaceRoute(linkTo(view, event.currentTarget.value, params));
        }}
      >
        <optgroup label="Crowds">{of(true)}</optgroup>
        <optgroup label="The suite's scenarios">{of(false)}</optgroup>
      </select>
      {drawables.length > MOST_OFFERED && (
        <a href={linkTo("scenarios")}> all {figure(drawables.length)}</a>
      )}
    </label>
  );
}

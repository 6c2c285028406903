import { useContext, useEffect } from "preact/hooks";

import { count } from "../../texts/figures.ts";
import { PageContext } from "../page-context.ts";
import { FindingCard } from "../parts/finding-card.tsx";
import { NotFound, UnknownParam } from "../parts/not-found.tsx";
import { linkTo, replaceRoute, type Route } from "../route.ts";

/** All findings, what gains most first; of one rule if one is chosen. */
export function FindingsView({ route }: { readonly route: Route }) {
  const { report } = useContext(PageContext);
  const wanted = route.params.get("rule") ?? "";
  const rules = [...new Set(report.findings.map((one) => one.rule))].sort();
  // A rule whose findings are mended has none any more.
  const rule = rules.includes(wanted) ? wanted : "";
  const shown = [...report.findings.entries()].filter(
    ([, one]) => rule === "" || one.rule === rule,
  );
  useEffect(() => {
    if (route.item !== "") document.getElementById(`finding-${route.item}`)?.scrollIntoView();
  }, [route.item]);
  return (
    <>
      <h1 tabIndex={-1}>Findings</h1>
      {route.item !== "" && report.findings[Number(route.item)] === undefined && (
        <NotFound what={`finding “${route.item}”`} instead="Here are all that there are." />
      )}
      <UnknownParam
        value={wanted}
        isKnown={rule === wanted}
        what="finding of that rule"
        instead="Here are all that there are."
      />
      <div class="controls">
        <label>
          Rule{" "}
          <select
            value={rule}
            onChange={(event) => {
              replaceRoute(linkTo("findings", "", { rule: event.currentTarget.value }));
            }}
          >
            <option value="">all</option>
            {rules.map((one) => (
              <option key={one} value={one}>
                {one}
              </option>
            ))}
          </select>
        </label>
        <span>{count(shown.length, "finding")}</span>
      </div>
      {shown.map(([index, finding]) => (
        <FindingCard key={index} finding={finding} index={index} level={2} />
      ))}
      {report.suppressed.length > 0 && (
        <section>
          <h2>Suppressed</h2>
          <ul>
            {report.suppressed.map((one, index) => (
              <li key={index} class="text">
                {one.rule} at {one.variable}, by {one.by === "config" ? "the config" : "a comment"}
                {one.reason !== null && `: ${one.reason}`}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

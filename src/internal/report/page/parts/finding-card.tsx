import { useContext } from "preact/hooks";

import type { ReportFinding } from "../../../model/report-finding.ts";
import { withoutKeys } from "../../../model/path-keys.ts";
import { hotspotTitle } from "../../texts/hotspot-text.ts";
import { ratio } from "../../texts/figures.ts";
import { PageContext } from "../page-context.ts";
import { linkTo } from "../route.ts";
import { Diff } from "./diff.tsx";
import { Prose } from "./prose.tsx";
import { SourceLink } from "./source-link.tsx";

interface FindingProps {
  readonly finding: ReportFinding;
  /** Where it stands in the report's list. */
  readonly index: number;
  /** Of its heading: one below that of the text around it. */
  readonly level: 2 | 3;
}

/** A finding, whole: what it is, why it is believed, what to do, what that costs and gains. */
export function FindingCard({ finding, index, level }: FindingProps) {
  const Heading = `h${level}` as const;
  const { report } = useContext(PageContext);
  const hasAbove = report.findings
    .slice(0, index)
    .some(({ gain, profile }) => gain !== null && profile === finding.profile);
  const { title, severity, message, evidence, refactor, price, patch, proof, source } = finding;
  return (
    <article class="card" id={`finding-${index}`}>
      <Heading class="card-title">
        <span class={`badge ${severity}`}>{severity}</span>{" "}
        <a href={linkTo("findings", index)}>{title}</a>{" "}
        {finding.isInherent && <span class="badge">inherent</span>}
      </Heading>
      <p class="faint">
        {finding.rule} · {confidence(finding)}
        {source !== null && " · "}
        <SourceLink source={source} />
        {finding.profile !== null && ` · counts on ${finding.profile}`}
      </p>
      <p>
        <Prose text={message} />
      </p>
      <dl>
        {finding.gain !== null && (
          <>
            <dt>Gain, modelled on {finding.gain.threads} threads</dt>
            <dd>
              <strong>
                {ratio(finding.gain.now)} → {ratio(finding.gain.alone)}
              </strong>
              {hasAbove && <>, {ratio(finding.gain.withAbove)} with all refactors above it</>}
              {finding.gain.next !== null && `; then ${whatIsNext(finding, finding.gain.next)}`}
            </dd>
          </>
        )}
        {refactor !== "" && (
          <>
            <dt>What to change</dt>
            <dd>
              <Prose text={refactor} />
            </dd>
          </>
        )}
        {price !== "" && (
          <>
            <dt>What it costs</dt>
            <dd>
              <Prose text={price} />
            </dd>
          </>
        )}
        {evidence.length > 0 && (
          <>
            <dt>Evidence</dt>
            <dd>
              <ul>
                {evidence.map((one) => (
                  <li key={one} class="text">
                    {one}
                  </li>
                ))}
              </ul>
            </dd>
          </>
        )}
        {proof !== null && (
          <>
            <dt>Proof</dt>
            <dd class="text">
              {proof.verdict}: {proof.message}
            </dd>
          </>
        )}
      </dl>
      {patch !== null && <Diff patch={patch} />}
    </article>
  );
}

/** What costs most after the refactor may be what it leaves of its own variable. */
function whatIsNext({ contract, variable }: ReportFinding, next: string): string {
  const own =
    contract === null || variable === null
      ? undefined
      : withoutKeys(hotspotTitle({ contract, path: variable, variable, address: "" }), "");
  return withoutKeys(next, "") === own
    ? `what is left of ${next} costs most`
    : `${next} costs most`;
}

function confidence({ confidence: sure }: ReportFinding): string {
  return sure === "executed" ? "seen to happen" : `confidence ${sure}`;
}

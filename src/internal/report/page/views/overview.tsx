import type { EChartsCoreOption } from "echarts/core";
import { useCallback, useContext } from "preact/hooks";

import { isFailure } from "../../../model/budget.ts";
import type { Speedup } from "../../../model/conflict.ts";
import type { ReportCrowdCall } from "../../../model/report-crowds.ts";
import { budgetText, changeText, demandsText } from "../../texts/demands-text.ts";
import { allSucceed } from "../../../model/crowd-success.ts";
import { failures } from "../../texts/crowd-text.ts";
import { count, figure, ratio } from "../../texts/figures.ts";
import { hotspotTitle, withoutIt } from "../../texts/hotspot-text.ts";
import { headline } from "../../texts/verification-text.ts";
import { howParallel, isModelled } from "../../texts/speedup-text.ts";
import { Chart, type Colors } from "../charts/chart.tsx";
import { PageContext } from "../page-context.ts";
import { FindingCard } from "../parts/finding-card.tsx";
import { Paths } from "../parts/paths.tsx";
import { linkTo } from "../route.ts";

const SHOWN_HOTSPOTS = 5;

/** The answer first: how parallel, verified how, what to fix first and what that gains. */
export function Overview() {
  const { report } = useContext(PageContext);
  const { summary, hotspots, findings, crowds } = report;
  const first = findings.findIndex(({ gain, isInherent }) => gain !== null && !isInherent);
  const demands = demandsText(report);
  const warnings = findings.filter(({ severity }) => severity === "warning").length;
  const { matched, mismatched, skipped } = summary.verification;
  const slowest = crowds?.calls.reduce<ReportCrowdCall | undefined>(
    (least, call) =>
      least === undefined || call.same.speedup.threads["8"] < least.same.speedup.threads["8"]
        ? call
        : least,
    undefined,
  );
  const option = useCallback(
    (colors: Colors) => speedupOption(summary.speedup, colors),
    [summary.speedup],
  );
  return (
    <>
      <h1 tabIndex={-1}>How parallel is it?</h1>
      <section class="tiles" aria-label="In short">
        {isModelled(summary) && (
          <>
            <Tile
              value={ratio(summary.speedup.threads["8"])}
              text="on 8 threads, modelled, over the suite's scenarios"
            />
            <Tile value={ratio(summary.speedup.bound)} text="at most, with any number of threads" />
          </>
        )}
        {slowest !== undefined && (
          <Tile
            value={ratio(slowest.same.speedup.threads["8"])}
            text={`when ${figure(crowds?.users ?? 0)} users call ${slowest.function} at once, the slowest crowd${allSucceed(slowest.same) ? "" : `; ${failures(slowest.same)}`}`}
            link={linkTo("crowds")}
          />
        )}
        {summary.transactions > 0 && (
          <Tile
            value={`${figure(matched)} of ${figure(summary.transactions)}`}
            text={`results equal in parallel, in sequence and in Hardhat's network${mismatched > 0 ? `; ${figure(mismatched)} differ` : ""}${skipped > 0 ? `; ${figure(skipped)} skipped` : ""}`}
            isBad={mismatched > 0}
          />
        )}
        <Tile
          value={figure(hotspots.length)}
          text={hotspots.length === 1 ? "hotspot" : "hotspots"}
          link={linkTo("hotspots")}
        />
        <Tile
          value={figure(findings.length)}
          text={`${findings.length === 1 ? "finding" : "findings"}${warnings > 0 ? `, ${figure(warnings)} where the order decides` : ""}`}
          link={linkTo("findings")}
        />
      </section>
      <div class={isModelled(summary) ? "two" : ""}>
        <section>
          {howParallel(report).map((text) => (
            <p key={text}>{text}</p>
          ))}
          <p class="faint">{headline(summary)}</p>
          {crowds !== null && crowds.calls.length > 0 && (
            <p class="faint">
              Of the crowds, {count(crowds.edr.matched, "sample")} also ran in Hardhat's own network
              with the same results
              {crowds.edr.differences.length > 0 &&
                `; ${count(crowds.edr.differences.length, "sample")} differed: ${crowds.edr.differences.join("; ")}`}
              .
            </p>
          )}
        </section>
        {isModelled(summary) && (
          <Chart
            label={`Modelled speed-up: ${Object.entries(summary.speedup.threads)
              .map(([threads, value]) => `${ratio(value)} on ${threads} threads`)
              .join(", ")}; at most ${ratio(summary.speedup.bound)}`}
            height={220}
            option={option}
          />
        )}
      </div>
      {summary.mismatches.map(({ hash, title, difference }) => (
        <p class="bad" key={hash}>
          Differs: {difference} (transaction {hash} of “{title}”)
        </p>
      ))}
      {demands !== undefined && (
        <section>
          <h2>What you hold it to</h2>
          <p>{demands}.</p>
          <ul>
            {report.budgets.map((budget, index) => (
              <li key={index} class={budget.holds ? "" : "bad"}>
                {budget.holds ? "Holds" : budget.isKnown ? "Broken" : "Not known"}:{" "}
                {budgetText(budget)}
              </li>
            ))}
            {(report.comparison?.changes ?? []).map((change) => (
              <li key={change.fact} class={isFailure(change) ? "bad" : ""}>
                {changeText(change)}
              </li>
            ))}
          </ul>
        </section>
      )}
      <section>
        <h2>What to fix first</h2>
        {first < 0 ? (
          <p>No finding has a refactor to gain from. What is inherent is listed under findings.</p>
        ) : (
          findings[first] !== undefined && (
            <FindingCard finding={findings[first]} index={first} level={3} />
          )
        )}
      </section>
      <section>
        <h2>What stops it</h2>
        {hotspots.length === 0 && <p>Nothing: there is no hotspot.</p>}
        <ol>
          {hotspots.slice(0, SHOWN_HOTSPOTS).map((hotspot, index) => (
            <li key={index}>
              <a href={linkTo("hotspots", index)}>{hotspotTitle(hotspot)}</a>{" "}
              <span class="faint">
                {figure(hotspot.savedGas)} gas on the longest of 8 threads; without it{" "}
                {withoutIt(hotspot, hotspots)}
              </span>
            </li>
          ))}
        </ol>
        {hotspots.length > SHOWN_HOTSPOTS && (
          <a href={linkTo("hotspots")}>All {figure(hotspots.length)} hotspots</a>
        )}
      </section>
      {summary.notes.length > 0 && (
        <section>
          <h2>Notes</h2>
          <ul>
            {summary.notes.map((note) => (
              <li key={note} class="text">
                {note}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

interface TileProps {
  readonly value: string;
  readonly text: string;
  readonly link?: string;
  readonly isBad?: boolean;
}

function Tile({ value, text, link, isBad = false }: TileProps) {
  return (
    <div class={isBad ? "tile bad" : "tile"}>
      <strong>{value}</strong>{" "}
      {link === undefined ? (
        <span>{text}</span>
      ) : (
        <a href={link}>
          <Paths paths={[text]} />
        </a>
      )}
    </div>
  );
}

function speedupOption({ threads, bound }: Speedup, colors: Colors): EChartsCoreOption {
  const counts = ["2", "4", "8", "16"] as const;
  const text = { color: colors.text };
  return {
    grid: { left: 44, right: 16, top: 34, bottom: 40 },
    tooltip: { trigger: "axis", backgroundColor: colors.surface, textStyle: text },
    xAxis: {
      type: "category",
      data: counts,
      name: "threads",
      nameLocation: "middle",
      nameGap: 26,
      nameTextStyle: text,
      axisLabel: text,
    },
    yAxis: {
      type: "value",
      min: 0,
      axisLabel: { ...text, formatter: "{value}x" },
      splitLine: { lineStyle: { color: colors.line } },
    },
    series: [
      {
        type: "line",
        data: counts.map((one) => threads[one]),
        name: "speed-up",
        symbolSize: 8,
        color: colors.run,
        label: {
          show: true,
          position: "bottom",
          formatter: ({ value }: { value: number }) => ratio(value),
          color: colors.text,
        },
        markLine: {
          symbol: "none",
          silent: true,
          lineStyle: { color: colors.faint, type: "dashed" },
          label: {
            formatter: `at most ${ratio(bound)}`,
            color: colors.text,
            position: "insideEndTop",
            // Above the last mark.
            distance: 8,
          },
          data: [{ yAxis: bound }],
        },
      },
    ],
  };
}

import type { ComponentChild } from "preact";
import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";

import type { PageData } from "../../model/page-data.ts";
import { PageContext } from "./page-context.ts";
import { NotFound } from "./parts/not-found.tsx";
import { Search } from "./parts/search.tsx";
import { linkTo, type Route, useRoute } from "./route.ts";
import { drawablesOf } from "./schedules.ts";
import { chosenTheme, chooseTheme, type Theme } from "./theme.ts";
import { ConflictsView } from "./views/conflicts.tsx";
import { ContractsView } from "./views/contracts.tsx";
import { CrowdsView } from "./views/crowds.tsx";
import { FindingsView } from "./views/findings.tsx";
import { FunctionsView } from "./views/functions.tsx";
import { HotspotsView } from "./views/hotspots.tsx";
import { Overview } from "./views/overview.tsx";
import { ScenariosView } from "./views/scenarios.tsx";
import { ScheduleView } from "./views/schedule.tsx";

interface View {
  readonly id: string;
  readonly title: string;
  readonly show: (route: Route) => ComponentChild;
}

const VIEWS: readonly View[] = [
  { id: "", title: "Overview", show: () => <Overview /> },
  { id: "hotspots", title: "Hotspots", show: (route) => <HotspotsView route={route} /> },
  { id: "findings", title: "Findings", show: (route) => <FindingsView route={route} /> },
  { id: "source", title: "Contracts", show: (route) => <ContractsView route={route} /> },
  { id: "functions", title: "Functions", show: (route) => <FunctionsView route={route} /> },
  { id: "crowds", title: "Crowds", show: () => <CrowdsView /> },
  { id: "schedule", title: "Schedule", show: (route) => <ScheduleView route={route} /> },
  { id: "conflicts", title: "Conflicts", show: (route) => <ConflictsView route={route} /> },
  { id: "scenarios", title: "Scenarios", show: (route) => <ScenariosView route={route} /> },
];

/** The report as a page: everything that can be seen has an address of its own. */
export function App({ data }: { readonly data: PageData }) {
  const route = useRoute();
  const state = useMemo(() => ({ ...data, drawables: drawablesOf(data.report) }), [data]);
  const known = VIEWS.find(({ id }) => id === route.view);
  const view = known ?? VIEWS[0];
  const main = useRef<HTMLElement>(null);
  const isFirst = useRef(true);
  // At once: who types already would be taken away from it.
  useLayoutEffect(() => {
    // Who reads by ear is told of the new view; at the start the page begins at its top.
    if (!isFirst.current) main.current?.querySelector("h1")?.focus();
    isFirst.current = false;
  }, [route.view, route.item]);
  return (
    <PageContext.Provider value={state}>
      <a
        class="skip"
        href="#main"
        onClick={(event) => {
          event.preventDefault();
          main.current?.querySelector("h1")?.focus();
        }}
      >
        To the content
      </a>
      <header>
        <a class="title" href={linkTo("")}>
          Parallel EVM <span class="faint">{data.project}</span>
        </a>
        <Search />
        <ThemeChoice />
      </header>
      <nav aria-label="Views">
        {VIEWS.map(({ id, title }) => (
          <a key={id} href={linkTo(id)} {...(id === view?.id ? { "aria-current": "page" } : {})}>
            {title}
          </a>
        ))}
      </nav>
      <main ref={main} id="main">
        {known === undefined && (
          <NotFound what={`view “${route.view}”`} instead="Here is the overview." />
        )}
        {view?.show(route)}
      </main>
      <footer class="faint">
        Speed-ups are modelled, from gas; nothing here is measured time. Made by
        hardhat-parallel-evm from report.json, version {data.report.schemaVersion}.
      </footer>
    </PageContext.Provider>
  );
}

function ThemeChoice() {
  const [theme, setTheme] = useState(chosenTheme);
  return (
    <label class="theme">
      <span class="hidden">Colours</span>
      <select
        value={theme}
        onChange={(event) => {
          const { value } = event.currentTarget;
          const chosen: Theme = value === "light" || value === "dark" ? value : "auto";
          chooseTheme(chosen);
          setTheme(chosen);
        }}
      >
        <option value="auto">Auto</option>
        <option value="light">Light</option>
        <option value="dark">Dark</option>
      </select>
    </label>
  );
}

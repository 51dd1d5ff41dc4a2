// The Exports page: no build step, every module is loaded as it stands.
import { Definitions } from "./definitions.js";
import { Details } from "./details.js";
import { Runs } from "./runs.js";
import { h, router, ui, useEffect, useState } from "./react.js";
import { loadStrings, t } from "./words.js";
import { Wizard } from "./wizard.js";

const { Box, Button, Heading, HStack, Tabs } = ui;

// One view a ?view=: Airflow mounts the page anew at every change of its path.
const VIEWS = { runs: Runs, definitions: Definitions, details: Details, wizard: Wizard };

function Exports({ dagId, runId }) {
  const [parameters, setParameters] = router.useSearchParams();
  const [ready, setReady] = useState(false);
  useEffect(() => {
    loadStrings().finally(() => setReady(true));
  }, []);
  if (!ready) return null;
  const go = (values) => setParameters(values);
  const inDag = dagId ? { export: dagId, ...(runId && { run: runId, view: "details" }) } : {};
  const place = { ...Object.fromEntries(parameters), ...inDag };
  const view = VIEWS[place.view] ? place.view : "runs";
  return h(Box, { p: 4, overflow: "auto", height: "100%" },
    !dagId && h(Header, { view, go }),
    h(VIEWS[view], { place, go, embedded: Boolean(dagId) }));
}

const Header = ({ view, go }) =>
  h(HStack, { justify: "space-between", wrap: "wrap", mb: 3 },
    h(Heading, { size: "xl" }, t("exports")),
    h(Tabs.Root, { value: view, onValueChange: ({ value }) => go({ view: value }), size: "sm" },
      h(Tabs.List, null, ["runs", "definitions"].map((name) =>
        h(Tabs.Trigger, { key: name, value: name }, t(name))))),
    h(Button, { size: "sm", colorPalette: "brand", onClick: () => go({ view: "wizard" }) }, t("create")));

// Airflow looks an app up under its own name, and evaluates this module once for both.
globalThis.Exports = Exports;
globalThis.Export = Exports;

// The Exports page: no build step, every module is loaded as it stands.
import { Definitions } from "./definitions.js";
import { Details } from "./details.js";
import { Runs } from "./runs.js";
import { h, router, ui, useEffect, useState } from "./react.js";
import { loadStrings, t } from "./words.js";
import { Wizard } from "./wizard.js";

const { Box, Button, Heading, HStack, Tabs } = ui;
const PAGE = "/plugin/exports";

// One view a ?view=: Airflow mounts the page anew at every change of its path.
const VIEWS = { runs: Runs, definitions: Definitions, details: Details, wizard: Wizard };
// Some modules load late, and so does the language: nothing is shown in two of them.
const useStrings = () => {
  const [ready, setReady] = useState(false);
  useEffect(() => {
    loadStrings().finally(() => setReady(true));
  }, []);
  return ready;
};

// In the navigation, or as a tab on a DAG or on one of its runs, which hand in their ids.
function Exports({ dagId, runId }) {
  const [parameters, setParameters] = router.useSearchParams();
  const navigate = router.useNavigate();
  if (!useStrings()) return null;
  const asked = Object.fromEntries(parameters);
  const place = { ...asked, ...(dagId && { export: dagId }), ...(runId && { run: runId, view: "details" }) };
  const go = (values) => {
    const stays = !dagId || (!runId && ["runs", "details", undefined].includes(values.view));
    return stays ? setParameters(values) : navigate(`${PAGE}?${new URLSearchParams(values)}`);
  };
  const view = VIEWS[place.view] ? place.view : "runs";
  return h(Box, { id: "antavo-exports", p: dagId ? 2 : 4, overflow: "auto", height: "100%" },
    !dagId && h(Header, { view, go }),
    h(VIEWS[view], { place, go, embedded: Boolean(dagId), alone: Boolean(runId) }));
}

const Header = ({ view, go }) =>
  h(HStack, { justify: "space-between", wrap: "wrap", mb: 4, gap: 3 },
    h(HStack, { wrap: "wrap", columnGap: 6 },
      h(Heading, { as: "h1", size: "xl" }, t("exports")),
      h(Tabs.Root, { value: view, onValueChange: ({ value }) => go({ view: value }), size: "sm" },
        h(Tabs.List, null, ["runs", "definitions"].map((name) =>
          h(Tabs.Trigger, { key: name, value: name, id: `exports-tab-${name}`, "aria-controls": undefined }, t(name)))))),
    h(Button, { size: "sm", colorPalette: "brand", onClick: () => go({ view: "wizard" }) }, t("create")));

// Airflow looks an app up under its own name, and evaluates this module once for all of them.
globalThis.Exports = Exports;
globalThis.Export = Exports;

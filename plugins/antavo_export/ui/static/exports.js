// The Exports page: no build step, every module is loaded as it stands.
import { Definitions } from "./definitions.js";
import { Details } from "./details.js";
import { Runs } from "./runs.js";
import { h, router, ui, useEffect, useRef, useState } from "./react.js";
import { loadStrings, t } from "./words.js";
import { Wizard } from "./wizard.js";

const { Box, Button, Heading, HStack, Tabs } = ui;
const PAGE = "/plugin/exports";

// One view a ?view=: Airflow mounts the page anew at every change of its path.
const VIEWS = { runs: Runs, definitions: Definitions, details: Details, wizard: Wizard };
// Airflow may know its language later than it shows the page, and people change it.
const useStrings = () => {
  const [shown, setShown] = useState(null);
  useEffect(() => {
    const load = () => loadStrings().finally(() => setShown(document.documentElement.lang));
    const changes = new MutationObserver(load);
    changes.observe(document.documentElement, { attributeFilter: ["lang"] });
    load();
    return () => changes.disconnect();
  }, []);
  return shown !== null;
};

// Airflow shows the first page through a lazy component, and from the next change of its place on the
// component itself, which React takes for another: what was typed until then would be lost, and the
// focus. So the place is changed once, to what it is, before anything is shown.
let settled = false;
const useSettled = (setParameters) => {
  useEffect(() => {
    if (settled) return;
    settled = true;
    setParameters((same) => same, { replace: true });
  }, []);
  return settled;
};

// In the navigation, or as a tab on a DAG or on one of its runs, which hand in their ids.
function Exports({ dagId, runId }) {
  const [parameters, setParameters] = router.useSearchParams();
  const spoken = useStrings();
  const stays = useSettled(setParameters);
  const navigate = router.useNavigate();
  const asked = Object.fromEntries(parameters);
  const place = { ...asked, ...(dagId && { export: dagId }), ...(runId && { run: runId, view: "details" }) };
  // The page shows a place a moment after it was asked for: what is chosen meanwhile adds to it.
  const latest = useRef(place);
  useEffect(() => { latest.current = place; }, [parameters, dagId, runId]);
  if (!spoken || !stays) return null;
  const go = (to, { replace = false } = {}) => {
    const values = typeof to === "function" ? to(latest.current) : to;
    latest.current = values;
    const here = !dagId || (!runId && ["runs", "details", undefined].includes(values.view));
    return here ? setParameters(values, { replace }) : navigate(`${PAGE}?${new URLSearchParams(values)}`, { replace });
  };
  const view = VIEWS[place.view] ? place.view : "runs";
  // Another run's details begin anew, with nothing open or under way.
  const key = view === "details" ? `${place.export}/${place.run}` : view;
  return h(Box, { id: "antavo-exports", p: dagId ? 2 : 4, overflow: "auto", height: "100%" },
    !dagId && h(Header, { view, go }),
    h(Box, { id: "exports-view" }, h(VIEWS[view], { key, place, go, embedded: Boolean(dagId), alone: Boolean(runId) })));
}

const Header = ({ view, go }) =>
  h(HStack, { justify: "space-between", wrap: "wrap", mb: 4, gap: 3 },
    h(HStack, { wrap: "wrap", columnGap: 6 },
      h(Heading, { as: "h1", size: "xl" }, t("exports")),
      h(Tabs.Root, { value: view, onValueChange: ({ value }) => go({ view: value }), size: "sm" },
        h(Tabs.List, null, ["runs", "definitions"].map((name) =>
          h(Tabs.Trigger, { key: name, value: name, id: `exports-tab-${name}`, "aria-controls": "exports-view" }, t(name)))))),
    h(Button, { size: "sm", colorPalette: "brand", onClick: () => go({ view: "wizard" }) }, t("create")));

// Airflow looks an app up under its own name, and evaluates this module once for all of them.
globalThis.Exports = Exports;
globalThis.Export = Exports;

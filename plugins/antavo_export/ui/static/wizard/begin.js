// The way from a draft to runs: at once or on a date through the one-off DAG, else a file.
import * as api from "../api.js";
import { Labelled, Notice, own, Problem, save as saveText, useLateGo } from "../parts.js";
import { h, ui, useState } from "../react.js";
import { moment, t } from "../words.js";

const { Box, Button, HStack, Input, Text } = ui;
const LOOKS = 30; // how often to look for the new DAG
const PAUSE = 1000; // ms between two looks
const LONGEST = 100; // letters of an id

export function Begin(shared) {
  const { schedule } = shared.config;
  const once = schedule === "now" || Boolean(schedule.on);
  const [state, setState] = useState({});
  const follow = useLateGo(shared.go);
  const doing = (action) => async () => {
    setState({ busy: true });
    try {
      setState({ done: await action() });
    } catch (problem) {
      setState({ problem });
    }
  };
  return h(Box, { my: 3 },
    h(once ? Once : Repeated, { ...shared, go: follow, doing, busy: state.busy }),
    state.problem && h(Problem, { error: state.problem }),
    state.done && h(Notice, { status: "success" }, state.done));
}

function Once({ config, check, go, note, doing, busy }) {
  const { schedule, deadline, retention, ...conf } = config; // a clone's: neither is for a run alone
  const [due] = check.firings;
  const start = doing(async () => {
    const when = schedule.on ? { run_after: due } : {};
    const body = { logical_date: null, conf: { ...conf, schedule: "manual" }, ...(note && { note }), ...when };
    const { dag_run_id: run } = await api.trigger(api.ONCE, body);
    go({ view: "details", export: api.ONCE, run });
  });
  const past = schedule.on && !due;
  return h(HStack, null,
    h(Button, { colorPalette: "brand", size: "sm", disabled: past, loading: busy, onClick: start }, t("start_now")),
    schedule.on && h(Text, { fontSize: "sm" }, past ? t("past") : moment(due)));
}

const slug = (name) => name.toLowerCase().normalize("NFKD").replace(/[\u0300-\u036f]/g, "").replace(/[^a-z0-9]+/g, "_").replace(/^_+/, "").slice(0, LONGEST).replace(/_+$/, "");

function Repeated({ config, check, offered, go, doing, busy }) {
  const [id, setId] = useState(slug(config.name));
  const save = doing(async () => {
    await api.createFile(id, config);
    await api.reparse(api.ONCE).catch(() => null); // a right of its own; without it Airflow looks by itself, later
    for (let look = 0; look < LOOKS; look += 1) {
      if (await api.isExport(id)) {
        go({ view: "definitions" });
        break;
      }
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
    return t("added", { id });
  });
  return h(Box, null,
    h(HStack, { align: "flex-end", wrap: "wrap" },
      h(Labelled, { label: t("id"), width: "20rem" }, h(Input, { size: "sm", value: id, maxLength: LONGEST, onChange: (event) => setId(event.target.value) })),
      offered.rights.write_files && h(Button, { colorPalette: "brand", size: "sm", disabled: !id, loading: busy, onClick: save }, t("save")),
      h(Button, { size: "sm", variant: "outline", disabled: !id, onClick: () => saveText(`${id}.yaml`, check.yaml) }, t("download_yaml"))),
    h(Text, { fontSize: "sm", mt: 2 }, own(t(offered.rights.write_files ? "file_hint" : "yaml_hint", { id }))));
}

// Where the file goes: an Airflow connection, which keeps the secret, and a path.
import * as api from "../api.js";
import { Choice, Labelled, MONO, Notice, own, Problem } from "../parts.js";
import { h, ui, useEffect, useState } from "../react.js";
import { t } from "../words.js";

const { Box, Button, Code, HStack, Input, Text } = ui;
const PATH = "/inbox/{{ export }}_{{ run_moment | date('%Y%m%d_%H%M%S') }}.{{ extension }}";

export function TargetStep({ draft, config, change, check, offered, wrong }) {
  const [known, setKnown] = useState([]);
  useEffect(() => {
    // Reading connections is a right of its own; without it the id is typed.
    api.connections().then(setKnown, () => {});
  }, []);
  const { target: chosen } = draft;
  if (Array.isArray(chosen)) return h(Text, { fontSize: "sm" }, t("several_targets", { count: chosen.length }));
  const target = typeof chosen === "object" ? chosen : { type: "none" };
  const set = (values) => change({ target: { ...target, ...values } });
  // What else a target says is for its type alone.
  const choose = (type) => change({ target: type === "none" ? "none" : { type, connection: target.connection ?? "", path: target.path ?? PATH } });
  const types = offered.targets.find(({ name }) => name === target.type)?.connection_types;
  const fitting = known.filter(({ conn_type: type }) => types?.includes(type));
  return h(Box, null,
    h(HStack, { wrap: "wrap", align: "flex-start", gap: 4 },
      h(Labelled, { label: t("target"), width: "auto" }, h(Choice, { label: t("target"), value: target.type,
        options: [["none", t("none")], ...offered.targets.map(({ name }) => [name, name.toUpperCase()])], onChange: choose })),
      target.type !== "none" && h(Labelled, { label: t("connection"), width: "18rem", help: t("connection_hint"),
        error: wrong("target.connection", target.connection) },
      h(Input, { size: "sm", list: "antavo-connections", value: target.connection, onChange: (event) => set({ connection: event.target.value }) }),
      h("datalist", { id: "antavo-connections" }, fitting.map(({ connection_id: id }) => h("option", { key: id, value: id }))))),
    target.type !== "none" && h(Box, { mt: 3 },
      h(Labelled, { label: t("path"), error: wrong("target.path", target.path) }, h(Input, { size: "sm", ...MONO, dir: "ltr",
        value: target.path, onChange: (event) => set({ path: event.target.value }) })),
      check?.paths?.map((path) => h(Text, { key: path, fontSize: "sm", mt: 1 }, `${t("example")}: `, h(Code, { dir: "ltr", wordBreak: "break-all" }, path))),
      offered.rights.create && h(Test, { key: JSON.stringify(target), config, ready: check?.mistakes.length === 0 })));
}

// A rehearsal: a small file is written, checked, renamed and removed again.
function Test({ config, ready }) {
  const [state, setState] = useState({});
  const test = async () => {
    setState({ busy: true });
    try {
      setState(await api.tryTarget(config));
    } catch (error) {
      setState({ error });
    }
  };
  return h(Box, { mt: 3 },
    h(HStack, null, h(Button, { size: "sm", variant: "outline", disabled: !ready || state.busy, loading: state.busy, onClick: test }, t("test")),
      h(Text, { fontSize: "xs", color: "fg.muted" }, own(t("test_hint")))),
    state.error && h(Problem, { error: state.error }),
    state.targets?.map(({ steps, problem }, index) => h(Notice, { key: index, status: problem ? "error" : "success",
      title: problem || t("test_worked") }, steps.join("\n"))));
}

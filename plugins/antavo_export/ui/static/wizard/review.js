// Everything once more, the first rows, and the two ways to begin.
import * as api from "../api.js";
import { Code, Loading, Notice, Problem } from "../parts.js";
import { h, ui, useState } from "../react.js";
import { Settings } from "../settings.js";
import { number, t } from "../words.js";
import { Begin } from "./begin.js";

const { Alert, Box, Button, Link, Table, Text } = ui;

export function ReviewStep({ config, check, failed, offered, go, note, stepOf, to }) {
  if (!check) return failed ? null : h(Loading);
  if (check.mistakes.length) return h(ToMend, { mistakes: check.mistakes, stepOf, to });
  return h(Box, null,
    offered.rights.create
      ? h(Begin, { config, check, offered, go, note })
      : h(Notice, null, t("no_right_to_create")),
    offered.rights.create && h(Preview, { config }),
    h(Settings, { settings: check.settings }),
    h(Box, { mt: 3 }, h(Text, { fontWeight: "bold", fontSize: "sm" }, t("yaml")), h(Code, { text: check.yaml, title: t("yaml") })));
}

// A clone may bring along what no step shows, and mistakes in it lead nowhere.
const ToMend = ({ mistakes, stepOf, to }) =>
  h(Alert.Root, { status: "warning", my: 2 }, h(Alert.Indicator), h(Alert.Content, null, h(Alert.Title, null, t("mistakes")),
    h(Alert.Description, null, mistakes.map(({ where, message }) => h(Text, { key: `${where}${message}`, fontSize: "sm" },
      stepOf(where) < 0 ? where : h(Link, { as: "button", textDecoration: "underline", onClick: () => to(stepOf(where)) }, where), ` ${message}`)))));

function Preview({ config }) {
  const [state, setState] = useState({});
  const ask = async () => {
    setState({ busy: true });
    try {
      setState({ preview: await api.previewDraft(config) });
    } catch (error) {
      setState({ error });
    }
  };
  return h(Box, { my: 3 },
    h(Button, { size: "sm", variant: "outline", loading: state.busy, onClick: ask }, t("preview")),
    state.error && h(Problem, { error: state.error }),
    state.preview && h(FirstRows, { preview: state.preview }));
}

const FirstRows = ({ preview }) => h(Box, { mt: 2 },
  h(Text, { fontSize: "sm", mb: 1, role: "status" }, t("estimate", { count: number(preview.estimate) })),
  h(Table.ScrollArea, { borderWidth: "1px", rounded: "md", tabIndex: 0, role: "region", "aria-label": t("preview") },
    h(Table.Root, { size: "sm" },
      h(Table.Header, null, h(Table.Row, null, preview.columns.map((title) => h(Table.ColumnHeader, { key: title }, title)))),
      h(Table.Body, null, preview.rows.map((row, index) => h(Table.Row, { key: index }, row.map((cell, at) =>
        h(Table.Cell, { key: at, whiteSpace: "nowrap" }, cell ?? "")))))) ));

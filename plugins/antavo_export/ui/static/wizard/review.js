// Everything once more, the first rows, and the two ways to begin.
import * as api from "../api.js";
import { Settings } from "../details.js";
import { Labelled, Mistakes, Problem } from "../parts.js";
import { h, ui, useState } from "../react.js";
import { number, t } from "../words.js";

const { Alert, Box, Button, HStack, Input, Table, Text } = ui;
const ONCE = "antavo_export_once";

export function ReviewStep({ config, check, offered, go }) {
  const [problem, setProblem] = useState(null);
  const right = check && check.mistakes.length === 0;
  const doing = (action) => async () => {
    try {
      setProblem(null);
      await action();
    } catch (error) {
      setProblem(error);
    }
  };
  return h(Box, null,
    check && h(Mistakes, { mistakes: check.mistakes.map((one) => ({ ...one, file: "draft" })), title: t("mistakes") }),
    problem && h(Problem, { error: problem }),
    right && h(Begin, { config, check, offered, go, doing }),
    right && h(Preview, { config, doing }),
    right && h(Settings, { settings: check.settings }));
}

const slug = (name) => name.toLowerCase().normalize("NFKD").replace(/[^a-z0-9]+/g, "_").replace(/^_+|_+$/g, "");

function Begin({ config, check, offered, go, doing }) {
  const [id, setId] = useState(slug(config.name));
  const { schedule } = config;
  const once = schedule === "now" || Boolean(schedule.on);
  const start = doing(async () => {
    const { schedule: when, ...conf } = config;
    const due = when.on ? check.firings[0] : undefined;
    await api.trigger(ONCE, { logical_date: null, conf: { ...conf, schedule: "manual" }, ...(due && { run_after: due }) });
    go({ view: "runs" });
  });
  const save = doing(async () => {
    await api.createFile(id, config);
    await api.reparse(ONCE);
    go({ view: "definitions" });
  });
  if (!offered.rights.create) return h(Alert.Root, { status: "info" }, t("no_right"));
  if (once) return h(Button, { colorPalette: "brand", size: "sm", my: 3, onClick: start }, t("start_now"));
  return h(Box, { my: 3 },
    h(HStack, { align: "flex-end", wrap: "wrap" },
      h(Labelled, { label: t("id"), width: "20rem" }, h(Input, { size: "sm", value: id, onChange: (event) => setId(event.target.value) })),
      offered.rights.write_files && h(Button, { colorPalette: "brand", size: "sm", onClick: save }, t("save")),
      h(Button, { size: "sm", variant: "outline", onClick: () => navigator.clipboard.writeText(check.yaml) }, t("copy")),
      h(Button, { size: "sm", variant: "outline", onClick: () => download(`${id}.yaml`, check.yaml) }, t("download"))),
    h(Text, { fontSize: "sm", mt: 2 }, t("yaml_hint", { id })),
    h(Box, { as: "pre", tabIndex: 0, borderWidth: "1px", rounded: "md", p: 3, mt: 1, fontSize: "xs", overflow: "auto", maxH: "20rem" }, check.yaml));
}

function download(name, text) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/yaml" }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

function Preview({ config, doing }) {
  const [preview, setPreview] = useState(null);
  return h(Box, { my: 3 },
    h(Button, { size: "sm", variant: "outline", onClick: doing(async () => setPreview(await api.previewDraft(config))) }, t("preview")),
    preview && h(Box, { mt: 2 },
      h(Text, { fontSize: "sm" }, t("estimate", { count: number(preview.estimate) })),
      h(Table.ScrollArea, { borderWidth: "1px", rounded: "md", tabIndex: 0 }, h(Table.Root, { size: "sm" },
        h(Table.Header, null, h(Table.Row, null, preview.columns.map((title) => h(Table.ColumnHeader, { key: title }, title)))),
        h(Table.Body, null, preview.rows.map((row, index) => h(Table.Row, { key: index }, row.map((cell, at) =>
          h(Table.Cell, { key: at, whiteSpace: "nowrap" }, cell)))))))));
}

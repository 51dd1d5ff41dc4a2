// One run: what was asked for, what came of it, and what can be done with it.
import * as api from "./api.js";
import { Loading, Problem, Status } from "./parts.js";
import { h, ui, useState } from "./react.js";
import { moment, number, size, t } from "./words.js";

const { Alert, Box, Button, Code, DataList, Heading, HStack, Table, Text } = ui;
const REFRESH = 4000;

export function Details({ place, go, embedded }) {
  const { answer: run, error, again } = api.useAnswer(
    () => api.runDetails(place.export, place.run), [place.export, place.run], { every: REFRESH });
  if (!run) return error ? h(Problem, { error, again }) : h(Loading);
  return h(Box, null,
    !embedded && h(Button, { size: "xs", variant: "ghost", onClick: () => go({ view: "runs" }) }, `← ${t("runs")}`),
    h(HStack, { wrap: "wrap", my: 2 }, h(Heading, { size: "lg" }, run.name), h(Status, { status: run.status })),
    h(Actions, { run, go, again }),
    run.failures.map(({ task, message }) => h(Alert.Root, { key: task, status: "error", my: 2 }, h(Alert.Indicator),
      h(Alert.Content, null, h(Alert.Title, null, `${t("failure")} (${task})`),
        h(Alert.Description, { whiteSpace: "pre-wrap" }, message)))),
    run.settings_problem && h(Alert.Root, { status: "warning", my: 2 }, h(Alert.Indicator),
      h(Alert.Description, { whiteSpace: "pre-wrap" }, run.settings_problem)),
    run.receipt && h(Facts, { title: t("receipt"), facts: receiptFacts(run.receipt) }),
    run.deliveries.map((delivery, index) =>
      h(Facts, { key: index, title: `${t("delivery")} ${delivery.target.toUpperCase()}`, facts: deliveryFacts(delivery) })),
    run.settings && h(Settings, { settings: run.settings }));
}

function Actions({ run, go, again }) {
  const [problem, setProblem] = useState(null);
  const repeat = async () => {
    try {
      await api.trigger(run.export, { logical_date: null, conf: run.conf ?? {} });
      go({ view: "runs" });
    } catch (error) {
      setProblem(error);
      again();
    }
  };
  const can = run.rights;
  return h(Box, { mb: 3 },
    h(HStack, { wrap: "wrap" },
      run.receipt && (run.stored
        ? h(Button, { as: "a", asChild: false, size: "sm", colorPalette: "brand", disabled: !can.download,
          onClick: () => globalThis.location.assign(api.fileUrl(run.export, run.run_id)) },
        `${t("download")} (${size(run.bytes)})`)
        : h(Text, { fontSize: "sm" }, t("expired"))),
      h(Button, { size: "sm", variant: "outline", onClick: () => go({ view: "wizard", clone: run.export, run: run.run_id }) }, t("clone")),
      h(Button, { size: "sm", variant: "outline", disabled: !can.trigger, onClick: repeat }, t("run_again")),
      h(Button, { size: "sm", variant: "ghost", onClick: () => globalThis.location.assign(api.runPage(run.export, run.run_id)) }, t("open_run"))),
    problem && h(Problem, { error: problem }));
}

const receiptFacts = (receipt) => [
  [t("rows"), number(receipt.rows)], [t("size"), `${size(receipt.bytes)} (${number(receipt.bytes)})`],
  [t("file"), receipt.file_name], [t("sha256"), h(Code, { wordBreak: "break-all" }, receipt.sha256)],
  [t("run_moment"), receipt.run_moment], [t("duration"), t("seconds", { value: receipt.seconds.total })],
];

const deliveryFacts = (delivery) => [
  [t("server"), delivery.server], [t("path"), h(Code, null, delivery.path)], [t("size"), number(delivery.bytes)],
  [t("verified"), delivery.verified], [t("attempts"), number(delivery.attempts)],
];

const Facts = ({ title, facts }) =>
  h(Box, { borderWidth: "1px", rounded: "md", p: 3, mb: 3 }, h(Heading, { size: "sm", mb: 2 }, title),
    h(DataList.Root, { orientation: "horizontal", size: "sm" }, facts.map(([label, value]) =>
      h(DataList.Item, { key: label }, h(DataList.ItemLabel, null, label), h(DataList.ItemValue, null, value)))));

export const Settings = ({ settings }) =>
  h(Box, null,
    h(Facts, {
      title: t("settings"),
      facts: [
        [t("model"), settings.model_label], [t("timezone"), settings.timezone], [t("file"), settings.file],
        [t("schedule"), settings.schedule], [t("target"), settings.targets.join("; ") || t("none")],
        [t("entries"), h(Box, null, settings.filters.map((sentence, index) =>
          h(Text, { key: index }, `${index ? `${t("or")} ` : ""}${sentence}`)))],
      ],
    }),
    h(Fields, { settings }));

const Fields = ({ settings }) =>
  h(Table.ScrollArea, { borderWidth: "1px", rounded: "md" }, h(Table.Root, { size: "sm" },
    h(Table.Header, null, h(Table.Row, null, ["from", "to", "default", "replace", "aggregation"].map((name) =>
      h(Table.ColumnHeader, { key: name }, t(name))))),
    h(Table.Body, null, settings.fields.map((field, index) => h(Table.Row, { key: index },
      h(Table.Cell, null, field.from), h(Table.Cell, null, field.to ?? field.from), h(Table.Cell, null, field.default ?? ""),
      h(Table.Cell, null, Object.entries(field.replace ?? {}).map((pair) => pair.join(" → ")).join(", ")),
      h(Table.Cell, null, field.aggregation ?? ""))))));

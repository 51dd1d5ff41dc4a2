// An export's settings in words.
import { h, ui } from "./react.js";
import { t } from "./words.js";

const { Box, DataList, Heading, Table, Text } = ui;
const COLUMNS = ["from", "to", "default", "replace", "aggregation"];

export const Facts = ({ title, facts }) =>
  h(Box, { borderWidth: "1px", rounded: "md", p: 3, mb: 3, minW: 0 }, h(Heading, { as: "h3", size: "sm", mb: 2 }, title),
    h(DataList.Root, { orientation: "horizontal", size: "md", gap: 2 }, facts.map(([label, value]) =>
      h(DataList.Item, { key: label, flexDirection: { base: "column", md: "row" }, alignItems: "flex-start", gap: { base: 0, md: 4 } }, h(DataList.ItemLabel, null, label),
        h(DataList.ItemValue, { overflowWrap: "anywhere" }, typeof value === "string" ? h("bdi", null, value) : value)))));

export const Settings = ({ settings }) =>
  h(Box, null,
    h(Facts, {
      title: t("settings"),
      facts: [
        [t("model"), settings.model_label], [t("timezone"), settings.timezone], [t("file"), settings.file],
        [t("schedule"), settings.schedule], [t("target"), settings.targets.join("; ") || t("none")],
        [t("entries"), h(Box, null, settings.filters.map((sentence, index) =>
          h(Text, { key: index }, `${index ? `${t("or")} ` : ""}${sentence}`)))],
        ...(settings.notify.length ? [[t("notify"), settings.notify.join(", ")]] : []),
        ...(settings.all_fields ? [[t("fields"), t("all_fields")]] : []),
      ],
    }),
    !settings.all_fields && h(Fields, { fields: settings.fields }));

const Fields = ({ fields }) => {
  const columns = COLUMNS.filter((name) => name !== "aggregation" || fields.some((field) => field.aggregation));
  return h(Box, null, h(Heading, { as: "h3", size: "sm", mb: 2 }, t("fields")), h(Table.ScrollArea, { borderWidth: "1px", rounded: "md", tabIndex: 0, role: "region", "aria-label": t("fields") },
    h(Table.Root, { size: "sm" },
      h(Table.Header, null, h(Table.Row, null, columns.map((name) => h(Table.ColumnHeader, { key: name }, t(name))))),
      h(Table.Body, null, fields.map((field, index) => h(Table.Row, { key: index },
        h(Table.Cell, null, h("code", { dir: "ltr" }, field.from)), h(Table.Cell, null, field.to ?? field.from),
        h(Table.Cell, null, field.default ?? ""),
        h(Table.Cell, null, Object.entries(field.replace ?? {}).map((pair) => pair.join(" → ")).join(", ")),
        columns.includes("aggregation") && h(Table.Cell, null, field.aggregation ?? "")))))));
};

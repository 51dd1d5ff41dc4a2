// The data model's fields, shown below every step.
import { h, ui } from "../react.js";
import { t } from "../words.js";

const { Box, Heading, Table } = ui;
const COLUMNS = ["name", "type", "values", "mandatory", "computed", "description"];
const FEW = 12;

export function ModelFields({ model }) {
  const title = t("available", { model: model.label });
  return h(Box, { mt: 6 }, h(Heading, { as: "h2", size: "sm", mb: 2 }, title),
    h(Table.ScrollArea, { maxH: "24rem", borderWidth: "1px", rounded: "md", tabIndex: 0, role: "region", "aria-label": title },
      h(Table.Root, { size: "sm", stickyHeader: true },
        h(Table.Header, null, h(Table.Row, null, COLUMNS.map((name) => h(Table.ColumnHeader, { key: name }, t(name))))),
        h(Table.Body, null, model.fields.map((field) => h(Field, { key: field.name, field }))))));
}

const Field = ({ field }) => h(Table.Row, null,
  h(Table.Cell, null, h("code", { dir: "ltr" }, field.name)), h(Table.Cell, null, field.type),
  h(Table.Cell, { minW: "12rem", whiteSpace: "normal" }, field.values.slice(0, FEW).join(", ") + (field.values.length > FEW ? ", …" : "")),
  h(Table.Cell, null, t(field.mandatory ? "yes" : "no")), h(Table.Cell, null, t(field.computed ? "yes" : "no")),
  h(Table.Cell, { minW: "18rem", whiteSpace: "normal" }, field.description));

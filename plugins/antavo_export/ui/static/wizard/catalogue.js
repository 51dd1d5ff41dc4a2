// The data model's fields, shown below every step.
import { h, ui } from "../react.js";
import { t } from "../words.js";

const { Box, Heading, Table } = ui;
const COLUMNS = ["name", "type", "values", "mandatory", "computed", "description"];

export const ModelFields = ({ model }) =>
  h(Box, { mt: 6 }, h(Heading, { size: "sm", mb: 2 }, t("available", { model: model.label })),
    h(Table.ScrollArea, { maxH: "24rem", borderWidth: "1px", rounded: "md", tabIndex: 0 },
      h(Table.Root, { size: "sm", stickyHeader: true },
        h(Table.Header, null, h(Table.Row, null, COLUMNS.map((name) => h(Table.ColumnHeader, { key: name }, t(name))))),
        h(Table.Body, null, model.fields.map((field) => h(Table.Row, { key: field.name },
          h(Table.Cell, null, h("code", null, field.name)), h(Table.Cell, null, field.type),
          h(Table.Cell, null, field.values.slice(0, 12).join(", ")), h(Table.Cell, null, t(field.mandatory ? "yes" : "no")),
          h(Table.Cell, null, t(field.computed ? "yes" : "no")), h(Table.Cell, null, field.description)))))));

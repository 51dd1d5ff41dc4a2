// All fields, or some: in which order, under which titles, with which values.
import { Choice } from "../parts.js";
import { h, ui, useState } from "../react.js";
import { t } from "../words.js";

const { Box, Button, Checkbox, HStack, Input, Table, Textarea } = ui;

export function FieldsStep({ draft, change, model }) {
  if (!model) return null;
  const all = draft.fields === "all";
  const fields = all ? [] : draft.fields;
  const set = (next) => change({ fields: next });
  const replace = (index, values) => set(fields.map((one, at) => (at === index ? tidy({ ...one, ...values }) : one)));
  const move = (index, by) => {
    const next = [...fields];
    next.splice(index + by, 0, ...next.splice(index, 1));
    set(next);
  };
  const aggregate = (checked) => change({ aggregate: checked, fields: (all ? [] : fields).map(({ aggregation, ...one }) => one) });
  return h(Box, null,
    h(HStack, { mb: 3, gap: 6 },
      h(Check, { label: t("all_fields"), checked: all, disabled: draft.aggregate, set: (checked) => set(checked ? "all" : []) }),
      h(Check, { label: t("aggregate"), checked: Boolean(draft.aggregate), set: aggregate })),
    !all && h(Table.ScrollArea, null, h(Table.Root, { size: "sm" },
      h(Table.Header, null, h(Table.Row, null, ["from", "to", "default", "replace", ...(draft.aggregate ? ["aggregation"] : []), ""].map((name) =>
        h(Table.ColumnHeader, { key: name }, name && t(name))))),
      h(Table.Body, null, fields.map((field, index) => h(Mapping, { key: index, field, model, aggregate: draft.aggregate,
        first: index === 0, last: index === fields.length - 1, change: (values) => replace(index, values),
        move: (by) => move(index, by), remove: () => set(fields.filter((_, at) => at !== index)) }))))),
    !all && h(Add, { model, add: (from) => set([...fields, { from }]) }));
}

// What is left empty is left out, as a person would write the YAML.
const tidy = (field) => Object.fromEntries(Object.entries(field).filter(([, value]) =>
  value !== "" && value != null && !(typeof value === "object" && !Object.keys(value).length)));

const Check = ({ label, checked, disabled, set }) =>
  h(Checkbox.Root, { checked, disabled, onCheckedChange: (event) => set(Boolean(event.checked)) },
    h(Checkbox.HiddenInput), h(Checkbox.Control), h(Checkbox.Label, null, label));

const Mapping = ({ field, model, aggregate, first, last, change, move, remove }) => {
  const known = model.fields.find(({ name }) => name === field.from);
  const text = (key, label) => h(Table.Cell, null, h(Input, { size: "sm", "aria-label": `${field.from}: ${label}`, value: field[key] ?? "",
    placeholder: key === "to" ? field.from : "", onChange: (event) => change({ [key]: event.target.value }) }));
  return h(Table.Row, null,
    h(Table.Cell, null, h("code", null, field.from)), text("to", t("to")), text("default", t("default")),
    h(Table.Cell, null, h(Replace, { field, change })),
    aggregate && h(Table.Cell, null, h(Choice, { label: `${field.from}: ${t("aggregation")}`, value: field.aggregation ?? "",
      options: [["", "–"], ...(known?.aggregations ?? []).map(({ name, label }) => [name, label])], onChange: (aggregation) => change({ aggregation }) })),
    h(Table.Cell, null, h(HStack, { gap: 0 },
      h(Button, { size: "xs", variant: "ghost", disabled: first, "aria-label": `${field.from}: ${t("up")}`, onClick: () => move(-1) }, "↑"),
      h(Button, { size: "xs", variant: "ghost", disabled: last, "aria-label": `${field.from}: ${t("down")}`, onClick: () => move(1) }, "↓"),
      h(Button, { size: "xs", variant: "ghost", "aria-label": `${field.from}: ${t("remove")}`, onClick: remove }, "✕"))));
};

// One pair a line: stored value, an equals sign, what to write.
function Replace({ field, change }) {
  const [text, setText] = useState(Object.entries(field.replace ?? {}).map((pair) => pair.join("=")).join("\n"));
  const read = (value) => Object.fromEntries(value.split("\n").filter((line) => line.includes("=")).map((line) => {
    const [stored, ...written] = line.split("=");
    return [stored.trim(), written.join("=").trim()];
  }));
  return h(Textarea, { size: "sm", rows: 1, autoresize: true, placeholder: "HU=Hungary", "aria-label": `${field.from}: ${t("replace")}`, value: text,
    onChange: (event) => { setText(event.target.value); change({ replace: read(event.target.value) }); } });
}

function Add({ model, add }) {
  const [own, setOwn] = useState("");
  return h(HStack, { mt: 3, wrap: "wrap" },
    h(Choice, { label: t("add"), value: "", options: [["", t("add")], ...model.fields.filter(({ name }) => !name.includes("*")).map(({ name }) => [name, name])],
      onChange: (name) => name && add(name) }),
    h(Input, { size: "sm", width: "16rem", value: own, placeholder: "properties.shoe_size", "aria-label": t("from"), onChange: (event) => setOwn(event.target.value) }),
    h(Button, { size: "xs", variant: "outline", disabled: !own, onClick: () => { add(own); setOwn(""); } }, t("add")));
}

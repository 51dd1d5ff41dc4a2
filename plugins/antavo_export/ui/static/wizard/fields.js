// All fields, or some: in which order, under which titles, with which values.
import { fieldOf } from "../draft.js";
import { Choice, MONO, own, Wrong } from "../parts.js";
import { h, ui, useState } from "../react.js";
import { t } from "../words.js";
import { Replace } from "./replace.js";

const { Box, Button, Checkbox, HStack, Input, Table, Text, VisuallyHidden } = ui;

export function FieldsStep({ draft, change, model, wrong }) {
  if (!model) return null;
  const all = draft.fields === "all";
  const fields = all ? [] : draft.fields;
  const set = (next) => change({ fields: next });
  const replace = (index, values) => set(fields.map((one, at) => (at === index ? same(one, tidy({ ...one, ...values })) : one)));
  const move = (index, by) => {
    const next = [...fields];
    next.splice(index + by, 0, ...next.splice(index, 1));
    set(next);
  };
  const columns = ["from", "to", "default", "replace", ...(draft.aggregate ? ["aggregation"] : [])];
  return h(Box, null,
    h(HStack, { mb: 3, gap: 6, wrap: "wrap" },
      h(Check, { label: t("all_fields"), checked: all, disabled: draft.aggregate, set: (checked) => set(checked ? "all" : []) }),
      h(Check, { label: t("aggregate"), checked: Boolean(draft.aggregate), set: (checked) => change({ aggregate: checked,
        fields: fields.map(({ aggregation, ...one }) => (checked ? { ...one, aggregation: "group" } : one)) }) })),
    draft.aggregate && h(Text, { fontSize: "sm", color: "fg.muted", mb: 2 }, own(t("aggregate_hint"))),
    fields.length > 0 && h(Table.ScrollArea, { borderWidth: "1px", rounded: "md" }, h(Table.Root, { size: "sm" },
      h(Table.Header, null, h(Table.Row, null, columns.map((name) => h(Table.ColumnHeader, { key: name }, t(name))),
        h(Table.ColumnHeader, null, h(VisuallyHidden, null, t("actions"))))),
      h(Table.Body, null, fields.map((field, index) => h(Mapping, { key: idOf(field), field, model, aggregate: draft.aggregate,
        error: wrong(`fields.${index}`, field.from), first: index === 0, last: index === fields.length - 1,
        change: (values) => replace(index, values), move: (by) => move(index, by),
        remove: () => set(fields.filter((_, at) => at !== index)) }))))),
    !all && h(Add, { model, add: (from) => set([...fields, draft.aggregate ? { from, aggregation: "group" } : { from }]) }));
}

// A field may be there twice, and each mapping is moved: ids tell them apart, and outlast a change.
const IDS = new WeakMap();
let latest = 0;
const idOf = (mapping) => {
  if (!IDS.has(mapping)) IDS.set(mapping, (latest += 1));
  return IDS.get(mapping);
};
const same = (before, after) => {
  IDS.set(after, idOf(before));
  return after;
};

// What is left empty is left out, as a person would write the YAML.
const tidy = (field) => Object.fromEntries(Object.entries(field).filter(([, value]) =>
  value !== "" && value != null && !(typeof value === "object" && !Object.keys(value).length)));

const Check = ({ label, checked, disabled, set }) =>
  h(Checkbox.Root, { checked, disabled, onCheckedChange: (event) => set(Boolean(event.checked)) },
    h(Checkbox.HiddenInput), h(Checkbox.Control), h(Checkbox.Label, null, label));

const Mapping = ({ field, model, aggregate, error, first, last, change, move, remove }) => {
  const known = fieldOf(model, field.from);
  const text = (key, label) => h(Table.Cell, { minW: "9rem", verticalAlign: "top" }, h(Input, { size: "sm", "aria-label": `${field.from}: ${label}`,
    value: field[key] ?? "", placeholder: key === "to" ? field.from : "", onChange: (event) => change({ [key]: event.target.value }) }));
  const button = (sign, name, onClick, disabled) =>
    h(Button, { size: "xs", variant: "ghost", disabled, "aria-label": `${field.from}: ${name}`, onClick }, sign);
  return h(Table.Row, null,
    h(Table.Cell, { verticalAlign: "top", pt: 4 }, h("code", { dir: "ltr" }, field.from), h(Wrong, { error })),
    text("to", t("to")), text("default", t("default")),
    h(Table.Cell, { minW: "12rem", verticalAlign: "top" }, h(Replace, { field, change })),
    aggregate && h(Table.Cell, { minW: "9rem", verticalAlign: "top" }, h(Choice, { label: `${field.from}: ${t("aggregation")}`, width: "full",
      value: field.aggregation ?? "", options: [["", "–"], ...(known?.aggregations ?? []).map(({ name, label }) => [name, label])],
      onChange: (aggregation) => change({ aggregation }) })),
    h(Table.Cell, { verticalAlign: "top" }, h(HStack, { gap: 0 }, button("↑", t("up"), () => move(-1), first),
      button("↓", t("down"), () => move(1), last), button("✕", t("remove"), remove))));
};

function Add({ model, add }) {
  const [own, setOwn] = useState(null);
  const choose = (name) => (name.includes("*") ? setOwn(name) : name && add(name));
  return h(HStack, { mt: 3, wrap: "wrap" },
    h(Choice, { label: t("add"), value: "", onChange: choose,
      options: [["", t("add")], ...model.fields.map(({ name }) => [name, name])] }),
    // The brand's own attributes: a name in the place of the star.
    own !== null && h(Input, { size: "sm", width: "16rem", ...MONO, value: own, "aria-label": t("own_name"), autoFocus: true,
      onChange: (event) => setOwn(event.target.value) }),
    own !== null && h(Button, { size: "xs", variant: "outline", disabled: !own || own.includes("*"), onClick: () => { add(own); setOwn(null); } }, t("add")));
}

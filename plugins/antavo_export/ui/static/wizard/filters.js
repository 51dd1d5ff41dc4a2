// Criteria joined by AND in a set, sets joined by OR.
import * as api from "../api.js";
import { Choice } from "../parts.js";
import { h, ui, useEffect, useState } from "../react.js";
import { t } from "../words.js";

const { Box, Button, Checkbox, HStack, Input, Text, Textarea } = ui;

export function FiltersStep({ draft, change, model }) {
  if (!model) return null;
  const sets = Array.isArray(draft.filters) ? draft.filters : [];
  const set = (index, criteria) => {
    const next = sets.map((one, at) => (at === index ? criteria : one)).filter((one) => one.length);
    change({ filters: next.length ? next : [[{}]] });
  };
  return h(Box, null,
    h(Checkbox.Root, { mb: 3, checked: draft.filters === "none",
      onCheckedChange: ({ checked }) => change({ filters: checked ? "none" : [[{}]] }) },
    h(Checkbox.HiddenInput), h(Checkbox.Control), h(Checkbox.Label, null, t("no_filters"))),
    sets.map((criteria, index) => h(Box, { key: index },
      index > 0 && h(Text, { my: 1, fontWeight: "bold", textTransform: "uppercase" }, t("or")),
      h(Box, { borderWidth: "1px", rounded: "md", p: 3 },
        criteria.map((criterion, at) => h(Criterion, { key: at, criterion, model, timezone: draft.timezone,
          change: (next) => set(index, criteria.map((one, which) => (which === at ? next : one))),
          remove: () => set(index, criteria.filter((_, which) => which !== at)) })),
        h(Button, { size: "xs", variant: "outline", mt: 2, onClick: () => set(index, [...criteria, {}]) }, t("and"))))),
    draft.filters !== "none" && h(Button, { size: "xs", variant: "outline", mt: 2,
      onClick: () => change({ filters: [...sets, [{}]] }) }, t("add_or")));
}

function Criterion({ criterion, model, timezone, change, remove }) {
  const field = model.fields.find(({ name }) => name === criterion.attribute);
  const operators = field?.operators ?? [];
  const operator = operators.find(({ name }) => name === criterion.operator);
  const own = field || !criterion.attribute ? [] : [[criterion.attribute, criterion.attribute]];
  const options = [["", t("attribute")], ...own, ...model.fields.map(({ name }) => [name, name])];
  return h(HStack, { wrap: "wrap", align: "flex-start", mb: 2 },
    h(Choice, { label: t("attribute"), value: criterion.attribute ?? "", options,
      onChange: (attribute) => change({ attribute, operator: model.fields.find(({ name }) => name === attribute)?.operators[0]?.name }) }),
    h(Choice, { label: t("operator"), value: criterion.operator ?? "", options: operators.map(({ name, label }) => [name, label]),
      onChange: (name) => change({ attribute: criterion.attribute, operator: name }) }),
    operator && operator.arity !== "none" && h(Values, { criterion, field, operator, timezone, change }),
    h(Button, { size: "xs", variant: "ghost", "aria-label": t("remove"), onClick: remove }, "✕"));
}

function Values({ criterion, field, operator, timezone, change }) {
  const set = (value) => change({ ...criterion, value });
  if (operator.arity === "many") {
    const lines = Array.isArray(criterion.value) ? criterion.value.join("\n") : "";
    return h(Textarea, { size: "sm", width: "16rem", rows: 3, "aria-label": t("value"), value: lines,
      placeholder: field.values.slice(0, 3).join("\n"), onChange: (event) => set(event.target.value.split("\n")) });
  }
  if (operator.arity === "two") {
    const pair = Array.isArray(criterion.value) ? criterion.value : ["", ""];
    return [0, 1].map((at) => h(Value, { key: at, field, timezone, value: pair[at] ?? "",
      set: (value) => set(pair.map((one, which) => (which === at ? value : one))) }));
  }
  return h(Value, { field, timezone, value: criterion.value ?? "", set });
}

function Value({ field, value, set, timezone }) {
  const moments = ["date", "datetime"].includes(field.type);
  if (field.type === "boolean") {
    return h(Choice, { label: t("value"), value: String(value), options: [["", ""], ["true", t("yes")], ["false", t("no")]], onChange: set });
  }
  if (field.type === "enum" && !field.open) {
    return h(Choice, { label: t("value"), value, options: [["", t("value")], ...field.values.map((one) => [one, one])], onChange: set });
  }
  return h(Box, null,
    h(HStack, null,
      h(Input, { size: "sm", width: "16rem", "aria-label": t("value"), value, placeholder: moments ? "date: -7 days" : "",
        onChange: (event) => set(event.target.value) }),
      moments && h(Input, { size: "sm", type: "date", width: "9.5rem", "aria-label": `${t("value")} (${t("type")}: date)`,
        value: /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : "", onChange: (event) => set(event.target.value) })),
    moments && /^\s*date:/i.test(value) && h(Meaning, { expression: value, timezone }));
}

function Meaning({ expression, timezone }) {
  const [meaning, setMeaning] = useState({});
  useEffect(() => {
    const timer = setTimeout(() => api.dateMeaning(expression, timezone).then(setMeaning, () => setMeaning({})), 250);
    return () => clearTimeout(timer);
  }, [expression, timezone]);
  if (meaning.problem) return h(Text, { fontSize: "xs", color: "fg.error", maxW: "24rem" }, meaning.problem);
  const date = meaning.states_time ? meaning.instant : meaning.date;
  return date ? h(Text, { fontSize: "xs", color: "fg.muted" }, t("means", { date })) : null;
}

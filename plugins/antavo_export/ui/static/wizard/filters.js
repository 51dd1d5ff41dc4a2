// Criteria joined by AND in a set, sets joined by OR.
import { fieldOf, places } from "../draft.js";
import { Choice, MONO, Wrong } from "../parts.js";
import { h, ui, useState } from "../react.js";
import { t } from "../words.js";
import { Values } from "./values.js";

const { Box, Button, Checkbox, HStack, Input, Text } = ui;
// The same for all criteria, so that they stand in columns.
const WIDE = { base: "full", md: "16rem" };
const NARROW = { base: "full", md: "12rem" };

export function FiltersStep({ draft, change, model, wrong }) {
  if (!model) return null;
  const sets = Array.isArray(draft.filters) ? draft.filters : [];
  const where = places(sets);
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
      h(Box, { borderWidth: "1px", rounded: "md", p: 3, role: "group", "aria-label": t("set", { number: index + 1 }) },
        criteria.map((criterion, at) => h(Criterion, { key: at, criterion, model, timezone: draft.timezone,
          where: where[index][at], wrong, change: (next) => set(index, criteria.map((one, which) => (which === at ? next : one))),
          remove: () => set(index, criteria.filter((_, which) => which !== at)) })),
        h(Button, { size: "xs", variant: "outline", mt: 2, onClick: () => set(index, [...criteria, {}]) }, t("and"))))),
    draft.filters !== "none" && h(Button, { size: "xs", variant: "outline", mt: 2,
      onClick: () => change({ filters: [...sets, [{}]] }) }, t("add_or")));
}

function Criterion({ criterion, model, timezone, where, wrong, change, remove }) {
  const field = fieldOf(model, criterion.attribute);
  const operators = field?.operators ?? [];
  const operator = operators.find(({ name }) => name === criterion.operator);
  const own = !field && criterion.attribute ? [[criterion.attribute, criterion.attribute]] : [];
  const options = [["", t("attribute")], ...own, ...model.fields.map(({ name }) => [name, name])];
  // A star stands for a name of the brand's own, which is typed; on its way there it may be no field's
  // name, or another's, as `properties` is.
  const [typing, setTyping] = useState(false);
  const typed = typing || (field ? field.name.includes("*") : Boolean(criterion.attribute));
  const begin = (attribute) => change({ attribute, operator: fieldOf(model, attribute)?.operators[0]?.name });
  return h(Box, { mb: 2 }, h(HStack, { wrap: "wrap", align: "flex-start" },
    h(Choice, { label: t("attribute"), width: WIDE, value: field?.name ?? criterion.attribute ?? "", options, onChange: begin }),
    typed && h(Input, { size: "sm", width: "14rem", ...MONO, "aria-label": t("own_name"),
      onFocus: () => setTyping(true), onBlur: () => setTyping(false), value: criterion.attribute,
      onChange: (event) => change({ ...criterion, attribute: event.target.value || (field?.name ?? "*") }) }),
    h(Choice, { label: t("operator"), width: NARROW, value: criterion.operator ?? "", options: operators.map(({ name, label }) => [name, label]),
      onChange: (name) => change({ attribute: criterion.attribute, operator: name }) }),
    operator && operator.arity !== "none" && h(Values, { criterion, field, operator, timezone, change }),
    h(Button, { size: "sm", variant: "ghost", px: 2, minW: 8, "aria-label": t("remove_criterion"), onClick: remove }, "✕")),
  h(Wrong, { error: wrong(where, [criterion.value ?? ""].flat().join("")) }));
}

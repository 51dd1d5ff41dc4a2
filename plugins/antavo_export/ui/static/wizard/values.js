// The value of a criterion: text, one of the possible values, a date or what a date: expression means.
import * as api from "../api.js";
import { Choice } from "../parts.js";
import { h, ui, useEffect, useState } from "../react.js";
import { day, moment, t } from "../words.js";

const { Box, Checkbox, HStack, Input, Text, Textarea, Wrap } = ui;
const PAUSE = 250; // ms without a key before the meaning is asked for

export function Values({ criterion, field, operator, timezone, change }) {
  const set = (value) => change({ ...criterion, value });
  if (operator.arity === "many") return h(Many, { criterion, field, change });
  if (operator.arity === "two") {
    const pair = Array.isArray(criterion.value) ? criterion.value : ["", ""];
    return [0, 1].map((at) => h(Value, { key: at, field, timezone, value: pair[at] ?? "", label: t(at ? "value_to" : "value_from"),
      set: (value) => set(pair.map((one, which) => (which === at ? value : one))) }));
  }
  return h(Value, { field, timezone, value: criterion.value ?? "", label: t("value"), set });
}

function Many({ criterion, field, change }) {
  const chosen = Array.isArray(criterion.value) ? criterion.value.map(String) : [];
  const set = (value) => change({ ...criterion, value, many: true });
  if (field.values.length && !field.open) {
    return h(Wrap, { role: "group", "aria-label": t("value"), maxW: "28rem", pt: 1 }, field.values.map((one) =>
      h(Checkbox.Root, { key: one, size: "sm", checked: chosen.includes(one),
        onCheckedChange: ({ checked }) => set(field.values.filter((name) => (name === one ? checked : chosen.includes(name)))) },
      h(Checkbox.HiddenInput), h(Checkbox.Control), h(Checkbox.Label, null, one))));
  }
  return h(Textarea, { size: "sm", width: { base: "full", md: "16rem" }, rows: 3, "aria-label": t("one_a_line"), value: chosen.join("\n"),
    placeholder: t("one_a_line"), onChange: (event) => set(event.target.value.split("\n")) });
}

function Value({ field, value, set, timezone, label }) {
  const moments = ["date", "datetime"].includes(field.type);
  if (field.type === "boolean") {
    return h(Choice, { label, value: String(value), options: [["", label], ["true", t("yes")], ["false", t("no")]], onChange: set });
  }
  if (field.type === "enum" && !field.open) {
    return h(Choice, { label, value, options: [["", label], ...field.values.map((one) => [one, one])], onChange: set });
  }
  const input = (rest) => h(Input, { size: "sm", value, onChange: (event) => set(event.target.value), ...rest });
  if (!moments) return input({ width: { base: "full", md: "16rem" }, "aria-label": label, inputMode: { integer: "numeric", decimal: "decimal" }[field.type] });
  const picked = /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : "";
  return h(Box, null,
    h(HStack, { wrap: "wrap" }, input({ width: "16rem", "aria-label": label, placeholder: "date: -7 days" }),
      input({ type: "date", width: "9.5rem", "aria-label": t("pick_day"), value: picked })),
    /^\s*date:/i.test(value) && h(Meaning, { expression: value, timezone }));
}

function Meaning({ expression, timezone }) {
  const [meaning, setMeaning] = useState({});
  useEffect(() => {
    let current = true;
    const tell = (answer) => current && setMeaning(answer);
    const timer = setTimeout(() => api.dateMeaning(expression, timezone).then(tell, () => tell({})), PAUSE);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [expression, timezone]);
  // A problem is shown with the criterion's other mistakes.
  if (meaning.problem || !meaning.date) return null;
  const date = meaning.states_time ? moment(meaning.instant, { timeZone: timezone }) : day(meaning.date);
  return h(Text, { fontSize: "xs", color: "fg.muted", role: "status" }, t("means", { date }));
}

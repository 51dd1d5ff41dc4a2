// Create new export: the original's wizard, step by step, over a draft that has the YAML's shape.
import * as api from "./api.js";
import { Loading, Problem } from "./parts.js";
import { h, ui, useEffect, useMemo, useState } from "./react.js";
import { ModelFields } from "./wizard/catalogue.js";
import { FieldsStep } from "./wizard/fields.js";
import { FiltersStep } from "./wizard/filters.js";
import { FormatStep } from "./wizard/format.js";
import { ModelStep, NameStep } from "./wizard/model.js";
import { ReviewStep } from "./wizard/review.js";
import { ScheduleStep } from "./wizard/schedule.js";
import { TargetStep } from "./wizard/target.js";
import { t } from "./words.js";

const { Alert, Box, Button, HStack, Steps, Text } = ui;

// Each step, and the parts of the configuration whose mistakes it shows.
const STEPS = [
  ["step_model", ModelStep, ["model"]],
  ["step_name", NameStep, ["name", "timezone"]],
  ["step_filters", FiltersStep, ["filters"]],
  ["step_fields", FieldsStep, ["fields", "aggregate"]],
  ["step_format", FormatStep, ["file"]],
  ["step_schedule", ScheduleStep, ["schedule"]],
  ["step_target", TargetStep, ["target"]],
  ["step_review", ReviewStep, []],
];
const EMPTY = { name: "", model: "", timezone: "UTC", filters: [[{}]], aggregate: false, fields: "all",
  file: { format: "csv" }, schedule: "now" };

export function Wizard({ place, go }) {
  const [draft, setDraft] = useState(place.clone ? null : EMPTY);
  const [step, setStep] = useState(0);
  const offered = api.useAnswer(api.catalog, []);
  const cloned = api.useAnswer(
    () => (place.clone ? api.runDetails(place.clone, place.run) : null), [place.clone, place.run]);
  useEffect(() => {
    if (place.clone && cloned.answer?.config && draft === null) {
      const { config, name } = cloned.answer;
      setDraft({ ...EMPTY, ...config, name: `${name} (2)` });
    }
  }, [cloned.answer]);
  if (offered.error || cloned.error) return h(Problem, { error: offered.error ?? cloned.error });
  if (!offered.answer || !draft) return h(Loading);
  return h(Pages, { draft, setDraft, step, setStep, offered: offered.answer, go });
}

function Pages({ draft, setDraft, step, setStep, offered, go }) {
  const config = useMemo(() => finished(draft), [draft]);
  const check = useCheck(config);
  const fields = api.useAnswer(() => (draft.model ? api.model(draft.model) : null), [draft.model]);
  const change = (values) => setDraft((before) => ({ ...before, ...values }));
  const [, Step, parts] = STEPS[step];
  const mistakes = (check?.mistakes ?? []).filter(({ where }) => parts.includes(where.split(".")[0]));
  const shared = { draft, config, change, offered, check, mistakes, model: fields.answer, go };
  return h(Box, { maxW: "72rem" },
    h(Steps.Root, { step, count: STEPS.length, size: "sm", onStepChange: (event) => setStep(event.step), mb: 4 },
      h(Steps.List, { wrap: "wrap", gap: 2 }, STEPS.map(([name], index) =>
        h(Steps.Item, { key: name, index }, h(Steps.Trigger, { "aria-label": t(name) }, h(Steps.Indicator), h(Steps.Title, null, t(name))),
          index < STEPS.length - 1 && h(Steps.Separator))))),
    h(Step, shared),
    step < STEPS.length - 1 && draft.name && h(StepMistakes, { mistakes }),
    h(HStack, { my: 4 },
      h(Button, { size: "sm", variant: "outline", disabled: step === 0, onClick: () => setStep(step - 1) }, t("back")),
      step < STEPS.length - 1 && h(Button, { size: "sm", colorPalette: "brand", disabled: step === 0 && !draft.model,
        onClick: () => setStep(step + 1) }, t("continue"))),
    fields.answer && step < STEPS.length - 1 && h(ModelFields, { model: fields.answer }));
}

const StepMistakes = ({ mistakes }) => mistakes.length > 0 &&
  h(Alert.Root, { status: "warning", mt: 3 }, h(Alert.Indicator), h(Box, null, mistakes.map(({ where, message }, index) =>
    h(Text, { key: index, fontSize: "sm" }, h("code", null, where), ` ${message}`))));

// Asks the API a moment after the last change; it alone decides what is right.
function useCheck(config) {
  const [check, setCheck] = useState(null);
  const asked = JSON.stringify(config);
  useEffect(() => {
    let current = true;
    const timer = setTimeout(() => {
      api.checkDraft(config).then((answer) => current && setCheck(answer), () => current && setCheck(null));
    }, 350);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [asked]);
  return check;
}

// The draft without what the person has not begun to fill in.
function finished(draft) {
  const { filters, target, ...rest } = draft;
  const sets = Array.isArray(filters)
    ? filters.map((set) => set.filter(({ attribute }) => attribute)).filter((set) => set.length)
    : filters;
  const config = { ...rest };
  if (!Array.isArray(sets) || sets.length) config.filters = sets;
  if (target && target !== "none") config.target = target;
  if (!config.aggregate) delete config.aggregate;
  return config;
}

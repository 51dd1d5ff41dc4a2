// Create new export: the original's wizard, step by step, over a draft that has the YAML's shape.
import * as api from "./api.js";
import { cloned } from "./clone.js";
import { EMPTY, finished } from "./draft.js";
import { newDraftId, savedDraft, saveDraft } from "./drafts.js";
import { Loading, Notice, Problem } from "./parts.js";
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

const { Box, Button, Heading, HStack, Steps } = ui;

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
const LAST = STEPS.length - 1;
const AT_FIELDS = ["name", "timezone", "model"]; // shown where they are typed, though no section

// Draft and step are part of the place, so that the browser's Back leads to the step before.
export function Wizard({ place, go }) {
  useEffect(() => {
    if (!place.draft) go({ ...place, draft: newDraftId(), step: place.clone ? 1 : 0 }, { replace: true });
  }, [place.draft]);
  return place.draft ? h(Draft, { key: place.draft, place, go }) : h(Loading);
}

function Draft({ place, go }) {
  const [draft, setDraft] = useState(() => savedDraft(place.draft) ?? (place.clone ? null : EMPTY));
  const offered = api.useAnswer(api.catalog, []);
  const source = api.useAnswer(
    () => (place.clone ? api.runDetails(place.clone, place.run) : null), [place.clone, place.run]);
  useEffect(() => {
    if (draft === null && source.answer?.config) setDraft(cloned(source.answer.config, `${source.answer.name} (2)`, place.clone));
  }, [source.answer]);
  useEffect(() => {
    if (draft) saveDraft(place.draft, draft);
  }, [draft]);
  const failed = [offered, source].find(({ error }) => error);
  if (failed) return h(Problem, failed);
  if (source.answer && !source.answer.config) return h(Notice, { status: "warning" }, source.answer.settings_problem);
  if (!offered.answer || !draft) return h(Loading);
  const note = place.clone ? t("cloned_from", { run: `${place.clone} / ${place.run}` }) : undefined;
  const asked = Number(place.step);
  const step = draft.model && STEPS[asked] ? asked : 0;
  return h(Pages, { draft, setDraft, offered: offered.answer, go, note, step, show: (next) => go({ ...place, step: next }) });
}

function Pages({ draft, setDraft, offered, go, note, step, show }) {
  const [left, setLeft] = useState(step); // the furthest step that was gone through
  const known = api.useAnswer(() => (draft.model ? api.model(draft.model) : null), [draft.model]);
  const model = known.answer;
  const config = useMemo(() => finished(draft, model), [draft, model]);
  const { check, before, error, again } = useCheck(config);
  const [, Step, parts] = STEPS[step];
  const mistakes = ((check ?? before)?.mistakes ?? []).filter(({ where }) => parts.includes(where.split(".")[0]));
  const to = (next) => {
    setLeft(Math.max(left, step, next === LAST ? LAST : 0));
    show(next);
  };
  // What is wrong with one field: at once when something stands there, else once the step was left.
  const wrong = (where, value) => {
    const ready = left >= step && left > 0 ? true : value !== "" && value != null;
    return ready && where ? mistakes.filter((one) => one.where === where || one.where.startsWith(`${where}.`))
      .map(({ message }) => message).join("; ") : "";
  };
  const stepOf = (where) => STEPS.findIndex(([, , shown]) => shown.includes(where.split(".")[0]));
  const change = (values) => setDraft((latest) => ({ ...latest, ...values }));
  const whole = mistakes.filter(({ where }) => !where.includes(".") && !AT_FIELDS.includes(where));
  return h(Box, { maxW: "72rem" },
    h(Track, { step, to, chosen: Boolean(draft.model) }),
    h(Heading, { as: "h2", size: "md", mb: 3 }, t(STEPS[step][0])),
    known.error && h(Problem, known),
    error && h(Problem, { error, again }),
    h(Box, { id: "exports-step" }, h(Step, { draft, config, change, offered, check, failed: Boolean(error), wrong, model, go, note, stepOf, to })),
    left >= step && whole.map(({ where, message }) => h(Notice, { key: message, status: "warning" }, `${where}: ${message}`)),
    h(HStack, { my: 4 },
      h(Button, { size: "sm", variant: "outline", disabled: step === 0, onClick: () => to(step - 1) }, t("back")),
      step < LAST && h(Button, { size: "sm", colorPalette: "brand", disabled: !draft.model, onClick: () => to(step + 1) }, t("continue"))),
    model && h(ModelFields, { model }));
}

// A list of tabs, and one panel: Chakra only knows a panel for each step.
const Track = ({ step, to, chosen }) =>
  h(Steps.Root, { step, count: STEPS.length, size: "sm", onStepChange: (event) => chosen && to(event.step), mb: 4 },
    h(Steps.List, { flexWrap: "wrap", gap: 2 }, STEPS.map(([name], index) =>
      h(Steps.Item, { key: name, index, role: "presentation", "aria-current": null, flex: { base: "0 0 auto", xl: "1 0 auto" } },
        h(Steps.Trigger, { title: t(name), "aria-controls": "exports-step", disabled: !chosen && index > 0 }, h(Steps.Indicator),
          h(Steps.Title, { whiteSpace: "nowrap", display: { base: "none", md: "block" } }, t(name))),
        index < LAST && h(Steps.Separator, { display: { base: "none", xl: "block" } })))));

// Asks the API a moment after the last change; it alone decides what is right. An answer is about the
// configuration that was asked about: until the next one is there, only the mistakes of the one
// before stay in sight, lest they flicker while somebody types.
function useCheck(config) {
  const [state, setState] = useState({});
  const [turn, setTurn] = useState(0);
  const asked = JSON.stringify(config);
  useEffect(() => {
    let current = true;
    const tell = (said) => current && setState({ asked, ...said });
    const timer = setTimeout(() => {
      api.checkDraft(config).then((answer) => tell({ answer }), (error) => tell({ error }));
    }, 350);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [asked, turn]);
  const { answer, error } = state.asked === asked ? state : {};
  const again = () => {
    setState({});
    setTurn(turn + 1);
  };
  return { check: answer, before: state.answer, error, again };
}

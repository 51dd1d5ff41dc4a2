// Runs for days that are over: first the plan, as Airflow would carry it out, then the runs.
import * as api from "./api.js";
import { Labelled, own, Problem } from "./parts.js";
import { h, ui, useState } from "./react.js";
import { instantIn, moment, number, t } from "./words.js";

const { Box, Button, Heading, HStack, Input, Text } = ui;
const SHOWN = 40;

export function Backfill({ one, close }) {
  const [days, setDays] = useState({ from: "", to: "" });
  const [plan, setPlan] = useState(null);
  const [problem, setProblem] = useState(null);
  const ask = async (dry) => {
    try {
      setProblem(null);
      const answer = await api.backfill(request(one, days), dry);
      return dry ? setPlan(answer.backfills) : close();
    } catch (error) {
      return setProblem(error);
    }
  };
  const input = (name, label) => h(Labelled, { label, width: "auto" },
    h(Input, { size: "sm", type: "date", value: days[name], onChange: (event) => {
      setDays({ ...days, [name]: event.target.value });
      setPlan(null);
    } }));
  return h(Box, { borderWidth: "1px", rounded: "md", p: 3, mb: 3 },
    h(Heading, { as: "h2", size: "sm", mb: 2 }, `${t("backfill")}: ${one.name}`),
    h(HStack, { wrap: "wrap", align: "flex-end" }, input("from", t("first_day")), input("to", t("last_day")),
      h(Button, { size: "sm", variant: "outline", disabled: !days.from || !days.to, onClick: () => ask(true) }, t("plan")),
      h(Button, { size: "sm", colorPalette: "brand", disabled: !plan?.length, onClick: () => ask(false) }, t("start_backfill")),
      h(Button, { size: "sm", variant: "ghost", onClick: close }, t("cancel"))),
    h(Text, { mt: 2, fontSize: "xs", color: "fg.muted" }, own(t("days_in", { zone: one.timezone }))),
    problem && h(Problem, { error: problem }),
    plan && h(Plan, { plan, zone: one.timezone }));
}

const Plan = ({ plan, zone }) => h(Box, { mt: 2, fontSize: "sm", role: "status" },
  h(Text, { fontWeight: "bold" }, t("plan_runs", { count: number(plan.length) })),
  plan.slice(0, SHOWN).map(({ logical_date: date }) => h(Text, { key: date }, moment(date, { timeZone: zone }))),
  plan.length > SHOWN && h(Text, null, "…"));

// Days are those of the export's schedule; the last one is meant to its end. Runs that exist stay.
const request = (one, { from, to }) => ({
  dag_id: one.export, from_date: instantIn(one.timezone, `${from}T00:00:00`), to_date: instantIn(one.timezone, `${to}T23:59:59`),
  run_backwards: false, reprocess_behavior: "none",
});

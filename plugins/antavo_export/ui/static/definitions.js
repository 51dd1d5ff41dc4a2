// The exports themselves: schedule, Active or Inactive, last result, run now, backfill.
import * as api from "./api.js";
import { Labelled, Loading, Mistakes, Nothing, Problem, Status } from "./parts.js";
import { h, ui, useState } from "./react.js";
import { moment, t } from "./words.js";

const { Box, Button, HStack, Input, Link, Switch, Table, Text } = ui;
const REFRESH = 10000;
const COLUMNS = ["name", "model", "target", "schedule", "next_run", "status", "last_result", ""];

export function Definitions({ go }) {
  const { answer, error, again } = api.useAnswer(api.definitions, [], { every: REFRESH });
  const [problem, setProblem] = useState(null);
  const [filling, setFilling] = useState(null);
  const doing = async (action) => {
    try {
      await action();
      setProblem(null);
    } catch (failure) {
      setProblem(failure);
    }
    again();
  };
  if (!answer) return error ? h(Problem, { error, again }) : h(Loading);
  return h(Box, null,
    h(Mistakes, { mistakes: answer.broken, title: t("broken", { count: answer.broken.length }) }),
    problem && h(Problem, { error: problem }),
    filling && h(Backfill, { key: filling, id: filling, close: () => setFilling(null) }),
    answer.exports.length === 0 && h(Nothing, { title: t("no_runs"), hint: t("no_runs_hint") }),
    h(Table.ScrollArea, { borderWidth: "1px", rounded: "md" }, h(Table.Root, { size: "sm" },
      h(Table.Header, null, h(Table.Row, null, COLUMNS.map((name) => h(Table.ColumnHeader, { key: name }, name && t(name))))),
      h(Table.Body, null, answer.exports.map((one) =>
        h(Definition, { key: one.export, one, go, doing, fill: () => setFilling(one.export) }))))));
}

const Definition = ({ one, go, doing, fill }) =>
  h(Table.Row, null,
    h(Table.Cell, null, h(Link, { href: `?view=runs&export=${one.export}`, fontWeight: "bold", onClick: (event) => {
      event.preventDefault();
      go({ view: "runs", export: one.export });
    } }, one.name), h(Text, { fontSize: "xs", color: "fg.muted" }, one.export)),
    h(Table.Cell, null, one.model),
    h(Table.Cell, null, one.targets.map((name) => name.toUpperCase()).join(", ") || t("none")),
    h(Table.Cell, null, one.schedule),
    h(Table.Cell, null, one.active ? moment(one.next_run) : ""),
    h(Table.Cell, null, h(Switch.Root, {
      size: "sm", checked: one.active, disabled: !one.may_trigger,
      onCheckedChange: ({ checked }) => doing(() => api.setPaused(one.export, !checked)),
    }, h(Switch.HiddenInput, { "aria-label": `${one.name}: ${t("active")}` }), h(Switch.Control),
    h(Switch.Label, null, t(one.active ? "active" : "inactive")))),
    h(Table.Cell, null, one.last && h(HStack, null, h(Status, { status: one.last.status }),
      h(Text, { fontSize: "xs" }, moment(one.last.created_at)))),
    h(Table.Cell, null, h(HStack, null,
      h(Button, { size: "xs", variant: "outline", disabled: !one.may_trigger,
        onClick: () => doing(() => api.trigger(one.export, { logical_date: null })) }, t("run_now")),
      one.next_run && h(Button, { size: "xs", variant: "outline", disabled: !one.may_trigger, onClick: fill }, t("backfill")))));

function Backfill({ id, close }) {
  const [from, setFrom] = useState("");
  const [to, setTo] = useState("");
  const [plan, setPlan] = useState(null);
  const [problem, setProblem] = useState(null);
  // Airflow's bounds are instants: the last day is meant to its end.
  const body = { dag_id: id, from_date: `${from}T00:00:00Z`, to_date: `${to}T23:59:59Z`, run_backwards: false, reprocess_behavior: "none" };
  const ask = async (dry) => {
    try {
      const answer = await api.backfill(body, dry);
      return dry ? setPlan(answer.backfills) : close();
    } catch (error) {
      return setProblem(error);
    }
  };
  const day = (label, value, set) => h(Labelled, { label, width: "auto" },
    h(Input, { size: "sm", type: "date", value, onChange: (event) => { set(event.target.value); setPlan(null); } }));
  return h(Box, { borderWidth: "1px", rounded: "md", p: 3, mb: 3 },
    h(HStack, { wrap: "wrap", align: "flex-end" },
      h(Text, { fontWeight: "bold" }, `${t("backfill")}: ${id}`), day(t("first_day"), from, setFrom), day(t("last_day"), to, setTo),
      h(Button, { size: "sm", disabled: !from || !to, onClick: () => ask(true) }, t("plan")),
      h(Button, { size: "sm", colorPalette: "brand", disabled: !plan?.length, onClick: () => ask(false) }, t("start")),
      h(Button, { size: "sm", variant: "ghost", onClick: close }, t("cancel"))),
    problem && h(Problem, { error: problem }),
    plan && h(Text, { mt: 2, fontSize: "sm" }, t("plan_runs", { count: plan.length }), ": ",
      plan.slice(0, 40).map(({ logical_date: date }) => moment(date)).join(", ")));
}

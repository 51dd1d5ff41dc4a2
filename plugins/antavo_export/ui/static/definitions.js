// The exports themselves: schedule, Active or Inactive, last result, run now, backfill.
import * as api from "./api.js";
import { Backfill } from "./backfill.js";
import { Loading, Mistakes, Nothing, opening, Problem, Status, useLateGo } from "./parts.js";
import { h, ui, useState } from "./react.js";
import { moment, number, t } from "./words.js";

const { Badge, Box, Button, HStack, Link, Switch, Table, Text, VisuallyHidden } = ui;
const REFRESH = 10000;
const SHORT = { timeStyle: "short" };
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
  const row = (one) => h(Definition, { key: one.export, one, go, doing, fill: () => setFilling(one) });
  return h(Box, null,
    error && h(Problem, { error, again }),
    h(Mistakes, { mistakes: answer.broken, title: t("broken", { count: number(answer.broken.length) }) }),
    problem && h(Problem, { error: problem }),
    filling && h(Backfill, { key: filling.export, one: filling, close: () => setFilling(null) }),
    answer.exports.length === 0
      ? h(Nothing, { title: t("no_definitions"), hint: t("no_runs_hint") })
      : h(Table.ScrollArea, { borderWidth: "1px", rounded: "md" }, h(Table.Root, { size: "sm" },
        h(Table.Header, null, h(Table.Row, null, COLUMNS.map((name) =>
          h(Table.ColumnHeader, { key: name }, name ? t(name) : h(VisuallyHidden, null, t("actions")))))),
        h(Table.Body, null, answer.exports.map(row)))));
}

const Definition = ({ one, go, doing, fill }) =>
  h(Table.Row, null,
    h(Table.Cell, null, h(Name, { one, go })),
    h(Table.Cell, null, one.model_label),
    h(Table.Cell, null, one.targets.map((name) => name.toUpperCase()).join(", ") || t("none")),
    h(Table.Cell, { whiteSpace: "normal", minW: "9rem" }, one.schedule === "None" ? t("no_schedule") : one.schedule),
    h(Table.Cell, { whiteSpace: "nowrap" }, one.active ? moment(one.next_run, SHORT) : ""),
    h(Table.Cell, null, h(Switch.Root, {
      size: "sm", checked: one.active, disabled: !one.may_trigger,
      onCheckedChange: ({ checked }) => doing(() => api.setPaused(one.export, !checked)),
    }, h(Switch.HiddenInput, { "aria-label": `${one.name}: ${t("active")}` }), h(Switch.Control),
    h(Switch.Label, null, t(one.active ? "active" : "inactive")))),
    h(Table.Cell, null, one.last && h(Last, { one, go })),
    h(Table.Cell, null, h(HStack, null,
      h(RunNow, { one, go, doing }),
      one.schedule !== "None" && h(Button, { size: "xs", variant: "outline", disabled: !one.may_trigger, onClick: fill,
        "aria-label": `${t("backfill")}: ${one.name}` }, t("backfill")))));

function RunNow({ one, go, doing }) {
  const [busy, setBusy] = useState(false);
  const follow = useLateGo(go);
  const begin = () => doing(async () => {
    setBusy(true); // until the run is shown instead
    try {
      const { dag_run_id: run } = await api.trigger(one.export, { logical_date: null });
      follow({ view: "details", export: one.export, run });
    } catch (failure) {
      setBusy(false);
      throw failure;
    }
  });
  return h(Button, { size: "xs", variant: "outline", disabled: !one.may_trigger, loading: busy, onClick: begin,
    "aria-label": `${t("run_now")}: ${one.name}` }, t("run_now"));
}

const Name = ({ one, go }) => h(Box, null,
  h(HStack, null, h(Link, { fontWeight: "bold", ...opening(go, { view: "runs", export: one.export }) }, one.name),
    one.broken && h(Badge, { colorPalette: "red" }, t("has_mistakes"))),
  h(Text, { fontSize: "xs", color: "fg.muted" }, one.export));

const Last = ({ one, go }) => h(Box, null, h(Status, { status: one.last.status }),
  h(Link, { display: "block", fontSize: "xs", whiteSpace: "nowrap", ...opening(go, { view: "details", export: one.export, run: one.last.run_id }) },
    moment(one.last.created_at, SHORT)));

// The list: one row a run.
import * as api from "./api.js";
import { Choice, Loading, Mistakes, Nothing, Problem, Status } from "./parts.js";
import { h, ui, useEffect, useState } from "./react.js";
import { moment, number, size, t } from "./words.js";

const { Box, Button, HStack, Input, Link, Table, Text } = ui;
const REFRESH = 5000;
const STATUSES = ["pending", "processing", "finished", "failed"];
const COLUMNS = ["name", "created_at", "created_by", "model", "target", "status", "size"];
const SORTABLE = ["name", "created_at"];

export function Runs({ place, go, embedded }) {
  const { search = "", model = "", target = "", status = "", sort = "-created_at", page = 1 } = place;
  const asked = { search, model, target, status, sort, page, export: place.export ?? "" };
  const { answer, error, again } = api.useAnswer(() => api.runs(asked), Object.values(asked), { every: REFRESH });
  const offered = api.useAnswer(api.catalog, []);
  const exports = api.useAnswer(api.definitions, []);
  const change = (values) => go({ ...place, page: 1, ...values });
  const filtered = search || model || target || status;
  return h(Box, null,
    !embedded && exports.answer && h(Mistakes, {
      mistakes: exports.answer.broken, title: t("broken", { count: exports.answer.broken.length }),
    }),
    h(Filters, { place: asked, change, models: offered.answer?.models ?? [] }),
    error && h(Problem, { error, again }),
    !answer && !error && h(Loading),
    answer && (answer.total > 0
      ? h(Box, null, h(List, { answer, sort, change, go }), h(Pages, { answer, change }))
      : h(Nothing, filtered ? { title: t("nothing_found") } : { title: t("no_runs"), hint: t("no_runs_hint") },
        filtered && h(Button, {
          size: "sm", onClick: () => change({ search: "", model: "", target: "", status: "" }),
        }, t("clear")))));
}

function Filters({ place, change, models }) {
  const [text, setText] = useState(place.search);
  useEffect(() => {
    const timer = setTimeout(() => text !== place.search && change({ search: text }), 300);
    return () => clearTimeout(timer);
  }, [text]);
  const choices = [
    ["model", models.map(({ name, label }) => [name, label])],
    ["target", ["sftp", "ftp", "ftps"].map((name) => [name, name.toUpperCase()])],
    ["status", STATUSES.map((name) => [name, t(name)])],
  ];
  return h(HStack, { wrap: "wrap", mb: 3 },
    h(Input, {
      size: "sm", maxW: "20rem", type: "search", value: text, placeholder: t("search"),
      "aria-label": t("search"), onChange: (event) => setText(event.target.value),
    }),
    choices.map(([name, options]) => h(Choice, {
      key: name, label: t(name), value: place[name],
      options: [["", `${t(name)}: ${t("all")}`], ...options], onChange: (value) => change({ [name]: value }),
    })));
}

const List = ({ answer, sort, change, go }) =>
  h(Table.ScrollArea, { borderWidth: "1px", rounded: "md" },
    h(Table.Root, { size: "sm", stickyHeader: true, interactive: true },
      h(Table.Header, null, h(Table.Row, null, COLUMNS.map((name) => h(Title, { key: name, name, sort, change })))),
      h(Table.Body, null, answer.runs.map((run) => h(Row, { key: `${run.export}/${run.run_id}`, run, go })))));

function Title({ name, sort, change }) {
  if (!SORTABLE.includes(name)) return h(Table.ColumnHeader, null, t(name));
  const direction = { [name]: "ascending", [`-${name}`]: "descending" }[sort];
  const turned = sort === name ? `-${name}` : name;
  return h(Table.ColumnHeader, { "aria-sort": direction ?? "none" },
    h(Button, { variant: "plain", size: "sm", p: 0, fontWeight: "inherit", onClick: () => change({ sort: turned }) },
      t(name), h("span", { "aria-hidden": true }, { ascending: " ↑", descending: " ↓" }[direction] ?? "")));
}

const Row = ({ run, go }) => {
  const open = (event) => {
    event.preventDefault();
    go({ view: "details", export: run.export, run: run.run_id });
  };
  const href = `?${new URLSearchParams({ view: "details", export: run.export, run: run.run_id })}`;
  return h(Table.Row, null,
    h(Table.Cell, null, h(Link, { href, onClick: open, fontWeight: "bold" }, run.name)),
    h(Table.Cell, { whiteSpace: "nowrap" }, moment(run.created_at)),
    h(Table.Cell, null, run.created_by),
    h(Table.Cell, null, run.model),
    h(Table.Cell, null, run.targets.map((name) => name.toUpperCase()).join(", ") || t("none")),
    h(Table.Cell, null, h(HStack, null, h(Status, { status: run.status }),
      run.status === "processing" && run.progress && h(Text, { fontSize: "xs" },
        `${number(run.progress.rows)} · ${size(run.progress.bytes)}`))),
    h(Table.Cell, { textAlign: "end", whiteSpace: "nowrap" }, size(run.bytes)));
};

function Pages({ answer, change }) {
  const from = (answer.page - 1) * answer.page_size + 1;
  const to = Math.min(from + answer.runs.length - 1, answer.total);
  return h(HStack, { mt: 2, justify: "flex-end" },
    h(Text, { fontSize: "sm" }, t("page_of", { from: number(from), to: number(to), total: number(answer.total) })),
    h(Button, { size: "xs", variant: "outline", disabled: answer.page <= 1, onClick: () => change({ page: answer.page - 1 }) }, t("previous")),
    h(Button, { size: "xs", variant: "outline", disabled: to >= answer.total, onClick: () => change({ page: answer.page + 1 }) }, t("next")));
}

// The list: one row a run.
import * as api from "./api.js";
import { Filters } from "./filters.js";
import { Loading, Mistakes, Nothing, Notice, opening, Problem, Progress, Status } from "./parts.js";
import { h, ui, useEffect, useState } from "./react.js";
import { moment, number, size, t } from "./words.js";

const { Box, Button, HStack, Link, Table, Text } = ui;
const REFRESH = 5000;
const COLUMNS = ["name", "created_at", "created_by", "model", "target", "status", "size"];
const SORTABLE = ["name", "created_at"];
const EVERYTHING = { search: "", model: "", target: "", status: "" };

export function Runs({ place, go, embedded }) {
  const { search = "", model = "", target = "", status = "", sort = "-created_at", page = 1 } = place;
  const asked = { search, model, target, status, sort, page, export: place.export ?? "" };
  const { answer, error, again } = api.useAnswer(() => api.runs(asked), Object.values(asked), { every: REFRESH });
  const offered = api.useAnswer(api.catalog, []);
  const exports = api.useAnswer(api.definitions, [], { every: 2 * REFRESH });
  const { models, targets } = offered.answer ?? { models: [], targets: [] };
  const change = (values) => go((latest) => ({ ...kept(latest), page: 1, ...values }));
  // A page that has come to lie behind the end, as when filters or the retention leave less.
  const last = answer && Math.max(1, Math.ceil(answer.total / answer.page_size));
  useEffect(() => {
    if (answer?.page > last) go((latest) => ({ ...latest, page: last }), { replace: true });
  }, [answer?.page, last]);
  const filtered = search || model || target || status;
  const stranger = embedded && exports.answer && answer?.total === 0 && !filtered &&
    place.export !== api.ONCE && !exports.answer.exports.some((one) => one.export === place.export);
  if (stranger) return h(Nothing, { title: t("no_export") });
  return h(Box, null,
    !embedded && exports.answer && h(Mistakes, {
      mistakes: exports.answer.broken, title: t("broken", { count: number(exports.answer.broken.length) }),
    }),
    h(Filters, { place: asked, change, models, targets, embedded }),
    error && h(Problem, { error, again }),
    !answer && !error && h(Loading),
    answer && (answer.total > 0
      ? h(Box, null, h(List, { answer, sort, change, go, models }), h(Pages, { answer, change }))
      : h(Nothing, filtered ? { title: t("nothing_found") } : nothingYet(place.export),
        filtered && h(Button, { size: "sm", variant: "outline", onClick: () => change(EVERYTHING) }, t("clear")))));
}

const nothingYet = (one) => (one ? { title: t("not_run_yet") } : { title: t("no_runs"), hint: t("no_runs_hint") });

// What belongs to another view is not carried on.
const kept = ({ view, run, ...rest }) => rest;

function List({ answer, sort, change, go, models }) {
  const [problem, setProblem] = useState(null);
  const labels = Object.fromEntries(models.map(({ name, label }) => [name, label]));
  return h(Box, null,
    problem && h(Notice, { status: "warning" }, problem),
    h(Table.ScrollArea, { borderWidth: "1px", rounded: "md" },
      h(Table.Root, { size: "sm", interactive: true },
        h(Table.Header, null, h(Table.Row, null, COLUMNS.map((name) => h(Title, { key: name, name, sort, change })))),
        h(Table.Body, null, answer.runs.map((run) =>
          h(Row, { key: `${run.export}/${run.run_id}`, run, go, labels, setProblem }))))));
}

function Title({ name, sort, change }) {
  if (!SORTABLE.includes(name)) {
    return h(Table.ColumnHeader, { textAlign: name === "size" ? "end" : undefined }, t(name));
  }
  const direction = { [name]: "ascending", [`-${name}`]: "descending" }[sort];
  const turned = sort === name ? `-${name}` : name;
  return h(Table.ColumnHeader, { "aria-sort": direction ?? "none" },
    h(Button, { variant: "plain", size: "sm", p: 0, minW: 0, height: "auto", fontWeight: "inherit", onClick: () => change({ sort: turned }) },
      t(name), h("span", { "aria-hidden": true }, { ascending: "↑", descending: "↓" }[direction] ?? "↕")));
}

const Row = ({ run, go, labels, setProblem }) => {
  const place = { view: "details", export: run.export, run: run.run_id };
  return h(Table.Row, null,
    h(Table.Cell, null, h(Link, { fontWeight: "bold", ...opening(go, place) }, run.name)),
    h(Table.Cell, { whiteSpace: "nowrap" }, moment(run.created_at)),
    h(Table.Cell, null, run.created_by),
    h(Table.Cell, null, labels[run.model] ?? run.model),
    h(Table.Cell, null, run.targets.map((name) => name.toUpperCase()).join(", ") || t("none")),
    h(Table.Cell, null, h(HStack, null, h(Status, { status: run.status }),
      run.status === "processing" && h(Progress, { progress: run.progress }))),
    h(Table.Cell, { textAlign: "end", whiteSpace: "nowrap" }, h(File, { run, setProblem })));
};

// The size leads to the file, for those who may have it.
function File({ run, setProblem }) {
  if (run.bytes == null || !run.may_download) return h("bdi", null, size(run.bytes));
  const fetchFile = async () => {
    try {
      const { stored } = await api.runDetails(run.export, run.run_id);
      setProblem(stored ? null : t("expired"));
      if (stored) globalThis.location.assign(api.fileUrl(run.export, run.run_id));
    } catch (error) {
      setProblem(error.message);
    }
  };
  return h(Button, { size: "xs", variant: "plain", p: 0, height: "auto", textDecoration: "underline", onClick: fetchFile,
    "aria-label": `${t("download")}: ${run.name}, ${size(run.bytes)}` }, h("bdi", null, size(run.bytes)));
}

function Pages({ answer, change }) {
  const from = (answer.page - 1) * answer.page_size + 1;
  const to = Math.min(from + answer.runs.length - 1, answer.total);
  const button = (name, page, disabled) =>
    h(Button, { size: "xs", variant: "outline", disabled, onClick: () => change({ page }) }, t(name));
  return h(HStack, { mt: 2, justify: "flex-end" },
    h(Text, { fontSize: "sm", role: "status" }, h("bdi", null, t("page_of", { from: number(from), to: number(to), total: number(answer.total) }))),
    button("previous", answer.page - 1, answer.page <= 1), button("next", answer.page + 1, to >= answer.total));
}

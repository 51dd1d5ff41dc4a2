// One run: what was asked for, what came of it, and what can be done with it.
import * as api from "./api.js";
import { Block, Loading, Nothing, Notice, own, Problem, Progress, Status, useLateGo } from "./parts.js";
import { h, ui, useState } from "./react.js";
import { Facts, Settings } from "./settings.js";
import { inBytes, moment, number, size, t } from "./words.js";

const { Box, Button, Code, Heading, HStack, Link, Text } = ui;
const REFRESH = 4000;
const KILOBYTE = 1000;

export function Details({ place, go, embedded, alone }) {
  const { answer: run, error, again } = api.useAnswer(
    () => api.runDetails(place.export, place.run), [place.export, place.run], { every: REFRESH });
  if (!run && error?.status === 404 && embedded) return h(Nothing, { title: t("no_export") });
  if (!run) return error ? h(Problem, { error, again }) : h(Loading);
  return h(Box, null,
    error && h(Problem, { error, again }),
    !alone && h(Button, { size: "xs", variant: "ghost", marginInlineStart: -2, onClick: () => go({ view: "runs" }) }, `${document.dir === "rtl" ? "→" : "←"} ${t("runs")}`),
    h(HStack, { wrap: "wrap", my: 2 }, h(Heading, { as: "h2", size: "lg" }, run.name), h(Status, { status: run.status }),
      run.status === "processing" && h(Progress, { progress: run.progress })),
    h(Text, { fontSize: "sm", color: "fg.muted", mb: 3 }, t("created", { when: moment(run.created_at), who: run.created_by })),
    h(Actions, { run, go, alone }),
    run.failures.map(({ task, message }) =>
      h(Notice, { key: task, status: "error", title: `${t("failure")} (${task})` }, message)),
    run.status === "failed" && run.failures.length === 0 && h(Notice, { status: "error", title: t("failure") }, t("see_logs")),
    run.settings_problem && h(Notice, { status: "warning" }, run.settings_problem),
    run.receipt?.warnings?.length > 0 && h(Notice, { status: "warning", title: t("warnings") }, run.receipt.warnings.join("\n")),
    run.status === "finished" && !run.receipt && h(Notice, null, t("no_file")),
    run.receipt && h(Facts, { title: t("receipt"), facts: receiptFacts(run) }),
    run.deliveries.map((delivery, index) =>
      h(Facts, { key: index, title: `${t("delivery")}: ${delivery.target.toUpperCase()}`, facts: deliveryFacts(delivery) })),
    run.settings && h(Settings, { settings: run.settings }),
    run.settings && h(Box, { mt: 3 },
      h(Block, { title: t("yaml"), name: `${run.export}.yaml`, load: async () => run.yaml }),
      h(Block, { title: t("sql"), load: () => api.statement(run.export, run.run_id) })));
}

function Actions({ run, go, alone }) {
  const [{ busy, problem }, setState] = useState({});
  const follow = useLateGo(go);
  const repeat = async () => {
    setState({ busy: true }); // until the new run is shown instead
    try {
      const { dag_run_id: made } = await api.trigger(run.export, { logical_date: null, conf: run.conf });
      follow({ view: "details", export: run.export, run: made });
    } catch (error) {
      setState({ problem: error });
    }
  };
  const can = run.rights;
  return h(Box, { mb: 3 },
    h(HStack, { wrap: "wrap" },
      run.receipt && h(Download, { run, allowed: can.download }),
      run.config && h(Button, { size: "sm", variant: "outline", onClick: () => go({ view: "wizard", clone: run.export, run: run.run_id }) }, t("clone")),
      h(Button, { size: "sm", variant: "outline", disabled: !can.trigger, loading: busy, onClick: repeat }, t("run_again")),
      !alone && h(Link, { href: api.runPage(run.export, run.run_id), variant: "underline", fontSize: "sm", px: 2 }, t("open_run"))),
    !can.trigger && h(Text, { fontSize: "xs", color: "fg.muted", mt: 1 }, own(t(can.download ? "only_downloading" : "only_seeing"))),
    problem && h(Problem, { error: problem }));
}

const Download = ({ run, allowed }) =>
  run.stored
    ? h(Button, { size: "sm", colorPalette: "brand", disabled: !allowed,
      onClick: () => globalThis.location.assign(api.fileUrl(run.export, run.run_id)) }, `${t("download")} (${size(run.bytes)})`)
    : h(Text, { fontSize: "sm", color: "fg.muted" }, own(expiry(run)));

const expiry = ({ kept_until: until }) =>
  (until && new Date(until) < new Date() ? t("expired_at", { when: moment(until, { timeStyle: undefined }) }) : t("expired"));

const exactly = (bytes) => (bytes < KILOBYTE ? size(bytes) : `${size(bytes)} (${inBytes(bytes)})`);

const receiptFacts = ({ receipt, stored, kept_until: until }) => [
  [t("rows"), number(receipt.rows)], [t("size"), exactly(receipt.bytes)],
  [t("file"), receipt.file_name], [t("sha256"), h(Code, { dir: "ltr", wordBreak: "break-all" }, receipt.sha256)],
  [t("run_moment"), moment(receipt.run_moment)], [t("duration"), durations(receipt.seconds)],
  ...(stored && until ? [[t("kept_until"), moment(until)]] : []),
];

const STAGES = ["connect", "read", "publish"];
const inSeconds = (value) => t("seconds", { value: number(value) });
const durations = (seconds) => {
  const stages = STAGES.filter((name) => name in seconds).map((name) => `${t(`stage_${name}`)} ${inSeconds(seconds[name])}`);
  return `${inSeconds(seconds.total)}${stages.length ? ` (${stages.join(", ")})` : ""}`;
};

const deliveryFacts = (delivery) => [
  [t("server"), delivery.server], [t("path"), h(Code, { dir: "ltr", wordBreak: "break-all" }, delivery.path)],
  [t("size"), exactly(delivery.bytes)],
  [t("verified"), t(`verified_${delivery.verified}`)], [t("attempts"), number(delivery.attempts)],
  [t("duration"), inSeconds(delivery.seconds)],
];

// When it runs, and the next times it would.
import { Choice, Labelled } from "../parts.js";
import { h, ui } from "../react.js";
import { moment, t } from "../words.js";

const { Box, Checkbox, HStack, Input, Text } = ui;
const WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const MONTHDAYS = [...Array.from({ length: 31 }, (_, day) => day + 1), "last"];
const KINDS = ["now", "on", "daily", "weekly", "monthly", "manual"];

const kindOf = (schedule) => (typeof schedule === "string" ? schedule : KINDS.find((kind) => kind in schedule));
const START = {
  now: "now", manual: "manual", on: { on: "" }, daily: { daily: true, at: "05:00" },
  weekly: { weekly: ["mon"], at: "05:00" }, monthly: { monthly: [1], at: "05:00" },
};

export function ScheduleStep({ draft, change, check, offered }) {
  const { schedule } = draft;
  const kind = kindOf(schedule);
  const set = (values) => change({ schedule: { ...schedule, ...values } });
  const zones = [...new Set(["UTC", draft.timezone, offered.airflow_zone])];
  return h(Box, null,
    h(HStack, { wrap: "wrap", align: "flex-end", gap: 4 },
      h(Labelled, { label: t("schedule"), width: "auto" }, h(Choice, { label: t("schedule"), value: kind,
        options: KINDS.map((name) => [name, t(name)]), onChange: (name) => change({ schedule: START[name] }) })),
      kind === "on" && h(Labelled, { label: t("on"), width: "auto" }, h(Input, { size: "sm", type: "datetime-local", value: schedule.on,
        onChange: (event) => set({ on: event.target.value }) })),
      ["daily", "weekly", "monthly"].includes(kind) && h(Labelled, { label: t("at"), width: "auto" }, h(Input, { size: "sm", type: "time",
        value: [schedule.at].flat()[0], onChange: (event) => set({ at: event.target.value }) })),
      ["on", "daily", "weekly", "monthly"].includes(kind) && h(Labelled, { label: t("timezone"), width: "auto" },
        h(Choice, { label: t("timezone"), value: schedule.timezone ?? "UTC", options: zones.map((name) => [name, name]),
          onChange: (timezone) => set({ timezone }) }))),
    kind === "weekly" && h(Days, { days: WEEKDAYS, chosen: schedule.weekly, name: weekday, set: (weekly) => set({ weekly }) }),
    kind === "monthly" && h(Days, { days: MONTHDAYS, chosen: schedule.monthly, name: (day) => (day === "last" ? t("last") : day),
      set: (monthly) => set({ monthly }) }),
    check?.firings?.length > 0 && h(Box, { mt: 4 }, h(Text, { fontWeight: "bold", fontSize: "sm" }, t("next_firings")),
      check.firings.map((firing) => h(Text, { key: firing, fontSize: "sm" }, moment(firing)))));
}

const Days = ({ days, chosen, name, set }) =>
  h(HStack, { wrap: "wrap", mt: 3, role: "group", "aria-label": t("days") }, days.map((day) =>
    h(Checkbox.Root, { key: day, size: "sm", checked: chosen.includes(day),
      onCheckedChange: ({ checked }) => set(days.filter((one) => (one === day ? checked : chosen.includes(one)))) },
    h(Checkbox.HiddenInput), h(Checkbox.Control), h(Checkbox.Label, null, name(day)))));

// 2024-01-01 was a Monday.
const weekday = (day) => moment(`2024-01-0${WEEKDAYS.indexOf(day) + 1}T12:00:00Z`, { dateStyle: undefined, timeStyle: undefined, weekday: "short", timeZone: "UTC" });

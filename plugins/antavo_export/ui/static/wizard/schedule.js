// When it runs, and the next times it would.
import { Choice, Labelled, Wrong } from "../parts.js";
import { h, ui } from "../react.js";
import { moment, t } from "../words.js";

const { Box, Checkbox, HStack, Input, SimpleGrid, Text } = ui;
const WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const MONTHDAYS = [...Array.from({ length: 31 }, (_, day) => day + 1), "last_business_day", "last"];
const KINDS = ["now", "on", "daily", "weekly", "monthly", "manual"];

const kindOf = (schedule) => (typeof schedule === "string" ? schedule : KINDS.find((kind) => kind in schedule) ?? "manual");
const START = {
  now: "now", manual: "manual", on: { on: "" }, daily: { daily: true, at: "05:00" },
  weekly: { weekly: ["mon"], at: "05:00" }, monthly: { monthly: [1], at: "05:00" },
};

export function ScheduleStep({ draft, change, check, offered, wrong }) {
  const { schedule } = draft;
  const kind = kindOf(schedule);
  const set = (values) => change({ schedule: { ...schedule, ...values } });
  // Only what is scheduled can be late.
  const choose = (name) => change({ schedule: START[name], ...(name === "manual" && { deadline: undefined }) });
  const zones = [...new Set(["UTC", draft.timezone, offered.airflow_zone, schedule.timezone].filter(Boolean))];
  const input = (name, type, value) => h(Labelled, { label: t(name), width: "auto", error: wrong(`schedule.${name}`, value) },
    h(Input, { size: "sm", type, value, onChange: (event) => set({ [name]: event.target.value }) }));
  return h(Box, null,
    h(HStack, { wrap: "wrap", align: "flex-start", gap: 4 },
      h(Labelled, { label: t("schedule"), width: "auto" }, h(Choice, { label: t("schedule"), value: kind,
        options: KINDS.map((name) => [name, t(name)]), onChange: choose })),
      kind === "on" && input("on", "datetime-local", schedule.on),
      ["daily", "weekly", "monthly"].includes(kind) && input("at", "time", [schedule.at].flat()[0]),
      ["on", "daily", "weekly", "monthly"].includes(kind) && h(Labelled, { label: t("timezone"), width: "auto" },
        h(Choice, { label: t("timezone"), value: schedule.timezone ?? "UTC", options: zones.map((name) => [name, name]),
          onChange: (timezone) => set({ timezone }) }))),
    kind === "weekly" && h(Days, { days: WEEKDAYS, chosen: [schedule.weekly].flat(), name: weekday, set: (weekly) => set({ weekly }) }),
    kind === "monthly" && h(Days, { days: MONTHDAYS, chosen: [schedule.monthly].flat(), set: (monthly) => set({ monthly }),
      name: (day) => (typeof day === "string" ? t(day) : day) }),
    ["weekly", "monthly"].includes(kind) && h(Wrong, { error: wrong(`schedule.${kind}`, "chosen") }),
    kind === "on" && check?.mistakes.length === 0 && check.firings.length === 0 && h(Wrong, { error: t("past") }),
    check?.firings?.length > 0 && kind !== "now" && h(Firings, { firings: check.firings, timeZone: schedule.timezone ?? "UTC" }));
}

const Firings = ({ firings, timeZone }) => h(Box, { mt: 4, role: "status" },
  h(Text, { fontWeight: "bold", fontSize: "sm" }, `${t("next_firings")} (${timeZone})`),
  firings.map((firing) => h(Text, { key: firing, fontSize: "sm" }, moment(firing, { timeZone, dateStyle: "full", timeStyle: "short" }))));

const Days = ({ days, chosen, name, set }) =>
  h(SimpleGrid, { minChildWidth: days.length > 7 ? "4.5rem" : "8rem", maxW: "56rem", mt: 4, gap: 3, role: "group", "aria-label": t("days") }, days.map((day) =>
    h(Checkbox.Root, { key: day, size: "sm", checked: chosen.includes(day),
      onCheckedChange: ({ checked }) => set(days.filter((one) => (one === day ? checked : chosen.includes(one)))) },
    h(Checkbox.HiddenInput), h(Checkbox.Control), h(Checkbox.Label, null, name(day)))));

// 2024-01-01 was a Monday.
const weekday = (day) => moment(`2024-01-0${WEEKDAYS.indexOf(day) + 1}T12:00:00Z`,
  { dateStyle: undefined, timeStyle: undefined, weekday: "long", timeZone: "UTC" });

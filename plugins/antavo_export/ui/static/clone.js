// A run's configuration as a draft: everything that the YAML allows, in the form that the steps show.
import { ONCE } from "./api.js";
import { EMPTY } from "./draft.js";

const MARKS = { comma: ",", semicolon: ";", pipe: "|", "\t": "tab" };
const REPEATED = ["daily", "weekly", "monthly"];
const MIDNIGHT = "00:00";
const MOMENT = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?))?(Z|[+-]\d\d:\d\d)?$/;

// A clone belongs to who makes it, so it does not keep the owner. What was run once is run once more.
export const cloned = ({ owner, ...config }, name, from) => ({
  ...EMPTY, ...config, name, file: fileOf(config.file), schedule: from === ONCE ? "now" : scheduleOf(config.schedule),
});

const fileOf = ({ format = "csv", delimiter, ...rest } = {}) =>
  ({ format, ...(delimiter && { delimiter: MARKS[delimiter] ?? delimiter }), ...rest });

function scheduleOf(schedule = "now") {
  if (schedule === "daily") return { daily: true, at: MIDNIGHT };
  if (typeof schedule === "string") return schedule;
  const [word, ...more] = Object.keys(schedule);
  if (!more.length && ["now", "manual"].includes(word)) return word;
  if (schedule.on) return { ...schedule, ...momentOf(schedule) };
  if (!REPEATED.some((kind) => kind in schedule)) return schedule;
  const { weekly, monthly, at = MIDNIGHT } = schedule;
  return {
    ...schedule, at: Array.isArray(at) ? at.map(padded) : padded(at),
    ...(weekly && { weekly: [weekly].flat().map((day) => day.toLowerCase().slice(0, 3)) }),
    ...(monthly && { monthly: [monthly].flat() }),
  };
}

const padded = (time) => time.padStart("05:30".length, "0");

// A moment with an offset is said in UTC: in any other zone clocks may show its time twice.
function momentOf({ on, at = MIDNIGHT }) {
  const [, day, time, offset] = MOMENT.exec(on) ?? [];
  if (!day) return {};
  const iso = `${day}T${time ?? padded(at)}`;
  if (!offset) return { on: iso, at: undefined };
  return { on: new Date(`${iso}${offset}`).toISOString().replace(/(:00)?[.]000Z$/, ""), timezone: "UTC" };
}

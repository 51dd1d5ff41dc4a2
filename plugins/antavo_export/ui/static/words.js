// Sizes, moments and texts as the reader wants them: language from Airflow, zone as chosen there.
import english from "./strings/en.js";

const TRANSLATED = ["de", "es", "fr", "hu"];
let strings = english;

// Numbers and moments are written in the language of the texts around them.
function language() {
  const asked = document.documentElement.lang || "en";
  return [...TRANSLATED, "en"].includes(asked.split("-")[0]) ? asked : "en";
}

export async function loadStrings() {
  const name = language().split("-")[0];
  strings = TRANSLATED.includes(name) ? { ...english, ...(await import(`./strings/${name}.js`)).default } : english;
}

export function t(key, values = {}) {
  const text = strings[key] ?? english[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}

const browserZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

// Airflow keeps the chosen zone as a JSON text in the browser's storage.
export function zone() {
  try {
    const chosen = JSON.parse(localStorage.getItem("timezone") ?? '""');
    if (chosen && chosen !== "local") return chosen;
  } catch {
    // not JSON: nobody has chosen one
  }
  return browserZone();
}

export function moment(iso, options = {}) {
  if (!iso) return "";
  const form = { dateStyle: "medium", timeStyle: "medium", timeZone: zone(), ...options };
  return new Intl.DateTimeFormat(language(), form).format(new Date(iso));
}

// The calendar day of an ISO date, wherever the reader is.
export const day = (iso) => moment(`${iso}T12:00:00Z`, { timeStyle: undefined, timeZone: "UTC" });

// The instant at which clocks in a zone show a local time such as 2026-11-01T00:00:00.
export function instantIn(name, local) {
  const meant = Date.parse(`${local}Z`);
  const offset = (at) => Date.parse(`${shown(name, at)}Z`) - at;
  return new Date(meant - offset(meant - offset(meant))).toISOString();
}

const shown = (timeZone, at) =>
  new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "medium" }).format(at).replace(" ", "T");

export const number = (value) => (value == null ? "" : new Intl.NumberFormat(language()).format(value));
export const percent = (part) => new Intl.NumberFormat(language(), { style: "percent" }).format(part);

export function size(bytes) {
  if (bytes == null) return "";
  const power = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), 4);
  const unit = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"][power];
  return inUnit(unit, power ? "short" : "long").format(bytes / 1000 ** power);
}

const inUnit = (unit, unitDisplay) =>
  new Intl.NumberFormat(language(), { style: "unit", unit, unitDisplay, maximumFractionDigits: 1 });
export const inBytes = (bytes) => inUnit("byte", "long").format(bytes);

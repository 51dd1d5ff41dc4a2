// Sizes, moments and texts as the reader wants them: language from Airflow, zone as chosen there.
import english from "./strings/en.js";

const language = () => document.documentElement.lang || "en";
let strings = english;

export async function loadStrings() {
  const name = language().split("-")[0];
  if (!["de", "es", "fr", "hu"].includes(name)) return;
  strings = { ...english, ...(await import(`./strings/${name}.js`)).default };
}

export function t(key, values = {}) {
  const text = strings[key] ?? english[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}

// Airflow keeps the chosen zone as a JSON text in the browser's storage.
export function zone() {
  try {
    const chosen = JSON.parse(localStorage.getItem("timezone") ?? '""');
    if (chosen && chosen !== "local") return chosen;
  } catch {
    // not JSON: nobody has chosen one
  }
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

export function moment(iso, options = {}) {
  if (!iso) return "";
  const form = { dateStyle: "medium", timeStyle: "medium", timeZone: zone(), ...options };
  return new Intl.DateTimeFormat(language(), form).format(new Date(iso));
}

export const number = (value) => (value == null ? "" : new Intl.NumberFormat(language()).format(value));

export function size(bytes) {
  if (bytes == null) return "";
  const power = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), 4);
  const unit = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"][power];
  const form = { style: "unit", unit, unitDisplay: power ? "short" : "long", maximumFractionDigits: 1 };
  return new Intl.NumberFormat(language(), form).format(bytes / 1000 ** power);
}

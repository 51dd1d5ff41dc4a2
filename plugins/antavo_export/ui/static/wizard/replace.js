// Replace values: one pair a line, the stored value, an equals sign, what to write.
import { Wrong } from "../parts.js";
import { h, ui, useRef, useState } from "../react.js";
import { t } from "../words.js";

const { Box, Textarea } = ui;

export function Replace({ field, change }) {
  // Lines that nobody touches keep what they stand for: numbers, spaces and line breaks included.
  const known = useRef(new Map(Object.entries(field.replace ?? {}).map((pair) => [lineOf(pair), pair])));
  const [text, setText] = useState([...known.current.keys()].join("\n"));
  const lines = text.split("\n").filter((line) => line.trim());
  const wrong = lines.filter((line) => !pairOf(line, known.current));
  const write = (event) => {
    setText(event.target.value);
    const pairs = event.target.value.split("\n").map((line) => pairOf(line, known.current)).filter(Boolean);
    change({ replace: Object.fromEntries(pairs) });
  };
  return h(Box, null,
    h(Textarea, { size: "sm", rows: 1, autoresize: true, placeholder: t("pair"), value: text, onChange: write,
      "aria-label": `${field.from}: ${t("replace")}` }),
    h(Wrong, { error: wrong.length > 0 && t("no_pair", { line: wrong[0] }) }));
}

// An equals sign of the stored value's own stands behind a backslash.
const lineOf = ([stored, written]) => `${stored.replaceAll("=", "\\=")}=${written ?? ""}`.replaceAll("\n", "↵");

function pairOf(line, known) {
  const [, stored, written] = line.match(/^((?:[^=]|\\=)*?)(?<!\\)=(.*)$/) ?? [];
  return known.get(line) ?? (written === undefined ? null : [stored.trim().replaceAll("\\=", "="), written.trim()]);
}

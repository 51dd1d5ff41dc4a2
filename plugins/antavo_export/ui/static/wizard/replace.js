// Replace values: one pair a line, the stored value, an equals sign, what to write.
import { h, ui, useState } from "../react.js";
import { t } from "../words.js";

const { Textarea } = ui;

export function Replace({ field, change }) {
  const [text, setText] = useState(Object.entries(field.replace ?? {}).map((pair) => pair.join("=")).join("\n"));
  const write = (event) => {
    setText(event.target.value);
    change({ replace: pairs(event.target.value) });
  };
  return h(Textarea, { size: "sm", rows: 1, autoresize: true, placeholder: t("pair"), value: text, onChange: write,
    "aria-label": `${field.from}: ${t("replace")}` });
}

const pairs = (text) => Object.fromEntries(text.split("\n").filter((line) => line.includes("=")).map((line) => {
  const [stored, ...written] = line.split("=");
  return [stored.trim(), written.join("=").trim()];
}));

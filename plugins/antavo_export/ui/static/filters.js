// What the list is narrowed by.
import { ONCE } from "./api.js";
import { Choice } from "./parts.js";
import { h, ui, useEffect, useRef, useState } from "./react.js";
import { t } from "./words.js";

const { Button, HStack, Input } = ui;
const STATUSES = ["pending", "processing", "finished", "failed"];
const PAUSE = 300; // ms without a key before the search begins

export function Filters({ place, change, models, targets, embedded }) {
  const [text, setText] = useState(place.search);
  const wanted = useRef(place.search);
  const sent = useRef([]); // what this box has asked for and the page does not show yet
  useEffect(() => {
    const own = sent.current.indexOf(place.search);
    sent.current = own < 0 ? [] : sent.current.slice(own + 1);
    if (own >= 0) return; // more may have been typed since
    wanted.current = place.search;
    setText(place.search);
  }, [place.search]);
  useEffect(() => {
    const timer = setTimeout(() => {
      if (text === wanted.current) return;
      wanted.current = text;
      sent.current.push(text);
      change({ search: text });
    }, PAUSE);
    return () => clearTimeout(timer);
  }, [text]);
  // All runs of one export have the same model and target, unless each has settings of its own.
  const alike = embedded && place.export !== ONCE;
  const choices = [
    ...(alike ? [] : [
      ["model", models.map(({ name, label }) => [name, label])],
      ["target", targets.map(({ name }) => [name, name.toUpperCase()])],
    ]),
    ["status", STATUSES.map((name) => [name, t(name)])],
  ];
  return h(HStack, { wrap: "wrap", mb: 3, role: "search", "aria-label": t("runs") },
    h(Input, { size: "sm", maxW: "20rem", type: "search", value: text, placeholder: t("search"), "aria-label": t("search"),
      onChange: (event) => setText(event.target.value) }),
    choices.map(([name, options]) => h(Choice, { key: name, label: t(name), value: place[name],
      options: [["", t(`all_${name}`)], ...options], onChange: (value) => change({ [name]: value }) })),
    place.export && !embedded && h(Button, { size: "xs", variant: "subtle", "aria-label": `${t("remove")}: ${place.export}`,
      onClick: () => change({ export: "" }) }, `${place.export} ✕`));
}

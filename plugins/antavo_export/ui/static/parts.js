// Small pieces that several views share.
import { pageOf } from "./api.js";
import { h, ui, useEffect, useRef, useState } from "./react.js";
import { number, percent, size, t } from "./words.js";

const { Alert, Badge, Box, Button, Collapsible, EmptyState, Field, HStack, NativeSelect, Spinner, Text } = ui;
const COLORS = { pending: "gray", processing: "blue", finished: "green", failed: "red" };
const SMALL = { size: "xs", variant: "outline", bg: "bg" };
const SAVED = 1000; // ms after which a browser has taken a file

// At Airflow's 14 px the underscores of some monospaced fonts vanish below the line.
export const MONO = { fontFamily: "mono", fontSize: "13px" };

// A sentence keeps the direction of its own language, also on a page from right to left.
export const own = (text) => h("bdi", null, text);

export const Status = ({ status }) =>
  h(Badge, { colorPalette: COLORS[status] ?? "gray", "data-status": status }, t(status));

export const Progress = ({ progress }) => progress &&
  h(Text, { as: "bdi", fontSize: "xs", whiteSpace: "nowrap" }, [
    t("row_count", { count: number(progress.rows) }), size(progress.bytes), progress.done != null && percent(progress.done),
  ].filter(Boolean).join(" · "));

// A link to a place of the page; with a key held down the browser opens it as it opens any link.
export const opening = (go, place) => ({
  href: pageOf(place),
  onClick: (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    go(place);
  },
});

// `go` after something that takes a while: it leads nowhere once its reader has gone elsewhere.
export function useLateGo(go) {
  const here = useRef(true);
  useEffect(() => {
    here.current = true;
    return () => { here.current = false; };
  }, []);
  return (place) => here.current && go(place);
}

export const Loading = () =>
  h(HStack, { p: 4, role: "status" }, h(Spinner, { size: "sm" }), h(Text, null, t("loading")));

export const Notice = ({ status = "info", title, children, action }) =>
  h(Alert.Root, { status, my: 2, role: status === "error" ? "alert" : "status" }, h(Alert.Indicator),
    h(Alert.Content, null, title && h(Alert.Title, null, own(title)),
      children && h(Alert.Description, { whiteSpace: "pre-wrap", overflowWrap: "anywhere" }, own(children))), action);

export const Problem = ({ error, again, title }) =>
  h(Notice, { status: "error", title: title ?? t(again ? "failed_to_load" : "failed_to_do"),
    action: again && h(Button, { size: "xs", variant: "outline", onClick: again }, t("retry")) }, said(error));

// Airflow's own messages are texts, or lists of what is wrong with which part of a request.
const said = ({ status, message, detail }) => {
  if (Array.isArray(detail)) return detail.map(({ msg, message: text }) => msg ?? text).join("\n");
  return status === 403 && (!message || message === "Forbidden") ? t("no_right") : message;
};

export const Nothing = ({ title, hint, children }) =>
  h(EmptyState.Root, null, h(EmptyState.Content, null, h(EmptyState.Title, null, own(title)),
    hint && h(EmptyState.Description, null, own(hint)), children));

export const Labelled = ({ label, error, help, children, ...rest }) =>
  h(Field.Root, { invalid: Boolean(error), ...rest }, h(Field.Label, null, label), children,
    help && h(Field.HelperText, null, own(help)), error && h(Field.ErrorText, null, own(error)));

// A form control that stands in a row of them, where a label above each would be too much.
export const Wrong = ({ error }) =>
  error ? h(Text, { fontSize: "xs", color: "fg.error", maxW: "24rem", role: "alert" }, own(error)) : null;

export const Choice = ({ label, value, options, onChange, error, ...rest }) =>
  h(NativeSelect.Root, { size: "sm", width: "auto", invalid: Boolean(error), ...rest },
    h(NativeSelect.Field, { "aria-label": label, value, onChange: (event) => onChange(event.target.value) },
      options.map(([key, text]) => h("option", { key, value: key }, text))),
    h(NativeSelect.Indicator));

export const Mistakes = ({ mistakes, title }) => mistakes.length > 0 &&
  h(Alert.Root, { status: "warning", my: 2 }, h(Alert.Indicator), h(Alert.Content, null,
    h(Alert.Title, null, title), h(Alert.Description, null, mistakes.map(({ file, line, where, message }, index) =>
      h(Text, { key: index, fontSize: "sm", overflowWrap: "anywhere" },
        h("code", null, `${file}:${line}`), ` ${where && `${where}: `}${message}`)))));

// A text too long to be shown unasked; `load` fetches it the first time.
export function Block({ title, load, name }) {
  const [text, setText] = useState(null);
  const open = (details) => details.open && text === null &&
    load().then(setText, (error) => setText(error.message));
  return h(Collapsible.Root, { onOpenChange: open, mb: 3, lazyMount: true },
    h(Collapsible.Trigger, { asChild: true }, h(Button, { size: "xs", variant: "outline" }, title)),
    h(Collapsible.Content, null, text === null ? h(Loading) : h(Code, { text, title, name })));
}

export const Code = ({ text, title, name }) =>
  h(Box, { position: "relative", mt: 2 },
    h(Box, { as: "pre", tabIndex: 0, role: "region", "aria-label": title, borderWidth: "1px", rounded: "md", p: 3,
      fontSize: "xs", overflow: "auto", maxH: "24rem", dir: "ltr" }, text),
    h(HStack, { position: "absolute", top: 2, insetEnd: 2 }, navigator.clipboard && h(Copy, { text }), // which only https has
      name && h(Button, { ...SMALL, onClick: () => save(name, text) }, t("download_yaml"))));

// Saves a text as a file of the reader's own.
export function save(name, text) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/yaml" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), SAVED);
}

function Copy({ text }) {
  const [done, setDone] = useState(false);
  const copy = () => navigator.clipboard.writeText(text).then(() => setDone(true), () => setDone(false));
  return h(Button, { ...SMALL, onClick: copy, "aria-live": "polite" }, t(done ? "copied" : "copy"));
}

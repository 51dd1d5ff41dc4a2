// Small pieces that several views share.
import { h, ui } from "./react.js";
import { t } from "./words.js";

const { Alert, Badge, Button, EmptyState, Field, HStack, NativeSelect, Spinner, Text } = ui;
const COLORS = { pending: "gray", processing: "blue", finished: "green", failed: "red" };

export const Status = ({ status }) =>
  h(Badge, { colorPalette: COLORS[status] ?? "gray", "data-status": status }, t(status));

export const Loading = () => h(HStack, { p: 4, role: "status" }, h(Spinner, { size: "sm" }), h(Text, null, t("loading")));

export const Problem = ({ error, again }) =>
  h(Alert.Root, { status: "error", my: 2 }, h(Alert.Indicator), h(Alert.Content, null,
    h(Alert.Title, null, t("failed_to_load")), h(Alert.Description, null, error.message)),
  again && h(Button, { size: "xs", variant: "outline", onClick: again }, t("retry")));

export const Nothing = ({ title, hint, children }) =>
  h(EmptyState.Root, null, h(EmptyState.Content, null,
    h(EmptyState.Title, null, title), hint && h(EmptyState.Description, null, hint), children));

export const Labelled = ({ label, error, help, children, ...rest }) =>
  h(Field.Root, { invalid: Boolean(error), ...rest }, h(Field.Label, null, label), children,
    help && h(Field.HelperText, null, help), error && h(Field.ErrorText, null, error));

export const Choice = ({ label, value, options, onChange, ...rest }) =>
  h(NativeSelect.Root, { size: "sm", width: "auto", ...rest },
    h(NativeSelect.Field, { "aria-label": label, value, onChange: (event) => onChange(event.target.value) },
      options.map(([key, text]) => h("option", { key, value: key }, text))),
    h(NativeSelect.Indicator));

export const Mistakes = ({ mistakes, title }) => mistakes.length > 0 &&
  h(Alert.Root, { status: "warning", my: 2 }, h(Alert.Indicator), h(Alert.Content, null,
    h(Alert.Title, null, title), h(Alert.Description, null, mistakes.map((mistake, index) =>
      h(Text, { key: index, fontSize: "sm" },
        h("code", null, mistake.file === "draft" ? mistake.where : `${mistake.file}:${mistake.line}`),
        ` ${mistake.file === "draft" ? "" : mistake.where} ${mistake.message}`)))));

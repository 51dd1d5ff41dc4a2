// What the file looks like.
import { Choice, Labelled } from "../parts.js";
import { h, ui } from "../react.js";
import { t } from "../words.js";

const { Checkbox, HStack } = ui;
const OPTIONS = () => ({
  delimiter: [[",", `, (${t("comma")})`], [";", `; (${t("semicolon")})`], ["|", `| (${t("pipe")})`], ["tab", `⇥ (${t("tab")})`]],
  enclosure: [['"', '"'], ["'", "'"], ["none", t("no_enclosure")]],
  newline: [["lf", "LF (\\n)"], ["crlf", "CRLF (\\r\\n)"], ["cr", "CR (\\r)"]],
});

export const FormatStep = ({ draft, change, offered, wrong }) => {
  const { file, model } = draft;
  const set = (values) => change({ file: { ...file, ...values } });
  const choose = (format) => change({ file: {
    format, ...(file.archive && { archive: file.archive }), ...(format === "json" && model !== "challenges" && { any_model: true }),
  } });
  const formats = model === "challenges" ? ["json"] : offered.formats;
  const choice = (name, options) => {
    const chosen = file[name] ?? options[0][0];
    const others = options.some(([value]) => value === chosen) ? [] : [[chosen, chosen]]; // a clone's own
    return h(Labelled, { key: name, label: t(name), width: "auto", error: wrong(`file.${name}`, "chosen") },
      h(Choice, { label: t(name), value: chosen, options: [...options, ...others], onChange: (value) => set({ [name]: value }) }));
  };
  return h(HStack, { wrap: "wrap", align: "flex-start", gap: 4 },
    h(Labelled, { label: t("step_format"), width: "auto" }, h(Choice, { label: t("step_format"), value: file.format,
      options: formats.map((name) => [name, name.toUpperCase()]), onChange: choose })),
    file.format === "csv" && Object.entries(OPTIONS()).map(([name, options]) => choice(name, options)),
    choice("archive", [["none", t("no_archive")], ["zip", "ZIP"], ["gzip", "GZIP"]]),
    file.format !== "json" && h(Checkbox.Root, { alignSelf: "center", mt: 5, checked: file.header ?? true,
      onCheckedChange: ({ checked }) => set({ header: Boolean(checked) }) },
    h(Checkbox.HiddenInput), h(Checkbox.Control), h(Checkbox.Label, null, t("header"))));
};

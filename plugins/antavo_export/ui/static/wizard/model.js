// Which data, under which name, in which time zone.
import { Choice, Labelled } from "../parts.js";
import { h, ui } from "../react.js";
import { t, zone } from "../words.js";

const { Input, RadioCard, SimpleGrid, VStack } = ui;

export const ModelStep = ({ draft, change, offered }) =>
  h(RadioCard.Root, { value: draft.model, size: "sm", "aria-label": t("step_model"),
    onValueChange: ({ value }) => value !== draft.model && change({ model: value, filters: [[{}]], fields: "all", aggregate: false,
      file: value === "challenges" ? { format: "json" } : { format: "csv" } }) },
  h(SimpleGrid, { columns: { base: 1, md: 2, lg: 3 }, gap: 2 }, offered.models.map(({ name, label, description }) =>
    h(RadioCard.Item, { key: name, value: name }, h(RadioCard.ItemHiddenInput), h(RadioCard.ItemControl, null,
      h(RadioCard.ItemContent, null, h(RadioCard.ItemText, null, label), h(RadioCard.ItemDescription, null, description)),
      h(RadioCard.ItemIndicator))))));

// Airflow's zone and the reader's own come first, then all the others.
export const NameStep = ({ draft, change, offered, wrong }) => {
  const first = [...new Set([offered.airflow_zone, zone(), "UTC"])];
  const zones = [...first, ...offered.zones.filter((name) => !first.includes(name))];
  return h(VStack, { align: "stretch", maxW: "32rem" },
    h(Labelled, { label: t("name"), required: true, error: wrong("name", draft.name) },
      h(Input, { value: draft.name, maxLength: 200, autoFocus: true, onChange: (event) => change({ name: event.target.value }) })),
    h(Labelled, { label: t("timezone"), help: t("timezone_hint"), error: wrong("timezone", draft.timezone) },
      h(Choice, { label: t("timezone"), value: draft.timezone, width: "full",
        options: zones.map((name) => [name, name]), onChange: (timezone) => change({ timezone }) })));
};

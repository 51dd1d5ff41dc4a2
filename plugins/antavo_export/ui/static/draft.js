// The wizard's draft: the YAML's shape, with what a person has begun and not finished.
export const EMPTY = {
  name: "", model: "", timezone: "UTC", filters: [[{}]], aggregate: false, fields: "all",
  file: { format: "csv" }, schedule: "now",
};

// The draft as a configuration, without what has not been begun.
export function finished(draft, model) {
  const { filters, target, ...config } = draft;
  const sets = Array.isArray(filters)
    ? filters.map((set) => set.filter(begun).map((one) => typed(one, model))).filter((set) => set.length)
    : filters;
  if (!Array.isArray(sets) || sets.length) config.filters = sets;
  if (target && target !== "none") config.target = target;
  if (!config.aggregate) delete config.aggregate;
  return config;
}

const begun = ({ attribute }) => Boolean(attribute);

// For every criterion of the draft, where it stands in the finished configuration.
export function places(filters) {
  let set = -1;
  return filters.map((criteria) => {
    if (criteria.some(begun)) set += 1;
    let at = -1;
    return criteria.map((criterion) => (begun(criterion) ? `filters.${set}.${(at += 1)}` : ""));
  });
}

// `properties.*` stands for any name in the place of the star.
export function fieldOf(model, name = "") {
  const exact = model?.fields.find((field) => field.name === name);
  return exact ?? model?.fields.find((field) => field.name.includes("*") && pattern(field.name).test(name));
}

const pattern = (name) =>
  new RegExp(`^${name.split("*").map((part) => part.replace(/[.]/g, "\\.")).join("[^.]*")}$`);

// Numbers and truth values are written as such, so that the YAML reads as a person's would; a number
// that JavaScript does not hold exactly stays the text it is.
function typed(criterion, model) {
  const type = fieldOf(model, criterion.attribute)?.type;
  const one = (value) => {
    if (typeof value !== "string") return value;
    if (type === "boolean" && ["true", "false"].includes(value)) return value === "true";
    const number = Number(value);
    const exact = Math.abs(number) <= Number.MAX_SAFE_INTEGER && String(number) === value;
    return ["integer", "decimal"].includes(type) && exact ? number : value;
  };
  if (!Array.isArray(criterion.value)) return "value" in criterion ? { ...criterion, value: one(criterion.value) } : criterion;
  const lines = criterion.many ? criterion.value.filter((value) => value !== "") : criterion.value;
  const { many, ...rest } = criterion;
  return { ...rest, value: lines.map(one) };
}

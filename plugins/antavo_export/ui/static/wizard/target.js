// Where the file goes: an Airflow connection, which keeps the secret, and a path.
import * as api from "../api.js";
import { Choice, Labelled } from "../parts.js";
import { h, ui, useState } from "../react.js";
import { t } from "../words.js";

const { Box, Code, HStack, Input, Text } = ui;
const TYPES = ["none", "sftp", "ftps", "ftp"];
const PATH = "/inbox/{{ export }}_{{ run_moment | date('%Y%m%d_%H%M%S') }}.{{ extension }}";

export function TargetStep({ draft, change, check }) {
  const [known, setKnown] = useState(null);
  if (known === null) {
    setKnown([]);
    // Reading connections is a right of its own; without it the id is typed.
    api.connections().then(({ connections }) => setKnown(connections), () => {});
  }
  const target = typeof draft.target === "object" && !Array.isArray(draft.target) ? draft.target : { type: "none" };
  const set = (values) => change({ target: { ...target, ...values } });
  const choose = (type) => change({ target: type === "none" ? "none" : { path: PATH, connection: "", ...target, type } });
  const family = target.type === "sftp" ? ["sftp", "ssh"] : ["ftp"];
  const fitting = (known ?? []).filter(({ conn_type: type }) => family.includes(type));
  return h(Box, null,
    h(HStack, { wrap: "wrap", align: "flex-end", gap: 4 },
      h(Labelled, { label: t("target"), width: "auto" }, h(Choice, { label: t("target"), value: target.type,
        options: TYPES.map((type) => [type, type === "none" ? t("none") : type.toUpperCase()]), onChange: choose })),
      target.type !== "none" && h(Labelled, { label: t("connection"), width: "16rem" },
        h(Input, { size: "sm", list: "antavo-connections", value: target.connection, onChange: (event) => set({ connection: event.target.value }) }),
        h("datalist", { id: "antavo-connections" }, fitting.map(({ connection_id: id }) => h("option", { key: id, value: id }))))),
    target.type !== "none" && h(Box, { mt: 3 },
      h(Labelled, { label: t("path") }, h(Input, { size: "sm", fontFamily: "mono", value: target.path, onChange: (event) => set({ path: event.target.value }) })),
      check?.paths?.map((path) => h(Text, { key: path, fontSize: "sm", mt: 1 }, `${t("example")}: `, h(Code, null, path)))));
}

// The Exports page: React and Chakra are Airflow's own, so nothing is bundled or built.
const { createElement: h, useEffect, useState } = globalThis.React;
const { Badge, Box, Heading, Table, Text } = globalThis.ChakraUI;
const BASE = new URL("..", import.meta.url).pathname;

function Exports() {
  const [answer, setAnswer] = useState(null);
  useEffect(() => {
    fetch(`${BASE}api/runs`).then((response) => response.json()).then(setAnswer);
  }, []);
  if (answer === null) return h(Text, { p: 4 }, "Loading…");
  return h(Box, { p: 4 }, h(Heading, null, "Exports"),
    h(Table.Root, null, h(Table.Body, null, answer.runs.map((run) =>
      h(Table.Row, { key: `${run.export}/${run.run_id}` },
        h(Table.Cell, null, run.name),
        h(Table.Cell, null, run.created_at),
        h(Table.Cell, null, h(Badge, null, run.status)),
        h(Table.Cell, null, run.bytes))))));
}

globalThis.Exports = Exports;
globalThis.Export = Exports;

// Talking to our own endpoints and, for every change, to Airflow's public API as the user.
import { useCallback, useEffect, useRef, useState } from "./react.js";

const OURS = new URL("../", import.meta.url).pathname.replace(/\/$/, "");
const AIRFLOW = OURS.replace(/\/antavo-export$/, "");

// The permanent DAG that runs an export without a file of its own.
export const ONCE = "antavo_export_once";

class ApiError extends Error {
  constructor(status, message, detail) {
    super(message);
    this.status = status;
    this.detail = detail;
  }
}

async function request(path, { method = "GET", body } = {}) {
  const response = await fetch(path, {
    method,
    credentials: "same-origin",
    headers: { Accept: "application/json", ...(body && { "Content-Type": "application/json" }) },
    body: body && JSON.stringify(body),
  });
  const text = await response.text();
  const answer = text && response.headers.get("content-type")?.includes("json") ? JSON.parse(text, exactly) : text;
  if (!response.ok) {
    const detail = answer?.detail ?? answer;
    const message = typeof detail === "string" && detail ? detail : response.statusText;
    throw new ApiError(response.status, message, detail);
  }
  return answer;
}

// An integer that JavaScript cannot hold stays the text it was, where the browser tells that text.
const exactly = (key, value, context) =>
  (Number.isInteger(value) && !Number.isSafeInteger(value) ? context?.source ?? value : value);

const query = (values) => {
  const kept = Object.entries(values).filter(([, value]) => value !== "" && value != null);
  return kept.length ? `?${new URLSearchParams(kept)}` : "";
};

const run = (id, runId) => `${encodeURIComponent(id)}/${encodeURIComponent(runId)}`;

export const runs = (values) => request(`${OURS}/api/runs${query(values)}`);
export const runDetails = (id, runId) => request(`${OURS}/api/runs/${run(id, runId)}`);
export const fileUrl = (id, runId) => `${OURS}/api/runs/${run(id, runId)}/file`;
export const statement = async (id, runId) => (await request(`${OURS}/api/runs/${run(id, runId)}/sql`)).sql;
export const definitions = () => request(`${OURS}/api/exports`);
export const isExport = (id) => definitions().then(({ exports }) => exports.some((one) => one.export === id));
export const catalog = () => request(`${OURS}/api/catalog`);
export const model = (name) => request(`${OURS}/api/catalog/${encodeURIComponent(name)}`);
export const checkDraft = (config) => request(`${OURS}/api/drafts/check`, { method: "POST", body: { config } });
export const previewDraft = (config) => request(`${OURS}/api/drafts/preview`, { method: "POST", body: { config } });
export const tryTarget = (config) => request(`${OURS}/api/drafts/target`, { method: "POST", body: { config } });
export const dateMeaning = (expression, timezone) =>
  request(`${OURS}/api/drafts/date`, { method: "POST", body: { expression, timezone } });
export const createFile = (id, config) => request(`${OURS}/api/files`, { method: "POST", body: { id, config } });

export const pageOf = (place) => `${AIRFLOW}/plugin/exports?${new URLSearchParams(place)}`;
export const runPage = (id, runId) => `${AIRFLOW}/dags/${encodeURIComponent(id)}/runs/${encodeURIComponent(runId)}`;
export const trigger = (id, body) =>
  request(`${AIRFLOW}/api/v2/dags/${encodeURIComponent(id)}/dagRuns`, { method: "POST", body });
export const setPaused = (id, paused) =>
  request(`${AIRFLOW}/api/v2/dags/${encodeURIComponent(id)}`, { method: "PATCH", body: { is_paused: paused } });
// Airflow gives at most 100 at once, as configured.
export async function connections() {
  const found = [];
  for (;;) {
    const path = `${AIRFLOW}/api/v2/connections?limit=100&offset=${found.length}`;
    const { connections: some, total_entries: total } = await request(path);
    found.push(...some);
    if (!some.length || found.length >= total) return found;
  }
}
export const backfill = (body, dryRun) =>
  request(`${AIRFLOW}/api/v2/backfills${dryRun ? "/dry_run" : ""}`, { method: "POST", body });
export async function reparse(id) {
  const dag = await request(`${AIRFLOW}/api/v2/dags/${encodeURIComponent(id)}`);
  return request(`${AIRFLOW}/api/v2/parseDagFile/${dag.file_token}`, { method: "PUT" });
}

// Loads, and loads again every few seconds while the page is in front of somebody.
export function useAnswer(load, dependencies, { every = 0 } = {}) {
  const [state, setState] = useState({ loading: true });
  const asked = useRef(0);
  const again = useCallback(async () => {
    const mine = ++asked.current;
    try {
      const answer = await load();
      if (mine === asked.current) setState({ answer });
    } catch (error) {
      if (mine === asked.current) setState((before) => ({ answer: before.answer, error }));
    }
  }, dependencies);
  useEffect(() => {
    again();
    if (!every) return undefined;
    const timer = setInterval(() => document.visibilityState === "visible" && again(), every);
    return () => clearInterval(timer);
  }, [again, every]);
  return { ...state, again };
}

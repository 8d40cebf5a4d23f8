/** What came of an attempt, in Volley's words. */
function verdict({ status, redirected, timedOut, error }) {
  if (timedOut) return `Timed out after ${TIMEOUT_MS} ms`;
  if (status === null) return NO_ANSWER;
  if (error) return `HTTP ${status}, cut short`;
  return redirected ? `HTTP ${status} \u21aa` : `HTTP ${status}`;
}

/** Whether asking again may help. */
const mayPass = (row) => RETRY_ON.has(row.status) || row.verdict.startsWith("Timed out");

/** Milliseconds before retry number `retry`: exponential with full jitter. */
const backoffMs = (retry) => Math.random() * Math.min(30_000, 500 * 2 ** (retry - 1));

// What only an extension's page is told of its workers' requests: redirect hops, network errors by name, answers without a
// status line and, where wanted, server addresses. Posted to the runners at once: a hidden page's timers sleep.
const api = globalThis.browser ?? globalThis.chrome;
// The requests of this page's workers: those of another tab with Volley carry the same marks.
const { id: tabId } = await api.tabs.getCurrent();
const FILTER = { urls: ["http://*/*", "https://*/*"], types: ["xmlhttprequest"], tabId };
const MARK = "#v.";
const MOST_STRAYS = 4096;

// Tells `ports` of them until the function that it returns is called.
export function watch(ports, withAddresses) {
  // A Location with a fragment of its own replaces ours: from there on the request's number says whose it is.
  const strays = new Map();
  const tell = (details, kind, ...rest) => {
    const { url, requestId } = details;
    const at = url.lastIndexOf(MARK);
    const attempt = at < 0 ? strays.get(requestId) : url.slice(at + MARK.length);
    if (attempt !== undefined) for (const port of ports) port.postMessage([attempt, kind, ...rest]);
    return attempt;
  };
  const bare = (url) => { const at = url.lastIndexOf(MARK); return at < 0 ? url : url.slice(0, at); };
  const on = {
    onBeforeRedirect(details) {
      const { requestId, redirectUrl, statusCode, fromCache } = details;
      const attempt = tell(details, "hop", statusCode, bare(redirectUrl), fromCache);
      if (attempt === undefined || redirectUrl.includes(MARK)) return;
      if (strays.size >= MOST_STRAYS) strays.delete(strays.keys().next().value);
      strays.set(requestId, attempt);
    },
    onErrorOccurred(details) {
      tell(details, "error", details.error);
      strays.delete(details.requestId);
    },
  };
  // Firefox takes text without a status line for a 200; Chromium for an error.
  if (withAddresses || globalThis.browser?.runtime.getBrowserInfo) {
    on.onResponseStarted = (details) => {
      if (details.statusLine.startsWith("HTTP/0.9")) tell(details, "no-status-line");
      if (withAddresses) tell(details, "address", details.ip ?? "");
      strays.delete(details.requestId);
    };
  }
  for (const name in on) api.webRequest[name].addListener(on[name], FILTER);
  return () => { for (const name in on) api.webRequest[name].removeListener(on[name]); };
}

// What only an extension's page is told of its workers' requests: redirect hops, network errors by name, answers without a
// status line and, where wanted, server addresses. Posted to the runners at once: a hidden page's timers sleep.
const [api, MOST] = [globalThis.browser ?? globalThis.chrome, 4096];
// The requests of this page's workers: those of another tab with Volley carry the same marks.
const tab = await Promise.resolve(api.tabs.getCurrent()).catch(() => undefined);
const FILTER = { urls: ["http://*/*", "https://*/*"], types: ["xmlhttprequest"], ...(tab && { tabId: tab.id }) };
const [bare, markIn] = [0, 1].map((part) => (url) => url.split(/#v\.(?=[^#]*$)/)[part]?.slice(0, MOST));
// Tells `ports` until the function that it returns is called.
export function watch(ports, withAddresses) {
  // A Location with a fragment of its own replaces ours: from there on the request's number says whose it is.
  const strays = new Map();
  const tell = ({ url, requestId }, kind, ...rest) => {
    const attempt = strays.get(requestId) ?? markIn(url);
    if (attempt !== undefined) for (const port of ports) port.postMessage([attempt, kind, ...rest]);
    return attempt;
  };
  const on = {
    onBeforeRedirect(details) {
      const { url, requestId, redirectUrl } = details;
      const attempt = tell(details, "hop", details.statusCode, bare(url), bare(redirectUrl), details.fromCache);
      if (attempt === undefined || markIn(redirectUrl) === attempt) return;
      if (strays.size >= MOST) strays.delete(strays.keys().next().value);
      strays.set(requestId, attempt);
    },
    onErrorOccurred(details) {
      tell(details, "error", details.error);
      strays.delete(details.requestId);
    },
  };
  // Firefox tells of a missing status line here alone.
  if (withAddresses || globalThis.browser?.runtime.getBrowserInfo) {
    on.onResponseStarted = (details) => {
      if (details.statusLine?.startsWith("HTTP/0.9")) tell(details, "no-status-line");
      if (withAddresses) tell(details, "address", details.ip ?? "");
      strays.delete(details.requestId);
    };
  }
  for (const name in on) api.webRequest[name].addListener(on[name], FILTER);
  return () => { for (const name in on) api.webRequest[name].removeListener(on[name]); };
}

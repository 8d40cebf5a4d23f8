// Entry of all workers: loads the JS and the wasm of the build that the page asked for, past any cache. Practice runs
// start a copy of it in the practice server's folder, since that is what puts them under that server; theirs say that
// the rest is one folder up.
const query = new URL(import.meta.url).searchParams;
const root = new URL(query.get("root") ?? "./", import.meta.url);
const file = (end) => new URL(`${query.get("bin")}${end}?v=${query.get("v")}`, root);
try {
  const worker = await import(file(".js"));
  await worker.default({ module_or_path: file("_bg.wasm") });
} catch (error) {
  self.postMessage({ trouble: `could not load: ${error}` });
}

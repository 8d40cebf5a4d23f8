// Entry of both workers: loads the JS and the wasm of the build that the page asked for, past any cache.
const query = new URL(import.meta.url).searchParams;
const file = (end) => new URL(`${query.get("bin")}${end}?v=${query.get("v")}`, import.meta.url);
try {
  const worker = await import(file(".js"));
  await worker.default({ module_or_path: file("_bg.wasm") });
} catch (error) {
  self.postMessage({ trouble: `could not load: ${error}` });
}

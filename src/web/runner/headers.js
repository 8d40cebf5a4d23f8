// Reads the headers of an answer in one call: each costs wasm as much as a small request's own work.
// Returns the Content-Type, then a line "name:value" for each of the names that the answer has and the page may see; nothing
// where it shows no header at all.
export function seen(response, names) {
  const { headers } = response;
  let lines = headers.get("content-type") ?? "";
  if (lines === "" && headers.keys().next().done) return undefined;
  for (const name of names) {
    const value = headers.get(name);
    if (value !== null) lines += `\n${name}:${value}`;
  }
  return lines;
}

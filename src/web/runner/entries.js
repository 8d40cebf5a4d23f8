// Reads Resource Timing entries in one call: of those whose URL has our fragment, a line "run.attempt protocol" each, and their
// instants, ten numbers each, into `instants`, which is memory of wasm's.
export function read(entries, fragment, instants) {
  const lines = [];
  for (const entry of entries) {
    const { name } = entry;
    const at = name.lastIndexOf(fragment);
    if (at < 0) continue;
    const all = [
      entry.startTime, entry.fetchStart, entry.domainLookupStart, entry.domainLookupEnd, entry.connectStart,
      entry.secureConnectionStart, entry.connectEnd, entry.requestStart,
      // A property of Chrome 133 and Firefox 152: an interim 103 sets `responseStart`.
      entry.finalResponseHeadersStart || entry.responseStart, entry.responseEnd,
    ];
    instants.set(all, lines.length * all.length);
    lines.push(`${name.slice(at + fragment.length)} ${entry.nextHopProtocol}`);
  }
  return lines.join("\n");
}

#!/usr/bin/env bash
#@ head
set -euo pipefail
cd "$(dirname "$0")"
began=$(jq -n now)
#@ timeout

# From 8.16 on curl knows a limit per host.
if curl --help all | grep -q -e --parallel-max-host; then
  #@ limit_both
else
  #@ limit_one
fi

# In the words of curl's own config file. The shell reads nothing between the marks of a here-document.
settings() {
#@ settings
}
links() {
#@ links
}

# curl prints all it knows of each transfer on stderr, and fails when the last of them did; jq gives it Volley's names.
{ { settings; links; } | curl --disable "${limit[@]}" --config - 2>&1 >/dev/null || true; } |
  { grep --line-buffered '^{' || true; } |
  jq --compact-output --unbuffered --argjson began "$began" --argjson timeout_ms "$timeout_ms" '
    # A redirect that could not be followed is no answer: where it leads to was never reached.
    def status:
      if .http_code == 0 or (.exitcode != 0 and .http_code >= 300 and .http_code < 400) then null else .http_code end;
    def words:
      if .exitcode == 28 then "Timed out after \($timeout_ms) ms"
      elif status == null then "No visible answer"
      elif .exitcode != 0 then "HTTP \(.http_code), cut short"
      elif .num_redirects > 0 then "HTTP \(.http_code) \u21aa"
      else "HTTP \(.http_code)" end;
    def ms: . * 10000 | round / 10;
    {
      tool: "curl",
#@if numbered
      index: (.urlnum + 1),
#@end
      url: (.url | sub("#.*"; "")),
      verdict: words,
      status: status,
      total_ms: (.time_total | ms),
      bytes: (if .exitcode == 0 and .method != "HEAD" then .size_download else null end),
      type: (.content_type // "" | split(";") | .[0] // "" | ascii_downcase | if . == "" then null else . end),
      attempts: (if .num_retries then .num_retries + 1 else null end),
      redirected: (if status == null then null else .num_redirects > 0 end),
      final_url: (if status != null and .num_redirects > 0 then .url_effective else null end),
      provenance: "clock",
      error: .errormsg,
      ended_ms: (now - $began | ms)
    }'

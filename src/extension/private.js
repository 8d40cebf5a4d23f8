// Hosts that only this machine or its network can reach, as `input/addresses.rs` knows them; of IPv6 also all that hold an IPv4
// address. Patterns of whole hosts, for JavaScript and for the browser's rules (RE2, whose patterns have to be short).
export const ENDINGS = ["localhost", "local", "internal", "home.arpa", "lan", "home", "corp", "intranet"];
export const PATTERNS = [
  `([^./:@\\[\\]]+|[^/:@]*\\.(${ENDINGS.join("|").replaceAll(".", "\\.")}))`,
  "\\[(::|f[cd]|fe[89ab])[^\\]]*\\]",
  "(0|10|127|169\\.254|192\\.168|172\\.(1[6-9]|2[0-9]|3[01]))\\.[0-9.]+",
  "100\\.(6[4-9]|[7-9][0-9]|1[01][0-9]|12[0-7])\\.[0-9.]+",
];

const WHOLE = new RegExp(`^(${PATTERNS.join("|")})\\.?$`);

// Whether the host of a parsed URL is one.
export const isPrivate = ({ hostname }) => WHOLE.test(hostname);

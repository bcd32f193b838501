/**
 * The string formats of the member schema. Patterns and lists come from Python (`sameboat.formats`), which has the last
 * word; what stands here is never more lenient.
 */

/**
 * @typedef {object} FormatRules as `sameboat.formats.browser_rules` makes them
 * @property {string} handle
 * @property {string} language
 * @property {string} month
 * @property {string} plainUrl
 * @property {string} label
 * @property {string[]} twoLetters
 * @property {string[]} notPublic
 * @property {number} maxUrl
 * @property {string[]} zones
 *
 * @callback FindFormatFault
 * @param {string} text
 * @returns {string} the key of the words for what is wrong; empty where nothing is
 */

/**
 * @param {FormatRules} rules
 * @returns {Record<string, FindFormatFault>} by the name of the format
 */
export function formatChecks(rules) {
  const [handle, language, month, plainUrl, label] = [
    rules.handle,
    rules.language,
    rules.month,
    rules.plainUrl,
    rules.label,
  ].map((pattern) => new RegExp(pattern, "u"));
  const zones = new Set(rules.zones);
  const twoLetters = new Set(rules.twoLetters);

  /** @param {string} text */
  const isLanguage = (text) => {
    const primary = language.exec(text)?.groups?.primary ?? "";
    return primary.length === 3 || twoLetters.has(primary);
  };
  return {
    timezone: (text) => (zones.has(text) ? "" : "formatTimezone"),
    language: (text) => (isLanguage(text) ? "" : "formatLanguage"),
    date: (text) => (isDate(text) ? "" : "formatDate"),
    "year-month": (text) => (month.test(text) ? "" : "formatYearMonth"),
    handle: (text) => (text.length <= 39 && handle.test(text) ? "" : "formatHandle"),
    "https-url": (text) => (plainUrl.test(text) ? "" : urlFault(text, rules, label)),
  };
}

/** @param {string} text */
function isDate(text) {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!parts || parts[1] === "0000") return false;
  const day = new Date(0);
  day.setUTCFullYear(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3]));
  return day.toISOString().slice(0, 10) === text;
}

/**
 * @param {string} text
 * @param {FormatRules} rules
 * @param {RegExp} label
 * @returns {string}
 */
function urlFault(text, rules, label) {
  if ([...text].length > rules.maxUrl) return "urlLong";
  if (/[\p{C}\p{Z}\\]/u.test(text)) return "urlSpace";
  if (!/^https:\/\//i.test(text)) return "urlStart";
  const place = /^[^/?#]*/.exec(text.slice("https://".length))?.[0] ?? "";
  if (/[/?#@:]/.test(place.normalize("NFKC")) && !/^[\x00-\x7f]*$/.test(place)) return "urlForm";
  if (place.includes("@")) return "urlUser";
  if (/[[\]]/.test(place)) return "urlNumber";
  const [written, ...ports] = place.split(":");
  const port = ports.join(":");
  if (port !== "" && !(/^[0-9]+$/.test(port) && Number(port) < 65536)) return "urlForm";
  if (port !== "" && Number(port) === 0) return "urlPort";
  return hostFault(written, rules, label);
}

/**
 * @param {string} written
 * @param {FormatRules} rules
 * @param {RegExp} label
 * @returns {string}
 */
function hostFault(written, rules, label) {
  if (written === "") return "urlNoHost";
  let host = written.toLowerCase();
  if (!/^[\x00-\x7f]*$/.test(written)) {
    // The browser knows other letters in a host better than we do (UTS #46).
    try {
      host = new URL(`https://${written}/`).hostname;
    } catch {
      return "urlHost";
    }
  }
  const last = host.replace(/\.+$/, "").split(".").pop() ?? "";
  if (/^[0-9]+$|^0[xX][0-9a-fA-F]*$/.test(last)) return "urlNumber";
  host = host.replace(/\.$/, "");
  const labels = host.split(".");
  if (labels.length < 2 || rules.notPublic.some((ending) => host.endsWith(ending))) return "urlPrivate";
  return host.length > 253 || !labels.every((each) => label.test(each)) ? "urlHost" : "";
}

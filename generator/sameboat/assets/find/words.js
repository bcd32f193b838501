/** The words of the interface: they stand in the template of the page, where they are translated. */

export class Words {
  #texts;
  #plurals;
  #numbers;
  #lists;

  /**
   * @param {HTMLElement} holder its data attributes are the words
   * @param {string} language they are in
   */
  constructor(holder, language) {
    this.#texts = holder.dataset;
    const [known] = Intl.PluralRules.supportedLocalesOf([language].filter(isLanguageTag));
    this.#plurals = new Intl.PluralRules(known);
    this.#numbers = new Intl.NumberFormat(known);
    this.#lists = new Intl.ListFormat(known, { type: "unit", style: "short" });
  }

  /**
   * @param {string} key the data attribute, in camel case
   * @param {Record<string, string>} [values] what stands for `{…}` in it
   * @returns {string}
   */
  say(key, values = {}) {
    return (this.#texts[key] ?? "").replace(/\{(\w+)\}/g, (hole, name) => (name in values ? isolated(values[name]) : hole));
  }

  /**
   * @param {string} key of words with a plural, without the form: `people` for `data-people-one`, `data-people-other`
   * @param {number} n
   * @returns {string}
   */
  sayCount(key, n) {
    // "Nobody" is none of a language's plural forms: in Latvian, ten people stand in the form called "zero".
    const form = n === 0 && `${key}None` in this.#texts ? "none" : this.#plurals.select(n);
    const known = key + form[0].toUpperCase() + form.slice(1);
    return this.say(known in this.#texts ? known : `${key}Other`, { n: this.number(n) });
  }

  /**
   * @param {number} length
   * @returns {(number | string)[]} the numbers below it, with what stands between the things of a list
   */
  list(length) {
    const things = Array.from({ length }, (_, n) => String(n));
    return this.#lists.formatToParts(things).map(({ type, value }) => (type === "element" ? Number(value) : value));
  }

  /**
   * @param {number} n
   * @returns {string} as the page's language writes it
   */
  number(n) {
    return this.#numbers.format(n);
  }
}

// Letters that are read from left to right, and from right to left.
const [LEFT, RIGHT] = [/[A-Za-z\u00C0-\u02AF\u0370-\u058F\u0900-\u1CFF\u1E00-\u1FFF\u3040-\uD7AF]/u, /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC]/u];

/**
 * @param {string} text
 * @returns {string} with marks around it (U+2068 and U+2069) that keep what is read the other way from pulling along
 * what stands beside it
 */
function isolated(text) {
  const isFromRight = typeof document !== "undefined" && document.dir === "rtl";
  return (isFromRight ? LEFT : RIGHT).test(text) ? `\u2068${text}\u2069` : text;
}

/**
 * @param {string} text
 * @returns {boolean}
 */
function isLanguageTag(text) {
  try {
    return Intl.getCanonicalLocales(text).length > 0;
  } catch {
    return false;
  }
}

/** The words of the interface: they stand in the template of the page, where they are translated. */

export class Words {
  #texts;
  #plurals;
  #numbers;

  /**
   * @param {HTMLElement} holder its data attributes are the words
   * @param {string} language of the page
   */
  constructor(holder, language) {
    this.#texts = holder.dataset;
    const [known] = Intl.PluralRules.supportedLocalesOf([language].filter(isLanguageTag));
    this.#plurals = new Intl.PluralRules(known);
    this.#numbers = new Intl.NumberFormat(known);
  }

  /**
   * @param {string} key the data attribute, in camel case
   * @param {Record<string, string>} [values] what stands for `{…}` in it
   * @returns {string}
   */
  say(key, values = {}) {
    return (this.#texts[key] ?? "").replace(/\{(\w+)\}/g, (hole, name) => values[name] ?? hole);
  }

  /**
   * @param {string} key of words with a plural, without the form: `people` for `data-people-one`, `data-people-other`
   * @param {number} n
   * @returns {string}
   */
  sayCount(key, n) {
    const zero = n === 0 && `${key}Zero` in this.#texts;
    const form = zero ? "zero" : this.#plurals.select(n);
    const known = key + form[0].toUpperCase() + form.slice(1);
    return this.say(known in this.#texts ? known : `${key}Other`, { n: this.number(n) });
  }

  /**
   * @param {number} n
   * @returns {string} as the page's language writes it
   */
  number(n) {
    return this.#numbers.format(n);
  }
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

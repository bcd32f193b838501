/**
 * Words that have letters of two alphabets. The same rules as `sameboat.alphabets` in Python, where the reasons stand
 * and from where the letters come.
 */

/**
 * @typedef {object} AlphabetRules as `sameboat.alphabets.browser_rules` makes them
 * @property {Record<string, string>} scripts
 * @property {string} marks
 * @property {Record<string, Record<string, string>>} likeLatin
 * @property {string} roughlyLatin
 * @property {string} guests
 * @property {string} asciiGuests
 * @property {Record<string, number>} enough
 *
 * @typedef {object} MixedWord
 * @property {number} start
 * @property {string} word
 * @property {string[]} scripts
 * @property {string} odd a letter of the script that has fewest in the word
 * @property {string} oddScript
 * @property {boolean} isDoubt whether it may be honest
 *
 * @typedef {"honest" | "doubt" | "mixed"} Verdict
 */

export class Alphabets {
  #rules;
  #words;
  #known;
  /** @type {Map<string, RegExp>} */
  #letters = new Map();

  /** @param {AlphabetRules} rules */
  constructor(rules) {
    this.#rules = rules;
    const letters = Object.values(rules.scripts).join("");
    this.#words = new RegExp(`[${letters}][${letters}${rules.marks}]*`, "gu");
    this.#known = ["Latin", ...Object.keys(rules.likeLatin)];
    for (const [script, own] of Object.entries(rules.scripts)) this.#letters.set(script, new RegExp(`[${own}]`, "gu"));
  }

  /**
   * @param {string} text
   * @returns {MixedWord[]} the words that mix scripts, except those that are surely honest
   */
  mixedWords(text) {
    return [...text.matchAll(this.#words)].flatMap(({ 0: word, index }) => {
      const scripts = this.#scriptsOf(word);
      const verdict = scripts.length < 2 ? "honest" : this.#judge(word, scripts, text);
      if (verdict === "honest") return [];
      const oddScript = [...scripts].reverse().reduce((rarest, script) =>
        this.#in(script, word).length < this.#in(rarest, word).length ? script : rarest
      );
      const odd = this.#in(oddScript, word)[0];
      return [{ start: index, word, scripts, odd, oddScript, isDoubt: verdict === "doubt" }];
    });
  }

  /**
   * @param {string} script
   * @param {string} text
   * @returns {string[]} its letters
   */
  #in(script, text) {
    return text.match(/** @type {RegExp} */ (this.#letters.get(script))) ?? [];
  }

  /** @param {string} word */
  #scriptsOf(word) {
    return Object.keys(this.#rules.scripts).filter((script) => this.#in(script, word).length > 0);
  }

  /**
   * @param {string} written
   * @param {string[]} scripts
   * @param {string} text
   * @returns {Verdict}
   */
  #judge(written, scripts, text) {
    if (!scripts.every((script) => this.#known.includes(script))) return "mixed";
    let word = written.normalize("NFC");
    if (scripts.includes("Cyrillic")) word = [...word].filter((letter) => !this.#rules.guests.includes(letter)).join("");
    const plain = word.normalize("NFD");
    const letters = new Map(this.#known.map((script) => [script, this.#in(script, plain)]));
    if ([...letters.values()].filter((found) => found.length > 0).length < 2) return "honest";
    const hosts = this.#known.filter((script) => this.#seemsAll(script, letters));
    if (hosts.length === 0) return this.#judgeVisible(word, letters);
    const latin = letters.get("Latin") ?? [];
    const areGuests = latin.every((letter) => this.#rules.asciiGuests.includes(letter));
    const isAcronym = /^[A-Z]{2,}[а-џ]+$/u.test(word);
    if (hosts.join() === "Cyrillic" && (areGuests || isAcronym)) return "doubt";
    const hasEnding = new RegExp(`^[${this.#rules.scripts.Latin}]{2,}[аеоу]$`, "u").test(word);
    return hasEnding && this.#hasCyrillicWord(text) ? "doubt" : "mixed";
  }

  /**
   * @param {string} host
   * @param {Map<string, string[]>} letters
   * @returns {boolean} whether a reader takes the whole word for one in the script `host`
   */
  #seemsAll(host, letters) {
    const { enough, likeLatin } = this.#rules;
    if ((letters.get(host)?.length ?? 0) < enough[host]) return false;
    const twins = Object.values(likeLatin[host] ?? {});
    return [...letters].every(([script, found]) => {
      if (script === host) return true;
      return found.every((letter) => {
        const seen = script === "Latin" ? letter : likeLatin[script][letter];
        return seen !== undefined && (host === "Latin" || twins.includes(seen));
      });
    });
  }

  /**
   * @param {string} word
   * @param {Map<string, string[]>} letters
   * @returns {Verdict} what to think of a word that shows its alphabets: SQLщик, kΩ, θɪŋk
   */
  #judgeVisible(word, letters) {
    const present = this.#known.filter((script) => letters.get(script)?.length).join();
    const { scripts, marks, roughlyLatin } = this.#rules;
    if (present === "Latin,Cyrillic") {
      const isParted = new RegExp(`^[${scripts.Latin}]{2,}[${scripts.Cyrillic}${marks}]{2,}$`, "u").test(word);
      return isParted ? "honest" : "doubt";
    }
    if (present === "Latin,Greek") {
      const symbols = letters.get("Greek") ?? [];
      const ends = [[...word][0], [...word].pop()];
      const isOutside = symbols.length === 1 && ends.includes(symbols[0]);
      return isOutside || !symbols.some((letter) => roughlyLatin.includes(letter)) ? "honest" : "doubt";
    }
    return "doubt";
  }

  /**
   * @param {string} text
   * @returns {boolean} whether it has a word that is Cyrillic and looks it
   */
  #hasCyrillicWord(text) {
    const looksLatin = this.#rules.likeLatin.Cyrillic;
    return [...text.matchAll(this.#words)].some(
      ([word]) => this.#scriptsOf(word).join() === "Cyrillic" && ![...word].every((letter) => letter in looksLatin)
    );
  }
}

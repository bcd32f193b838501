/** The last part of the page: what is still to mend, and the ways to send, copy and keep the file. */
import { part } from "../find/template.js";
import { newFileAddress } from "./file.js";

/**
 * @typedef {object} Ready
 * @property {string} handle
 * @property {string} text of the file
 * @property {{text: string, focus: () => void}[]} problems what the check would refuse
 */

export class Sending {
  #open = document.getElementById("sb-join-open");
  #how = part("sb-join-how", HTMLElement);
  #problems = part("sb-join-problems", HTMLElement);
  #words;
  #say;
  #limits;
  #forge;
  #isEdit;
  #onRefusal;
  /** @type {Ready} */
  #ready = { handle: "", text: "", problems: [] };
  #isFilled = false;

  /**
   * @param {object} parts
   * @param {import("../find/words.js").Words} parts.words
   * @param {(text: string) => void} parts.say to those who listen
   * @param {{address: number}} parts.limits
   * @param {import("./file.js").ForgeAddresses} parts.forge
   * @param {boolean} parts.isEdit
   * @param {() => void} parts.onRefusal called when somebody wants a file that the check would refuse
   */
  constructor({ words, say, limits, forge, isEdit, onRefusal }) {
    this.#words = words;
    this.#say = say;
    this.#limits = limits;
    this.#forge = forge;
    this.#isEdit = isEdit;
    this.#onRefusal = onRefusal;
    this.#open?.addEventListener("click", (event) => {
      if (this.#refuse(event)) return;
      if (!this.#isFilled) void this.#copy();
    });
    part("sb-join-copy", HTMLElement).addEventListener("click", (event) => {
      if (!this.#refuse(event)) void this.#copy();
    });
    part("sb-join-download", HTMLElement).addEventListener("click", (event) => {
      if (!this.#refuse(event)) this.#download();
    });
  }

  /** @param {Ready} ready */
  show(ready) {
    this.#ready = ready;
    const isWhole = ready.problems.length === 0;
    if (!this.#problems.hidden) this.#showProblems();
    const { address, isFilled } = this.#isEdit
      ? { address: `${this.#forge.editing}${ready.handle}.yml`, isFilled: false }
      : newFileAddress(this.#forge, isWhole ? ready.handle : "", isWhole ? ready.text : "", this.#limits.address);
    this.#isFilled = isFilled;
    this.#open?.setAttribute("href", isWhole ? address : "#sb-join-problems");
    if (isWhole) this.#open?.setAttribute("target", "_blank");
    else this.#open?.removeAttribute("target");
    this.#how.textContent = this.#words.say(this.#explanation());
  }

  #explanation() {
    if (!this.#open) return "howNowhere";
    if (this.#isEdit) return "howEdit";
    if (this.#isFilled) return "howPrefilled";
    return this.#forge.filling === "" ? "howPasteAlways" : "howPaste";
  }

  /**
   * @param {Event} event
   * @returns {boolean} whether there is something to mend first
   */
  #refuse(event) {
    this.#onRefusal();
    this.#showProblems();
    if (this.#ready.problems.length === 0) return false;
    event.preventDefault();
    this.#problems.focus();
    return true;
  }

  #showProblems() {
    const { problems } = this.#ready;
    this.#problems.hidden = problems.length === 0;
    part("sb-join-problems-title", HTMLElement).textContent = this.#words.sayCount("mend", problems.length);
    this.#problems.querySelector("ul")?.replaceChildren(
      ...problems.map(({ text, focus }) => {
        const row = document.createElement("li");
        const button = document.createElement("button");
        button.type = "button";
        button.textContent = text;
        button.addEventListener("click", focus);
        row.append(button);
        return row;
      })
    );
  }

  async #copy() {
    try {
      await navigator.clipboard.writeText(this.#ready.text);
      this.#say(this.#words.say("copied"));
      this.#how.textContent = this.#words.say("copied");
    } catch {
      this.#say(this.#words.say("notCopied"));
      this.#how.textContent = this.#words.say("notCopied");
    }
  }

  #download() {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([this.#ready.text], { type: "application/yaml" }));
    link.download = `${this.#ready.handle}.yml`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  }
}

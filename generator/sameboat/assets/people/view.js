/** What "my people" shows: lists to tick, and the people they lead to. Text nodes only. */
import { Announcer } from "../find/announce.js";
import { fold } from "../find/fold.js";
import { Copy, part } from "../find/template.js";
import { Words } from "../find/words.js";
import { KINDS } from "./match.js";
import { ticksOf } from "./state.js";

/**
 * @typedef {import("./state.js").State} State
 * @typedef {import("./answer.js").Answer} Answer
 * @typedef {import("./match.js").Match} Match
 * @typedef {import("./match.js").Kind} Kind
 */

const AT_ONCE = 6;
/** A list longer than this can be looked up in. */
const LONG = 12;
const REASONS = ["gives", "gets", "shared"];
const PARTS = { offers: "gives", asks: "gets", situations: "shared", values: "shared" };

export class View {
  #page = part("sb-mine", HTMLElement);
  #answer = part("sb-mine-answer", HTMLElement);
  #words;
  #announcer = new Announcer(part("sb-mine-status", HTMLElement));
  /** @type {Map<string, { copy: Copy, boxes: HTMLInputElement[], most: number }>} */
  #lists = new Map();
  #messages = ["hint", "none", "lost", "unknown", "quiet"].map((name) => part(`sb-mine-${name}`, HTMLElement));

  constructor() {
    const holder = part("sb-mine-words", HTMLTemplateElement);
    this.#words = new Words(holder, holder.lang);
    this.form = part("sb-mine-form", HTMLFormElement);
    this.handle = part("sb-mine-handle", HTMLInputElement);
    this.clock = part("sb-mine-clock", HTMLInputElement);
    this.keep = part("sb-mine-keep", HTMLButtonElement);
    this.clear = part("sb-mine-clear", HTMLButtonElement);
  }

  get people() {
    return new URL(this.#page.dataset.people ?? "", document.baseURI).href;
  }

  get index() {
    return new URL(this.#page.dataset.index ?? "", document.baseURI).href;
  }

  /** @param {string} handle */
  addressOf(handle) {
    return (this.#page.dataset.member ?? "").replace("{handle}", encodeURIComponent(handle));
  }

  /**
   * @param {import("./index.js").Manifest} manifest
   * @param {(name: string, slug: string, isPicked: boolean) => void} onPick
   */
  showLists(manifest, onPick) {
    const place = part("sb-mine-lists", HTMLElement);
    const titles = [...manifest.lists, manifest.languages];
    ticksOf(manifest).forEach(({ name, most }, n) => {
      const { title, options } = titles[n];
      if (options.length === 0) return;
      const copy = new Copy("sb-mine-list");
      copy.fill("title", title);
      const rows = options.map(({ slug, label }) => {
        const row = new Copy("sb-mine-option");
        row.fill("label", label);
        const box = row.slot("box", HTMLInputElement);
        box.addEventListener("change", () => onPick(name, slug, box.checked));
        box.value = slug;
        return { element: row.element, box, folded: ` ${fold(label)}` };
      });
      copy.slot("options", HTMLElement).replaceChildren(...rows.map(({ element }) => element));
      const lookUp = copy.slot("look-up", HTMLInputElement);
      lookUp.hidden = options.length <= LONG;
      lookUp.setAttribute("aria-label", this.#words.say("lookUp", { facet: title }));
      lookUp.addEventListener("input", () => {
        const query = fold(lookUp.value);
        for (const { element, box, folded } of rows) element.hidden = !box.checked && !folded.includes(` ${query}`);
      });
      // Enter in it would send the form and ask for a handle.
      lookUp.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
      // One list is open from the beginning, so that one sees what there is to do.
      if (this.#lists.size === 0) /** @type {HTMLDetailsElement} */ (copy.element).open = true;
      place.append(copy.element);
      this.#lists.set(name, { copy, boxes: rows.map(({ box }) => box), most });
    });
  }

  /**
   * @param {State} state
   * @param {boolean} opens whether lists with something ticked unfold
   */
  showState(state, opens) {
    for (const [name, { copy, boxes, most }] of this.#lists) {
      const picked = state.picked.get(name);
      for (const box of boxes) {
        box.checked = picked?.has(box.value) ?? false;
        box.disabled = !box.checked && (picked?.size ?? 0) >= most;
      }
      copy.fill("picked", picked ? this.#words.sayCount("picked", picked.size) : "");
      if (opens && picked) {
        /** @type {HTMLDetailsElement} */ (copy.element).open = true;
        // What is ticked stands on top, so that one sees it without scrolling.
        const rows = boxes.filter((box) => box.checked).flatMap((box) => box.closest("li") ?? []);
        copy.slot("options", HTMLElement).prepend(...rows);
      }
    }
    this.clock.checked = state.clock !== null;
    if (document.activeElement !== this.handle) this.handle.value = state.handle;
    const isEmpty = state.picked.size === 0 && state.handle === "";
    part("sb-mine-tools", HTMLElement).hidden = isEmpty;
    part("sb-mine-share", HTMLElement).hidden = isEmpty;
  }

  /**
   * @param {"hint" | "none" | "lost" | "unknown" | "quiet" | ""} name of what is said instead of people, or nothing
   */
  say(name) {
    for (const message of this.#messages) message.hidden = message.id !== `sb-mine-${name}`;
    if (name !== "") {
      this.#answer.replaceChildren();
      this.#announcer.say(part(`sb-mine-${name}`, HTMLElement).textContent ?? "");
    }
    this.#page.dataset.state = name === "lost" ? "lost" : "ready";
  }

  sayKept() {
    this.#announcer.say(this.#words.say("kept"));
    this.keep.textContent = this.#words.say("kept");
  }

  /**
   * @param {Answer} answer
   * @param {(number: number) => Promise<{ handle: string, name: string, tagline: string }>} cardOf
   * @returns {Promise<void>} when all is on the page
   */
  async showAnswer(answer, cardOf) {
    /** @type {(match: Match) => Promise<HTMLElement>} */
    const make = async (match) => this.#card(await cardOf(match.number), this.#reasons(answer, match));
    const kinds = KINDS.filter((kind) => answer.lists[kind].length > 0);
    const sections = await Promise.all(kinds.map((kind) => this.#people(kind, answer.lists[kind], make)));
    this.say("");
    this.#answer.replaceChildren(...sections);
    this.#announcer.say(`${this.#words.say("ready")} ${kinds.map((kind) => this.#words.say(kind)).join(". ")}`);
  }

  /**
   * @param {Kind} kind
   * @param {Match[]} matches
   * @param {(match: Match) => Promise<HTMLElement>} make
   * @returns {Promise<HTMLElement>}
   */
  async #people(kind, matches, make) {
    const copy = new Copy("sb-mine-people");
    copy.element.dataset.kind = kind;
    copy.fill("title", this.#words.say(kind));
    const cards = copy.slot("cards", HTMLElement);
    const more = copy.slot("more", HTMLButtonElement);
    const show = async () => {
      const from = cards.children.length;
      const made = await Promise.all(matches.slice(from, from + AT_ONCE).map(make));
      cards.append(...made);
      more.hidden = cards.children.length >= matches.length;
      return made[0];
    };
    more.addEventListener("click", async () => (await show()).querySelector("a")?.focus());
    await show();
    return copy.element;
  }

  /**
   * @param {{ handle: string, name: string, tagline: string }} card
   * @param {string[]} reasons
   * @returns {HTMLElement}
   */
  #card({ handle, name, tagline }, reasons) {
    const copy = new Copy("sb-mine-card");
    copy.fill("name", name);
    copy.slot("name", HTMLAnchorElement).href = this.addressOf(handle);
      copy.fill("tagline", tagline);
    const items = reasons.map((reason) => {
      const item = document.createElement("li");
      item.dir = "auto";
      item.textContent = reason;
      return item;
    });
    copy.slot("why", HTMLElement).replaceChildren(...items);
    return copy.element;
  }

  /**
   * @param {Answer} answer
   * @param {Match} match
   * @returns {string[]} why, a sentence for each kind of reason
   */
  #reasons({ ticked }, { why }) {
    /** @type {Map<string, string[]>} */
    const labels = new Map();
    for (const place of why) {
      const { list, option } = ticked[place];
      const key = PARTS[list.part];
      labels.set(key, [...(labels.get(key) ?? []), option.label]);
    }
    return REASONS.flatMap((key) => {
      const all = labels.get(key);
      if (all === undefined) return [];
      const things = this.#words.list(all.length).map((piece) => (typeof piece === "string" ? piece : all[piece]));
      return [this.#words.say(key, { things: things.join("") })];
    });
  }

  /**
   * What the page of a member says of their people, as it stands there.
   * @param {string} handle
   * @param {Element} section
   * @param {() => void} onTick asks to tick what stands on the page
   */
  showPublished(handle, section, onTick) {
    this.say("");
    const copy = document.importNode(section, true);
    copy.querySelectorAll("script, style, [id]").forEach((each) => {
      if (each.matches("script, style")) each.remove();
      else each.removeAttribute("id");
    });
    copy.removeAttribute("id");
    copy.className = "sb-people";
    // Its links go from the folder of the members.
    for (const link of copy.querySelectorAll("a[href]")) {
      link.setAttribute("href", new URL(link.getAttribute("href") ?? "", new URL(this.addressOf(handle), location.href)).href);
    }
    const from = document.createElement("p");
    const [before, after = ""] = this.#words.say("page").split("{handle}");
    const link = document.createElement("a");
    link.href = this.addressOf(handle);
    link.textContent = handle;
    from.append(before, link, after);
    const tick = document.createElement("button");
    tick.type = "button";
    tick.className = "sb-copy";
    tick.textContent = this.#words.say("fromPage");
    tick.addEventListener("click", onTick);
    const row = document.createElement("p");
    row.append(tick);
    this.#answer.replaceChildren(from, copy, row);
    this.#announcer.say(this.#words.say("ready"));
  }
}

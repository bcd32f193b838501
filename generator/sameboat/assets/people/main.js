/** My people: what is ticked becomes a state, the state an answer, an address and a view. */
import { fetchFrom } from "../find/fetching.js";
import { openIndex } from "../find/index.js";
import { ownStorage } from "../find/kept.js";
import { answerTo, isNobody } from "./answer.js";
import { openPeople } from "./index.js";
import { keepMine } from "./mine.js";
import { fetchPage, publishedIn, ticksIn } from "./page.js";
import { NOBODY, asHandle, readState, withPick, writeState } from "./state.js";
import { View } from "./view.js";

const view = new View();

try {
  // Cards are those of the find page.
  const [people, cards] = await Promise.all([
    openPeople(fetchFrom(view.people)),
    openIndex(fetchFrom(view.index)),
  ]);
  start(people, cards);
} catch (error) {
  view.say("lost");
  throw error;
}

/**
 * @param {import("./index.js").PeopleIndex} people
 * @param {import("../find/index.js").SearchIndex} cards
 */
function start(people, cards) {
  const { manifest } = people;
  // A member's page names its owner behind a "#": to whoever gathers pages, all those links lead to one.
  const [, named] = /^#@(.+)$/.exec(window.location.hash) ?? [];
  if (named) window.history.replaceState(null, "", `${window.location.pathname}?handle=${named}`);
  let state = readState(window.location.search, manifest);
  let asked = 0;

  const show = async () => {
    const turn = ++asked;
    view.showState(state, false);
    try {
      if (state.picked.size > 0) {
        const answer = await answerTo(people, state);
        // A tick that came meanwhile has overtaken this one.
        if (turn !== asked) return;
        if (isNobody(answer)) view.say("none");
        else await view.showAnswer(answer, (number) => cards.card(number));
      } else if (state.handle === "") view.say("hint");
      else await showPublished(state.handle, turn);
    } catch (error) {
      view.say("lost");
      throw error;
    }
  };

  /**
   * @param {string} handle
   * @param {number} turn
   */
  const showPublished = async (handle, turn) => {
    const page = await fetchPage(view.addressOf(handle));
    if (turn !== asked) return;
    const tick = () => go({ ...state, handle: "", picked: page ? ticksIn(page, manifest) : new Map() }, true);
    const section = page && publishedIn(page);
    if (page === null) view.say("unknown");
    else if (section) view.showPublished(handle, section, tick);
    else if (ticksIn(page, manifest).size > 0) tick();
    else view.say("quiet");
  };

  /**
   * @param {import("./state.js").State} next
   * @param {boolean} [opens]
   */
  const go = (next, opens = false) => {
    state = next;
    const { pathname, hash } = window.location;
    window.history.pushState(null, "", pathname + writeState(state, manifest) + hash);
    view.showState(state, opens);
    void show();
  };

  view.showLists(manifest, (name, slug, isPicked) => {
    go({ ...withPick(state, name, slug, isPicked), handle: "" });
  });
  view.clock.addEventListener("change", () => {
    go({ ...state, clock: view.clock.checked ? -new Date().getTimezoneOffset() : null });
  });
  view.form.addEventListener("submit", (event) => {
    event.preventDefault();
    const handle = asHandle(view.handle.value);
    if (handle === "" && view.handle.value.trim() !== "") view.say("unknown");
    else go({ ...NOBODY, handle });
  });
  view.clear.addEventListener("click", () => {
    go(NOBODY);
    view.handle.value = "";
    view.handle.focus();
  });
  view.keep.addEventListener("click", () => {
    keepMine(ownStorage(), window.location.pathname, writeState(state, manifest));
    view.sayKept();
  });
  window.addEventListener("popstate", () => {
    state = readState(window.location.search, manifest);
    view.showState(state, true);
    void show();
  });

  view.showState(state, true);
  void show();
}

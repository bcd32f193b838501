/** The find page: what is typed and picked becomes a state, the state an answer, an address and a view. */
import { Trail } from "./history.js";
import { loadIndex } from "./index.js";
import { answer } from "./query.js";
import { CARDS_AT_ONCE, View } from "./render.js";
import { dayOf, shuffleOfTheDay } from "./shuffle.js";
import { NOTHING_WANTED, readState, withPick, withQuery, writeState } from "./state.js";

const view = new View();
// The field can be used while the index is on its way.
view.field.value = readState(window.location.search, []).q;
view.form.addEventListener("submit", (event) => event.preventDefault());

try {
  start(await loadIndex(view.index));
} catch (error) {
  view.showLost();
  throw error;
}

/** @param {import("./index.js").SearchIndex} index */
function start(index) {
  const dayOrder = shuffleOfTheDay(index.handles, dayOf(new Date()));
  const trail = new Trail(window, (search, shown) => {
    state = readState(search, index.facets);
    view.field.value = state.q;
    view.openPicked(index, state);
    show(shown);
  });
  let state = readState(window.location.search, index.facets);
  let shown = 0;

  /** @param {number} [cards] how many at most */
  const show = (cards = 0) => {
    shown = Math.max(cards, CARDS_AT_ONCE);
    view.show(index, state, answer(index, state, dayOrder), shown);
  };

  view.field.addEventListener("input", () => {
    state = withQuery(state, view.field.value);
    trail.typed(writeState(state, index.facets));
    show();
  });
  view.field.addEventListener("blur", () => trail.settle());
  view.form.addEventListener("submit", () => trail.settle());
  view.showFacets(index, (facet, slug, isPicked) => {
    state = withPick(state, facet, slug, isPicked);
    trail.picked(writeState(state, index.facets));
    show();
  });
  view.onClear(() => {
    state = NOTHING_WANTED;
    view.field.value = "";
    trail.picked(writeState(state, index.facets));
    show();
  });
  view.onMore(() => {
    show(shown + CARDS_AT_ONCE);
    trail.remember(shown);
  });

  view.openPicked(index, state);
  show(trail.shown);
  if (view.field.value !== state.q) view.field.dispatchEvent(new Event("input"));
  // Sorting the words of thousands of members takes a moment, better now than at the first letter.
  setTimeout(() => index.prepare());
}

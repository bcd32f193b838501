/** The find page: what is typed and picked becomes a state, the state an answer, an address and a view. */
import { openAsking } from "./asking.js";
import { Trail } from "./history.js";
import { KeptSearches, ownStorage } from "./kept.js";
import { NOTHING_WANTED, readState, withAll, withPick, writeState } from "./state.js";
import { CARDS_AT_ONCE, View } from "./view.js";

const view = new View();
// The field can be used while the index is on its way.
view.field.value = readState(window.location.search, []).q;

try {
  start(await openAsking(view.index));
} catch (error) {
  view.showLost();
  throw error;
}

/** @param {import("./asking.js").Asking} asking */
function start({ opened, ask }) {
  const { facets } = opened;
  const kept = new KeptSearches(ownStorage(), window.location.pathname);
  const trail = new Trail(window, (search, shown) => {
    state = readState(search, facets);
    view.field.value = state.q;
    view.openPicked(facets, state);
    show(shown);
  });
  let state = readState(window.location.search, facets);
  let shown = 0;

  /** @param {number} [cards] how many at most */
  const show = (cards = 0) => {
    shown = Math.max(cards, CARDS_AT_ONCE);
    const [asked, atMost] = [state, shown];
    view.showBusy();
    view.showKept(kept, state, writeState(state, facets));
    ask(
      state,
      shown,
      (page) => view.show(facets, asked, page, atMost),
      (error) => {
        view.showLost();
        throw error;
      }
    );
  };

  /** @param {import("./state.js").State} next what is wanted from now on, in one step of its own */
  const go = (next) => {
    state = next;
    if (view.field.value.trim() !== state.q) view.field.value = state.q;
    trail.picked(writeState(state, facets));
    show();
  };

  view.open(opened, {
    type: (q) => {
      state = { ...state, q };
      trail.typed(writeState(state, facets));
      show();
    },
    settle: () => trail.settle(),
    pick: (facet, slug, isPicked) => go(withPick(state, facet, slug, isPicked)),
    all: (facet, isAll) => go(withAll(state, facet, isAll)),
    awake: (isAwake) => go({ ...state, isAwake }),
    sort: (sort) => go({ ...state, sort }),
    go,
    clear: () => go(NOTHING_WANTED),
    more: () => {
      show(shown + CARDS_AT_ONCE);
      trail.remember(shown);
    },
    keep: () => {
      const search = writeState(state, facets);
      if (kept.has(search)) kept.forget(search);
      else kept.keep({ label: view.nameOf(facets, state), search });
      view.showKept(kept, state, search);
    },
    open: (search) => {
      const next = readState(search, facets);
      view.openPicked(facets, next);
      go(next);
    },
    forget: (search) => {
      kept.forget(search);
      view.showKept(kept, state, writeState(state, facets));
      view.field.focus();
    },
  });

  view.openPicked(facets, state);
  if (view.field.value !== state.q) state = { ...state, q: view.field.value };
  show(trail.shown);
}

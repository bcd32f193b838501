/** The find page: what is typed and picked becomes a state, the state an answer, an address and a view. */
import { openAsking } from "./asking.js";
import { Trail } from "./history.js";
import { KeptSearches, ownStorage } from "./kept.js";
import { NOTHING_WANTED, readState, withAll, withPick, writeState } from "./state.js";
import { CARDS_AT_ONCE, View } from "./view.js";

/** Milliseconds after which a browser has painted an answer. */
const UNTIL_SEEN = 50;

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
function start({ opened, ask, lookAhead }) {
  const { facets } = opened;
  const kept = new KeptSearches(ownStorage(), window.location.pathname);
  let state = readState(window.location.search, facets);
  let shown = 0;
  let isUnwritten = false;
  const trail = new Trail(window, (search, shown) => {
    isUnwritten = false;
    state = readState(search, facets);
    view.field.value = state.q;
    view.openPicked(facets, state);
    show(shown);
  });
  /** Brings the address up to what was typed. */
  const write = () => {
    if (isUnwritten) trail.typed(writeState(state, facets));
    isUnwritten = false;
  };

  /** @param {number} [cards] how many at most */
  const show = (cards = 0) => {
    shown = Math.max(cards, CARDS_AT_ONCE);
    const [asked, atMost] = [state, shown];
    view.showBusy();
    view.showKept(kept, state, writeState(state, facets));
    ask(
      state,
      shown,
      (page, isWhole) => {
        view.show(facets, asked, page, atMost);
        // A new address makes the browser lay out the page at once: no further letter waits for that.
        if (isWhole && isUnwritten) window.setTimeout(write, UNTIL_SEEN);
      },
      (error) => {
        view.showLost();
        throw error;
      }
    );
  };

  /** @param {import("./state.js").State} next what is wanted from now on, in one step of its own */
  const go = (next) => {
    write();
    state = next;
    if (view.field.value.trim() !== state.q) view.field.value = state.q;
    trail.picked(writeState(state, facets));
    show();
  };

  view.open(opened, {
    type: (q) => {
      state = { ...state, q };
      isUnwritten = true;
      show();
      if (!trail.isTyping) write();
    },
    settle: () => {
      write();
      trail.settle();
    },
    pick: (facet, slug, isPicked) => go(withPick(state, facet, slug, isPicked)),
    all: (facet, isAll) => go(withAll(state, facet, isAll)),
    awake: (isAwake) => go({ ...state, isAwake }),
    sort: (sort) => go({ ...state, sort }),
    go,
    clear: () => go(NOTHING_WANTED),
    more: () => {
      write();
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

  window.addEventListener("pagehide", write);
  if (document.activeElement === view.field) lookAhead();
  else view.field.addEventListener("focus", lookAhead, { once: true });
  view.openPicked(facets, state);
  if (view.field.value !== state.q) state = { ...state, q: view.field.value };
  show(trail.shown);
}

import assert from "node:assert/strict";
import { test } from "node:test";
import { Trail } from "../../generator/sameboat/assets/find/history.js";

/** As much of a browser's window as a trail needs; timers run when told to. */
class FakeWindow {
  /** @type {{ state: any, search: string }[]} */
  entries = [{ state: null, search: "" }];
  at = 0;
  refuses = false;
  /** @type {() => void} */
  #onPop = () => {};
  /** @type {(() => void) | undefined} */
  #timer;

  get location() {
    return { pathname: "/find.html", hash: "", search: this.entries[this.at].search };
  }

  history = {
    /** @type {any} */
    state: null,
    /** @param {any} state @param {string} _ @param {string} url */
    pushState: (state, _, url) => {
      this.#refuse();
      this.entries.splice(this.at + 1);
      this.entries.push({ state, search: url.replace("/find.html", "") });
      this.#go(1);
    },
    /** @param {any} state @param {string} _ @param {string} url */
    replaceState: (state, _, url) => {
      this.#refuse();
      this.entries[this.at] = { state, search: url.replace("/find.html", "") };
      this.#go(0);
    },
  };

  /** @param {string} _ @param {() => void} onPop */
  addEventListener(_, onPop) {
    this.#onPop = onPop;
  }

  /** @param {() => void} run */
  setTimeout(run) {
    this.#timer = run;
    return 1;
  }

  clearTimeout() {
    this.#timer = undefined;
  }

  pause() {
    this.#timer?.();
  }

  /** @param {number} steps */
  pop(steps) {
    this.#go(steps);
    this.#onPop();
  }

  get searches() {
    return this.entries.map(({ search }) => search);
  }

  /** @param {number} steps */
  #go(steps) {
    this.at += steps;
    this.history.state = this.entries[this.at].state;
  }

  #refuse() {
    if (this.refuses) throw new Error("SecurityError");
  }
}

function walk() {
  const window = new FakeWindow();
  /** @type {[string, number][]} */
  const restored = [];
  const trail = new Trail(/** @type {any} */ (window), (search, shown) => restored.push([search, shown]));
  return { window, trail, restored };
}

test("a stretch of typing is one step, and Back leads to before it", () => {
  const { window, trail, restored } = walk();
  for (const search of ["?q=b", "?q=br", "?q=bread"]) trail.typed(search);
  assert.deepEqual(window.searches, ["", "?q=bread"]);
  window.pop(-1);
  assert.deepEqual(restored, [["", 0]]);
});

test("a pause, leaving the field and Enter end a stretch of typing", () => {
  for (const end of ["pause", "settle"]) {
    const { window, trail } = walk();
    trail.typed("?q=bread");
    if (end === "pause") window.pause();
    else trail.settle();
    trail.typed("?q=bread+t");
    trail.typed("?q=bread+tea");
    assert.deepEqual(window.searches, ["", "?q=bread", "?q=bread+tea"]);
  }
});

test("every pick is a step, also in the middle of typing", () => {
  const { window, trail } = walk();
  trail.typed("?q=b");
  trail.picked("?q=b&values=care");
  trail.picked("?q=b&values=care,play");
  trail.typed("?q=bo&values=care,play");
  const steps = ["", "?q=b", "?q=b&values=care", "?q=b&values=care,play", "?q=bo&values=care,play"];
  assert.deepEqual(window.searches, steps);
});

test("typing that changes nothing, such as a space, is no step", () => {
  const { window, trail } = walk();
  trail.typed("");
  trail.picked("");
  assert.deepEqual(window.searches, [""]);
});

test("after Back, typing starts a step of its own from there", () => {
  const { window, trail } = walk();
  trail.typed("?q=b");
  window.pop(-1);
  trail.typed("?q=c");
  assert.deepEqual(window.searches, ["", "?q=c"]);
});

test("how many cards were shown comes back with the entry and not with another one", () => {
  const { window, trail, restored } = walk();
  trail.remember(60);
  trail.picked("?values=care");
  assert.equal(trail.shown, 0);
  window.pop(-1);
  assert.deepEqual(restored, [["", 60]]);
  assert.equal(new Trail(/** @type {any} */ (window), () => {}).shown, 60);
});

test("a browser that refuses to write the address is asked again when typing ends", () => {
  const { window, trail } = walk();
  trail.typed("?q=b");
  window.refuses = true;
  trail.typed("?q=br");
  window.refuses = false;
  trail.settle();
  assert.deepEqual(window.searches, ["", "?q=br"]);
});

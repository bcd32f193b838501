/** Keeps the work away from the page, so that typing never stutters. */
import { Engine } from "./engine.js";
import { fetchFrom } from "./fetching.js";

/**
 * @typedef {{ open: string } | { ahead: true } | { id: number, state: import("./state.js").State, shown: number, now: Date }} Request
 * @typedef {{ opened: import("./engine.js").Opened }
 *   | { id: number, page: import("./engine.js").Page, isWhole: boolean }
 *   | { failed: string, id?: number }} Response
 */

/** @type {Promise<Engine> | undefined} */
let engine;
/** @type {Extract<Request, { id: number }> | undefined} what was asked last; what was asked before it waits for nobody */
let asked;
let isBusy = false;

/** @param {Response} response */
const respond = (response) => self.postMessage(response);

self.addEventListener("message", async ({ data }) => {
  /** @type {Request} */
  const request = data;
  if ("open" in request) {
    engine = Engine.open(fetchFrom(request.open));
    engine.then(
      ({ opened }) => respond({ opened }),
      (error) => respond({ failed: String(error) })
    );
    return;
  }
  if ("ahead" in request) {
    (await engine)?.lookAhead("");
    return;
  }
  asked = request;
  if (isBusy) return;
  isBusy = true;
  while (asked !== undefined) {
    const { id, state, shown, now } = asked;
    asked = undefined;
    try {
      const page = await (await engine)?.answer(state, shown, now, (first) => respond({ id, page: first, isWhole: false }));
      if (page) respond({ id, page, isWhole: true });
      if (state.q !== "") (await engine)?.lookAhead(state.q);
    } catch (error) {
      respond({ id, failed: String(error) });
    }
  }
  isBusy = false;
});

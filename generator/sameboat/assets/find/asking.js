/** Asks the worker, or where a browser has none of our kind, an engine in the page itself. */
import { Engine } from "./engine.js";
import { fetchFrom } from "./fetching.js";

/**
 * @typedef {import("./engine.js").Page} Page
 * @typedef {import("./engine.js").Opened} Opened
 * @typedef {import("./state.js").State} State
 *
 * @callback OnPage
 * @param {Page} page
 * @param {boolean} isWhole whether the counts are in it
 *
 * @callback Ask
 * @param {State} state
 * @param {number} shown how many cards at most
 * @param {OnPage} onPage called for the last question only
 * @param {(error: Error) => void} onFail
 *
 * @typedef {object} Asking
 * @property {Opened} opened
 * @property {Ask} ask
 * @property {() => void} lookAhead somebody is about to type
 */

/**
 * @param {string} manifest its address
 * @returns {Promise<Asking>}
 */
export async function openAsking(manifest) {
  const address = new URL(manifest, document.baseURI).href;
  const worker = startWorker();
  if (worker === undefined) return openHere(address);
  try {
    return await openWorker(worker, address);
  } catch (error) {
    worker.terminate();
    if (error instanceof NoWorker) return openHere(address);
    throw error;
  }
}

/** The browser has no workers that are modules. */
class NoWorker extends Error {}

/** @returns {Worker | undefined} */
function startWorker() {
  try {
    return new Worker(new URL("worker.js", import.meta.url), { type: "module" });
  } catch {
    return undefined;
  }
}

/**
 * @param {Worker} worker
 * @param {string} address
 * @returns {Promise<Asking>}
 */
async function openWorker(worker, address) {
  /** @type {Opened} */
  const opened = await new Promise((resolve, reject) => {
    worker.onerror = () => reject(new NoWorker());
    worker.onmessage = ({ data }) => ("opened" in data ? resolve(data.opened) : reject(new Error(data.failed)));
    worker.postMessage({ open: address });
  });
  let last = 0;
  /** @type {[OnPage, (error: Error) => void]} */
  let answers = [() => {}, () => {}];
  worker.onmessage = ({ data }) => {
    if (data.id !== last) return;
    const [onPage, onFail] = answers;
    if ("page" in data) onPage(data.page, data.isWhole);
    else onFail(new Error(data.failed));
  };
  return {
    opened,
    ask: (state, shown, onPage, onFail) => {
      answers = [onPage, onFail];
      worker.postMessage({ id: ++last, state, shown, now: new Date() });
    },
    lookAhead: () => worker.postMessage({ ahead: true }),
  };
}

/**
 * @param {string} address
 * @returns {Promise<Asking>}
 */
async function openHere(address) {
  const engine = await Engine.open(fetchFrom(address));
  let last = 0;
  return {
    opened: engine.opened,
    ask: async (state, shown, onPage, onFail) => {
      const id = ++last;
      /** @param {Page} page @param {boolean} isWhole */
      const show = (page, isWhole) => id === last && onPage(page, isWhole);
      try {
        show(await engine.answer(state, shown, new Date(), (first) => show(first, false)), true);
      } catch (error) {
        if (id === last) onFail(/** @type {Error} */ (error));
      }
    },
    lookAhead: () => engine.lookAhead(""),
  };
}

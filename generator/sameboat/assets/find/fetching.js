/** Files of the index, as a browser gets them. */
import { UnreadableIndex } from "./manifest.js";

const PATIENCE = 2;

/**
 * @param {string} manifest the address of `find/index.json`
 * @returns {import("./manifest.js").Fetch}
 */
export function fetchFrom(manifest) {
  return async (path) => {
    const isManifest = path === "index.json";
    const address = isManifest ? manifest : new URL(path, manifest).href;
    for (let attempt = 1; ; attempt++) {
      try {
        // The manifest names the files of today; all others have names that change with what is in them.
        const response = await fetch(address, { cache: isManifest ? "no-cache" : "default" });
        if (!response.ok) throw new UnreadableIndex(`${address} answered ${response.status}`);
        return new Uint8Array(await response.arrayBuffer());
      } catch (error) {
        // A line that broke is worth another try; a file that is not there is not.
        if (error instanceof UnreadableIndex || attempt === PATIENCE) throw error;
      }
    }
  };
}

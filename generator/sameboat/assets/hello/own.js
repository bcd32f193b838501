/** Today's three out of somebody's own people: who suits what they ticked, or whom their page names. */
import { fetchFrom } from "../find/fetching.js";
import { openIndex } from "../find/index.js";
import { fnv1a } from "../find/shuffle.js";
import { answerTo } from "../people/answer.js";
import { openPeople } from "../people/index.js";
import { KINDS } from "../people/match.js";
import { fetchPage, publishedIn } from "../people/page.js";
import { readState } from "../people/state.js";
import { turn } from "./days.js";

/** How many of each list one meets; beyond them hardly anything is shared. */
const BEST = 30;
const REASONS = { offers: "gives", asks: "gets", situations: "shared", values: "shared" };

/**
 * @typedef {{ handle: string, name: string, tagline: string, starter: string }} Greeted
 *
 * @param {{ people: string, index: string, pageOf: (handle: string) => string }} addresses
 * @param {import("../find/words.js").Words} words
 * @param {string} search what is kept
 * @param {number} day counted from any
 * @returns {Promise<Greeted[]>} nobody where nobody suits
 */
export async function ownPeople({ people, index, pageOf }, words, search, day) {
  const handle = new URLSearchParams(search).get("handle");
  if (handle) return publishedPeople(await fetchPage(pageOf(handle)), words, day);
  const [opened, cards] = await Promise.all([openPeople(fetchFrom(people)), openIndex(fetchFrom(index))]);
  const { ticked, lists } = await answerTo(opened, readState(search, opened.manifest));
  const suited = new Map(KINDS.flatMap((kind) => lists[kind].slice(0, BEST).map((match) => [match.seat, match])));
  // Seats are in an order that has nothing to do with who somebody is.
  const pool = [...suited.values()].sort((one, other) => one.seat - other.seat);
  return Promise.all(
    turn(pool, day).map(async ({ number, why }) => {
      const card = await cards.card(number);
      const { list, option } = ticked[why[day % why.length]];
      return { ...card, starter: words.say(REASONS[list.part], { name: card.name, thing: option.label }) };
    })
  );
}

/**
 * @param {Document | null} page
 * @param {import("../find/words.js").Words} words
 * @param {number} day
 * @returns {Greeted[]}
 */
function publishedPeople(page, words, day) {
  /** @type {Map<string, Greeted>} */
  const found = new Map();
  for (const item of (page && publishedIn(page))?.querySelectorAll("dd") ?? []) {
    for (const link of item.querySelectorAll("a[href]")) {
      const handle = /^([a-z0-9-]+)\.html$/.exec(link.getAttribute("href") ?? "")?.[1];
      if (handle === undefined || found.has(handle)) continue;
      const name = link.textContent ?? "";
      const tagline = (item.textContent ?? "").replace(/\s+/g, " ").trim();
      found.set(handle, { handle, name, tagline, starter: words.say("page", { name }) });
    }
  }
  const pool = [...found.values()].sort((one, other) => fnv1a(one.handle) - fnv1a(other.handle));
  return turn(pool, day);
}

/**
 * Today's hello: where the reader's day is another than the day of the build, its people take the place of those; and
 * where somebody said on "my people" who they are, three of their own do.
 */
import { ownStorage } from "../find/kept.js";
import { Copy, part } from "../find/template.js";
import { Words } from "../find/words.js";
import { keepMine, keptMine } from "../people/mine.js";
import { VERSION, localDay, ordinal, peopleOf } from "./days.js";

/** @typedef {{ handle: string, name: string, tagline: string, starter: string }} Greeted */

const page = part("sb-hello", HTMLElement);
const list = part("sb-hello-cards", HTMLElement);
const own = part("sb-hello-own", HTMLElement);
const today = localDay(new Date());
const everybodys = [...list.children];
const kept = keptMine(ownStorage(), window.location.pathname);

part("sb-hello-forget", HTMLButtonElement).addEventListener("click", () => {
  keepMine(ownStorage(), window.location.pathname, "");
  own.hidden = true;
  part("sb-hello-other", HTMLElement).hidden = false;
  list.replaceChildren(...everybodys);
  void showDay();
});

if (kept === "" || !(await showOwn())) await showDay();
page.dataset.state = "ready";

/** @returns {Promise<boolean>} whether there is anybody */
async function showOwn() {
  try {
    const { ownPeople } = await import("./own.js");
    const holder = part("sb-hello-words", HTMLTemplateElement);
    const found = await ownPeople(
      {
        people: new URL(page.dataset.people ?? "", document.baseURI).href,
        index: new URL(page.dataset.index ?? "", document.baseURI).href,
        pageOf: addressOf,
      },
      new Words(holder, holder.lang),
      kept,
      ordinal(today)
    );
    if (found.length === 0) return false;
    show(found);
  } catch {
    // Everybody's three are there in any case.
    return false;
  }
  part("sb-hello-change", HTMLAnchorElement).search = kept;
  part("sb-hello-other", HTMLElement).hidden = true;
  own.hidden = false;
  return true;
}

async function showDay() {
  if (today === page.dataset.day) return;
  try {
    const response = await fetch(page.dataset.days ?? "");
    const file = await response.json();
    if (file.version === VERSION) show(peopleOf(file, today));
  } catch {
    // The people of the day of the build stand there already; they like to be greeted as well.
  }
}

/** @param {Greeted[]} people */
function show(people) {
  if (people.length === 0) return;
  list.replaceChildren(...people.map(card));
  list.hidden = false;
  const date = part("sb-hello-date", HTMLElement);
  date.setAttribute("datetime", today);
  const language = document.documentElement.lang || undefined;
  date.textContent = new Intl.DateTimeFormat(language, { dateStyle: "full" }).format(new Date());
}

/** @param {string} handle */
function addressOf(handle) {
  return (page.dataset.member ?? "").replace("{handle}", encodeURIComponent(handle));
}

/** @param {Greeted} person */
function card({ handle, name, tagline, starter }) {
  const copy = new Copy("sb-hello-card");
  copy.fill("name", name);
  copy.slot("name", HTMLAnchorElement).href = addressOf(handle);
  copy.fill("tagline", tagline);
  copy.fill("starter", starter);
  copy.slot("copy", HTMLButtonElement).dataset.copy = starter;
  return copy.element;
}

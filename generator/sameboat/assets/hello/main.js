/** Today's hello: where the reader's day is another than the day of the build, its people take the place of those. */
import { fnv1a } from "../find/shuffle.js";
import { Copy, part } from "../find/template.js";
import { VERSION, localDay, peopleOf } from "./days.js";

const HUES = 8;
const page = part("sb-hello", HTMLElement);
const today = localDay(new Date());

if (today !== page.dataset.day) {
  try {
    const response = await fetch(page.dataset.days ?? "");
    const file = await response.json();
    if (file.version === VERSION) show(peopleOf(file, today));
  } catch {
    // The people of the day of the build stand there already; they like to be greeted as well.
  }
}

/** @param {ReturnType<typeof peopleOf>} people */
function show(people) {
  if (people.length === 0) return;
  const list = part("sb-hello-cards", HTMLElement);
  list.replaceChildren(...people.map(card));
  list.hidden = false;
  const date = part("sb-hello-date", HTMLElement);
  date.setAttribute("datetime", today);
  const language = document.documentElement.lang || undefined;
  date.textContent = new Intl.DateTimeFormat(language, { dateStyle: "full" }).format(new Date());
}

/** @param {ReturnType<typeof peopleOf>[number]} person */
function card({ handle, name, tagline, starter }) {
  const copy = new Copy("sb-hello-card");
  copy.fill("name", name);
  const address = (page.dataset.member ?? "").replace("{handle}", encodeURIComponent(handle));
  copy.slot("name", HTMLAnchorElement).href = address;
  copy.element.classList.add(`sb-h${fnv1a(handle) % HUES}`);
  copy.fill("tagline", tagline);
  copy.fill("starter", starter);
  copy.slot("copy", HTMLButtonElement).dataset.copy = starter;
  return copy.element;
}

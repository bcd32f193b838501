/**
 * What members' pages and lists do for those who let them: remember light or dark where the theme remembers it, say
 * what time it is where somebody lives, and copy a first line. It is no module and stands first in the body, so that
 * nothing flashes; the braces keep its names from other scripts.
 *
 * What it says is the same on every page of a site, so it stands here and on none of them: a build puts the words of the
 * site's language in the place of the first line. Without words for the light a site has one only.
 */

{
  const WORDS = { light: "", decent: "{time}", asleep: "{time}", copy: "", copied: "" };
  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  const { dataset } = document.body;
  const root = new URL(".", script.src).pathname;
  const kept = `${root}.__palette`;
  /** The hours from which and to which people do not mind a hello. */
  const [WAKING, SLEEPING] = [8, 22];

  /** @returns {string} the scheme of the theme that somebody chose, or else the one their machine asks for */
  function chosenScheme() {
    try {
      return JSON.parse(localStorage.getItem(kept) ?? "").color.scheme;
    } catch {
      return matchMedia("(prefers-color-scheme: dark)").matches ? "slate" : "default";
    }
  }

  /** Adds a button that turns the light down and up. */
  function offerLight() {
    const button = document.createElement("button");
    button.className = "sb-light";
    button.type = "button";
    button.setAttribute("aria-label", WORDS.light);
    document.querySelector("body > header > form")?.before(button);
    const show = () => button.setAttribute("aria-pressed", String(dataset.mdColorScheme === "slate"));
    show();
    button.addEventListener("click", () => {
      const isDark = dataset.mdColorScheme !== "slate";
      dataset.mdColorScheme = isDark ? "slate" : "default";
      show();
      const color = {
        media: `(prefers-color-scheme: ${isDark ? "dark" : "light"})`,
        scheme: dataset.mdColorScheme,
        primary: "custom",
        accent: "custom",
      };
      try {
        localStorage.setItem(kept, JSON.stringify({ index: Number(isDark), color }));
      } catch {
        // Where nothing may be kept, the choice holds for this page.
      }
    });
  }

  /**
   * Says what time it is in the zone that `element` names, and whether that is a decent hour to say hi.
   * @param {HTMLElement} element
   */
  function tellTime(element) {
    const zone = element.textContent ?? "";
    const time = document.createElement("time");
    const show = () => {
      const now = new Date();
      const shown = new Intl.DateTimeFormat(document.documentElement.lang || undefined, {
        timeZone: zone,
        hour: "numeric",
        minute: "2-digit",
        weekday: "short",
      }).format(now);
      time.dateTime = now.toISOString();
      const hour = Number(now.toLocaleString("en", { timeZone: zone, hour: "numeric", hourCycle: "h23" }));
      const isDecent = hour >= WAKING && hour < SLEEPING;
      const words = isDecent ? WORDS.decent : WORDS.asleep;
      time.textContent = words.replace("{time}", shown);
    };
    try {
      show();
    } catch {
      // A browser that does not know the zone says nothing rather than something wrong.
      return;
    }
    element.append(" ", time);
    setInterval(show, 60_000);
  }

  /**
   * Adds a button to every line of `list` that copies it.
   * @param {HTMLElement} list
   */
  function offerCopies(list) {
    for (const line of list.children) {
      const words = line.textContent ?? "";
      const button = document.createElement("button");
      button.className = "sb-copy";
      button.type = "button";
      button.textContent = WORDS.copy;
      const status = document.createElement("span");
      status.className = "sb-quiet";
      status.setAttribute("role", "status");
      button.addEventListener("click", async () => {
        try {
          await navigator.clipboard.writeText(words);
          status.textContent = WORDS.copied;
        } catch {
          // Without a secure address there is no clipboard: whoever wants the line finds it marked.
          getSelection()?.setBaseAndExtent(line, 0, line, 1);
        }
      });
      line.append(" ", button, " ", status);
    }
  }

  if (WORDS.light) dataset.mdColorScheme = chosenScheme();
  document.addEventListener("DOMContentLoaded", () => {
    if (WORDS.light) offerLight();
    const zone = document.getElementById("zone");
    if (zone) tellTime(zone);
    const lines = document.querySelector("#say-hi > ul");
    if (lines instanceof HTMLElement) offerCopies(lines);
  });
}

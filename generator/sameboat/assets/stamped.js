/**
 * What members' pages and lists do for those who let them: remember light or dark where the theme remembers it, and say
 * what time it is where somebody lives. It is no module and stands first in the body, so that nothing
 * flashes; the braces keep its names from other scripts.
 */

{
  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  const { dataset } = document.body;
  const root = new URL("../../", script.src).pathname;
  const kept = `${root}.__palette`;

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
    button.setAttribute("aria-label", script.dataset.light ?? "");
    document.querySelector(".sb-search")?.before(button);
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
   * Says what time it is in the zone that `element` names.
   * @param {HTMLElement} element
   */
  function tellTime(element) {
    const zone = element.textContent ?? "";
    const words = element.dataset.now ?? "";
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

  const hasLight = "light" in script.dataset;
  if (hasLight) dataset.mdColorScheme = chosenScheme();
  document.addEventListener("DOMContentLoaded", () => {
    if (hasLight) offerLight();
    for (const element of document.querySelectorAll("[data-now]")) {
      if (element instanceof HTMLElement) tellTime(element);
    }
  });
}

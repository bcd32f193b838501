/** What time it is now where a member lives: worked out in the reader's browser, absent without JavaScript. */

for (const element of document.querySelectorAll("time[data-zone]")) {
  if (!(element instanceof HTMLTimeElement)) continue;
  const words = element.textContent ?? "";
  const show = () => {
    const now = new Date();
    const time = new Intl.DateTimeFormat(document.documentElement.lang || undefined, {
      timeZone: element.dataset.zone,
      hour: "numeric",
      minute: "2-digit",
      weekday: "short",
    }).format(now);
    element.dateTime = now.toISOString();
    element.textContent = words.replace("{time}", time);
  };
  try {
    show();
    element.hidden = false;
    setInterval(show, 60_000);
  } catch {
    // A browser that does not know the zone says nothing rather than something wrong.
  }
}

/** Buttons that copy what is in their `data-copy`, also those that a script puts on the page later. */

document.addEventListener("click", async ({ target }) => {
  const button = target instanceof Element ? target.closest("button[data-copy]") : null;
  if (!(button instanceof HTMLButtonElement)) return;
  const status = button.parentElement?.querySelector("[data-copied]");
  let words = "failed";
  try {
    await navigator.clipboard.writeText(button.dataset.copy ?? "");
    words = "copied";
  } catch {
    // Without a secure address there is no clipboard, and some browsers ask first.
  }
  if (status instanceof HTMLElement) status.textContent = status.dataset[words] ?? "";
});

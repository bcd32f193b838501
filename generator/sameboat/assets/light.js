/**
 * The switch between light and dark on stamped pages. It keeps the choice where the theme keeps it, so that it holds
 * on every page of the site.
 */

const button = document.querySelector(".sb-light");

if (button instanceof HTMLButtonElement) {
  const root = new URL(button.dataset.root ?? "", location.href).pathname;
  const { dataset } = document.body;
  const show = () => button.setAttribute("aria-pressed", String(dataset.mdColorScheme === "slate"));
  button.hidden = false;
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
      localStorage.setItem(`${root}.__palette`, JSON.stringify({ index: Number(isDark), color }));
    } catch {
      // Where nothing may be kept, the choice holds for this page.
    }
  });
}

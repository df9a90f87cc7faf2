// Light or dark before the first paint: what the person chose, else what the system says.
(() => {
  const KEY = "theme";
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");

  let turned = null;

  const chosen = () => {
    try {
      return turned ?? localStorage.getItem(KEY);
    } catch {
      return turned;
    }
  };
  const apply = () => {
    const theme = chosen() ?? (dark.matches ? "dark" : "light");
    root.setAttribute("data-bs-theme", theme);
    document.querySelectorAll("[data-theme-switch]").forEach((button) => {
      button.hidden = false;
      button.setAttribute("aria-pressed", String(theme === "dark"));
    });
  };
  const turn = () => {
    turned = root.getAttribute("data-bs-theme") === "dark" ? "light" : "dark";
    try {
      localStorage.setItem(KEY, turned);
    } catch {
      // A browser that keeps nothing still turns this page.
    }
    apply();
  };

  apply();
  dark.addEventListener("change", apply);
  document.addEventListener("DOMContentLoaded", () => {
    apply();
    document.addEventListener("click", (event) => {
      if (event.target.closest("[data-theme-switch]")) turn();
    });
  });
})();

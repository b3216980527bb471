/* Theme switch: as the device, light, dark. Loaded in <head> so that the first paint is right. */
(() => {
  const root = document.documentElement;
  const order = ["auto", "light", "dark"];
  let now = "auto";
  try {
    now = localStorage.getItem("goen-theme") ?? "auto";
  } catch { /* storage refused: the device decides */ }
  if (!order.includes(now)) now = "auto";
  const show = () => {
    if (now === "auto") delete root.dataset.theme;
    else root.dataset.theme = now;
    const word = document.body?.dataset[`wordsTheme${now[0].toUpperCase()}${now.slice(1)}`];
    if (!word) return;
    for (const button of document.querySelectorAll("[data-theme-switch]")) button.setAttribute("aria-label", word);
  };
  show();
  addEventListener("DOMContentLoaded", show);
  addEventListener("click", (event) => {
    if (!event.target.closest?.("[data-theme-switch]")) return;
    now = order[(order.indexOf(now) + 1) % order.length];
    try {
      localStorage.setItem("goen-theme", now);
    } catch { /* this visit only */ }
    show();
  });
})();

/* The theme (system, light, dark), tables open on paper, and the place in the contents. */
(() => {
  const root = document.documentElement;
  const order = ["auto", "light", "dark"];
  let now = "auto";
  try {
    const saved = localStorage.getItem("goen-theme");
    if (order.includes(saved)) now = saved;
  } catch { /* storage refused: the system decides */ }

  const show = () => {
    if (now === "auto") delete root.dataset.theme; else root.dataset.theme = now;
    for (const button of document.querySelectorAll("[data-theme-switch]")) {
      const [name, joint, ...words] = button.dataset.words.split("|");
      const [auto, light, dark, hint] = words;
      const word = { auto, light, dark }[now];
      button.setAttribute("aria-label", `${name}${joint}${word}${hint}`);
    }
  };
  const turn = () => {
    now = order[(order.indexOf(now) + 1) % order.length];
    try { localStorage.setItem("goen-theme", now); } catch { /* this visit only */ }
    show();
  };

  /* Browsers that cannot open details by style open them here while printing. */
  let opened = [];
  const unfold = () => {
    opened = [...document.querySelectorAll("details.fold:not(.fold--long):not([open])")];
    for (const details of opened) details.open = true;
  };
  const fold = () => {
    for (const details of opened) details.open = false;
    opened = [];
  };

  const follow = () => {
    const links = new Map();
    for (const link of document.querySelectorAll(".rail a.nav-item")) {
      links.set(link.hash.slice(1), link);
    }
    const seen = new Set();
    const mark = (entries) => {
      for (const entry of entries) {
        if (entry.isIntersecting) seen.add(entry.target.id); else seen.delete(entry.target.id);
      }
      const first = [...links.keys()].find((id) => seen.has(id));
      for (const [id, link] of links) {
        if (id === first) link.setAttribute("aria-current", "true");
        else link.removeAttribute("aria-current");
      }
    };
    const watch = new IntersectionObserver(mark, { rootMargin: "-15% 0px -70% 0px" });
    for (const id of links.keys()) watch.observe(document.getElementById(id));
  };

  show();
  addEventListener("DOMContentLoaded", () => { show(); follow(); });
  addEventListener("click", (event) => {
    if (event.target.closest("[data-theme-switch]")) turn();
    if (event.target.closest(".toc a")) event.target.closest("details").open = false;
  });
  addEventListener("keydown", (event) => {
    const toc = document.querySelector(".toc[open]");
    if (event.key !== "Escape" || !toc) return;
    toc.open = false;
    toc.querySelector("summary").focus();
  });
  addEventListener("beforeprint", unfold);
  addEventListener("afterprint", fold);
})();

/* Lists by keyboard: j and k move, x ticks, Enter opens; the bar of what to do with ticked rows. */
const rows = () => [...document.querySelectorAll("[data-row]")];
const current = () => document.querySelector('[data-row][aria-current="true"]');

function move(step) {
  const all = rows();
  if (!all.length) return;
  const next = all[Math.min(Math.max(all.indexOf(current()) + step, 0), all.length - 1)];
  current()?.removeAttribute("aria-current");
  next.setAttribute("aria-current", "true");
  next.scrollIntoView({ block: "nearest" });
  (next.querySelector("a.name") ?? next.querySelector("a"))?.focus({ preventScroll: true });
}

function ticked() {
  return [...document.querySelectorAll('[data-row] input[name="ids"]')].filter((box) => box.checked);
}

function showBar() {
  const bar = document.querySelector("[data-bulk]");
  if (!bar) return;
  const count = ticked().length;
  bar.hidden = count === 0;
  const told = bar.querySelector("[data-bulk-count]");
  told.textContent = told.dataset.words.replace("{n}", count.toLocaleString());
  if (!count) bar.querySelector("[data-all]").checked = false;
}

addEventListener("change", (event) => {
  if (event.target.matches?.("[data-tick-all]")) {
    for (const box of document.querySelectorAll('[data-row] input[name="ids"]')) box.checked = event.target.checked;
  }
  showBar();
});

addEventListener("keydown", (event) => {
  if (event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey || event.altKey) return;
  if (document.documentElement.dataset.keys === "off") return;
  if (event.target.closest?.("input:not([type=checkbox]), textarea, select")) return;
  if (event.key === "j") move(1);
  else if (event.key === "k") move(-1);
  else if (event.key === "x" && current()) {
    const box = current().querySelector('input[name="ids"]');
    if (box) box.click();
  } else return;
  event.preventDefault();
});
showBar();
document.querySelector(".tabs [aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" });

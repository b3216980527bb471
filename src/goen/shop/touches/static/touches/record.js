// 記録する from anywhere: on a card the entry that is there, elsewhere a dialog over the page.

const dialog = document.getElementById("record");
const place = document.getElementById("quick-dialog");

async function open(link) {
  const url = new URL(link.href);
  url.searchParams.set("next", location.pathname + location.search);
  const answer = await fetch(url, { headers: { "HX-Request": "true", "HX-Target": "quick-dialog" }, credentials: "same-origin" }).catch(() => null);
  if (!answer?.ok || answer.redirected) {
    location.href = link.href;
    return;
  }
  const parsed = new DOMParser().parseFromString(await answer.text(), "text/html");
  const { ready } = await import("./quick.js");
  place.replaceChildren(...parsed.querySelectorAll("head link, body > *"));
  ready(place);
  dialog.showModal();
  place.querySelector('[role="combobox"]')?.focus();
}

document.addEventListener("click", (event) => {
  if (!dialog || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const link = event.target.closest?.(`a[href="${dialog.dataset.url}"]`);
  if (!link) return;
  event.preventDefault();
  const here = document.querySelector("main #quick");
  if (here) {
    here.scrollIntoView({ block: "center" });
    here.querySelector('[role="combobox"], [name="line"]')?.focus();
    return;
  }
  open(link);
});

dialog?.addEventListener("click", (event) => {
  if (event.target === dialog || event.target.closest("[data-close]")) dialog.close();
});

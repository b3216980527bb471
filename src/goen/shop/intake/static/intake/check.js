/* A mended cell is kept when one leaves it; afterwards the next thing that is wrong gets the focus. */
const WAIT = 200; // a press on a button of the same cell comes first

addEventListener("focusout", (event) => {
  const form = event.target.closest?.("form[data-mend]");
  const input = event.target;
  if (!form || input.name !== "text" || input.value === input.defaultValue) return;
  setTimeout(() => {
    if (!form.isConnected || form.dataset.going || form.contains(document.activeElement)) return;
    form.requestSubmit(form.querySelector(".mend__save"));
  }, WAIT);
});

let place = null; // the row that is being mended, when the keys or the pointer are still in it
addEventListener("htmx:beforeRequest", (event) => {
  const form = event.target.closest?.("form");
  if (form?.matches("[data-mend]")) form.dataset.going = "yes";
  const row = form?.closest("tr, section.card");
  place = row?.contains(document.activeElement) ? row.id : null;
});

// A mended row can make others right or wrong: which stand on the page is told, and they come along.
addEventListener("htmx:configRequest", (event) => {
  if (!event.target.closest?.("#checked")) return;
  const rows = document.querySelectorAll("#checked tr[id^=row-], #checked section[id^=doubt-]");
  event.detail.parameters.beside = [...rows].map((row) => row.id.split("-")[1]).join(",");
});
// What somebody is just writing in such a row stays.
addEventListener("htmx:oobBeforeSwap", (event) => {
  const input = document.activeElement;
  const writing = input?.name === "text" && input.value !== input.defaultValue;
  if (writing && event.target.contains(input)) event.detail.shouldSwap = false;
});

addEventListener("htmx:afterSettle", () => {
  if (!place) return;
  const row = document.getElementById(place);
  place = null;
  if (!row || (document.activeElement && document.activeElement !== document.body)) return;
  const wrong = [...document.querySelectorAll("#checked [aria-invalid]")];
  const next = wrong.find((input) => row.contains(input) || row.compareDocumentPosition(input) & Node.DOCUMENT_POSITION_FOLLOWING);
  const first = next ?? row.querySelector("a, button, input") ?? document.querySelector("#dock .btn--main");
  first?.focus();
});

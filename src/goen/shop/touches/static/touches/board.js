// The board: dragging a card to another column presses the button of its menu. A second way only.

function draggable(board) {
  for (const card of board.querySelectorAll(".note")) if (card.querySelector("[data-to]")) card.draggable = true;
}

let carried = null;

document.addEventListener("dragstart", (event) => {
  const card = event.target.closest?.(".board .note");
  if (!card) return;
  carried = card;
  card.classList.add("dragged");
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", card.dataset.voice);
});
document.addEventListener("dragend", () => {
  carried?.classList.remove("dragged");
  carried = null;
  for (const each of document.querySelectorAll(".board .drop")) each.classList.remove("drop");
});
document.addEventListener("dragover", (event) => {
  const column = event.target.closest?.(".board [data-status]");
  for (const each of document.querySelectorAll(".board .drop")) each.classList.toggle("drop", each === column);
  if (!carried || !column) return;
  event.preventDefault();
  column.classList.add("drop");
});
document.addEventListener("drop", (event) => {
  const column = event.target.closest?.(".board [data-status]");
  if (!carried || !column) return;
  event.preventDefault();
  const button = carried.querySelector(`[data-to="${column.dataset.status}"]`);
  if (button && button.getAttribute("aria-current") !== "true") button.click();
});
document.addEventListener("htmx:load", (event) => draggable(event.target));
draggable(document);

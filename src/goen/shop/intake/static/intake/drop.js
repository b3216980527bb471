/* A file can be dropped anywhere on the page; it goes into the input, and the button sends it. */
const form = document.querySelector("form[data-drop]");
const zone = form?.querySelector(".drop");
const input = form?.querySelector('input[type="file"]');

if (form) {
  let depth = 0;
  const over = (on) => zone.toggleAttribute("data-over", on);
  const files = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
  addEventListener("dragenter", (event) => {
    if (!files(event)) return;
    event.preventDefault();
    depth += 1;
    over(true);
  });
  addEventListener("dragleave", (event) => {
    if (!files(event)) return;
    depth = Math.max(0, depth - 1);
    if (depth === 0) over(false);
  });
  addEventListener("dragover", (event) => {
    if (files(event)) event.preventDefault();
  });
  addEventListener("drop", (event) => {
    if (!files(event)) return;
    event.preventDefault();
    depth = 0;
    over(false);
    if (event.dataTransfer.files.length === 0) return;
    const one = new DataTransfer();
    one.items.add(event.dataTransfer.files[0]);
    input.files = one.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
    (form.querySelector('input[name="kind"]:checked') ? form.querySelector("button.btn--main") : form.querySelector('input[name="kind"]')).focus();
  });
}

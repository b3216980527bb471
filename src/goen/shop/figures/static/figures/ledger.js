// The bar that asks which month: a choice shows it at once, the button is for those without this.
const form = document.querySelector("[data-ledger]");
if (form) {
  form.querySelector("[type=submit]").hidden = true;
  for (const choice of form.querySelectorAll("select")) {
    // A choice by keyboard passes over others: only one that was left, or confirmed, is meant.
    let typed = false;
    choice.addEventListener("keydown", (event) => { typed = event.key !== "Enter"; });
    choice.addEventListener("change", () => { if (!typed) form.requestSubmit(); });
    choice.addEventListener("blur", () => { if (typed) { typed = false; form.requestSubmit(); } });
  }
  // Empty choices have no place in the address.
  form.addEventListener("formdata", (event) => {
    for (const [name, value] of [...event.formData]) if (!value) event.formData.delete(name);
  });
}

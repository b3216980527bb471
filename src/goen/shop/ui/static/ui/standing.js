/* A page that lay open asks, before it sends what was typed, whether its sign-in still stands.
   If not, the page stays as it is and says where to sign in: nothing that was typed is lost. */
const FRESH = 5 * 60_000;
const address = document.querySelector("script[data-standing]").dataset.standing;
const words = document.querySelector("#signed-out");
let known = Date.now();
let told = null;

async function stands() {
  if (!words || Date.now() - known < FRESH) return true;
  let answer;
  try {
    answer = await (await fetch(address, { cache: "no-store" })).json();
  } catch {
    return true; // no connection: the sending itself will tell
  }
  if (answer.signed_in) renew(answer.token);
  say(!answer.signed_in);
  return answer.signed_in;
}

// Signing in anew changes the token that every form has to bring.
function renew(token) {
  known = Date.now();
  for (const field of document.querySelectorAll('input[name="csrfmiddlewaretoken"]')) field.value = token;
  document.body.setAttribute("hx-headers", JSON.stringify({ "X-CSRFToken": token }));
}

function say(ended) {
  if (!ended || told) {
    if (!ended) told = told?.remove() ?? null;
    else told.focus();
    return;
  }
  known = 0; // ask again as soon as somebody comes back to this page
  told = words.content.firstElementChild.cloneNode(true);
  document.querySelector("#callouts").append(told);
  told.focus();
}

addEventListener("submit", async (event) => {
  const form = event.target;
  if (!words || form.method !== "post" || Date.now() - known < FRESH) return;
  const { submitter } = event;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (!(await stands())) return;
  known = Date.now();
  form.requestSubmit(submitter);
}, true);

addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible") stands();
});

// A page that the browser kept whole and shows again after signing out is asked for anew.
addEventListener("pageshow", async (event) => {
  if (!event.persisted) return;
  known = 0;
  if (!(await stands()) && !document.querySelector("form[data-touched]")) location.reload();
});

addEventListener("htmx:responseError", (event) => {
  if (event.detail.xhr.status === 401) say(true);
});

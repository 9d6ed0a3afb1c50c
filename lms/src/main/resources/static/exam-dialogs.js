// Questions to the learner in the middle of an exam, which nothing of the page is lost by.
import { asked, said } from "./problems.js";

let asking = null;

// Whether to hand in: it is for good, so that a slip of the hand must not do it.
export function confirmed(text) {
  const dialog = document.getElementById("confirm");
  document.getElementById("confirm-text").textContent = text;
  dialog.returnValue = "no";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
  });
}

// Resolves with true once the learner has signed in again, here or in another tab; with false where
// the learner closed the dialog, to be asked again with the next change.
export function askToSignIn(words) {
  asking ??= signedIn(words).finally(() => { asking = null; });
  return asking;
}

async function signedIn(words) {
  const dialog = document.getElementById("again");
  const form = document.getElementById("again-form");
  const problem = document.getElementById("again-problem");
  const person = Number(document.body.dataset.user);
  const ended = new AbortController();
  const until = { signal: ended.signal };
  problem.textContent = "";
  dialog.showModal();
  const back = await new Promise((resolve) => {
    document.addEventListener("visibilitychange", async () => {
      if (!document.hidden && (await isSignedIn())) resolve(true);
    }, until);
    dialog.addEventListener("close", () => resolve(false), until);
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const fault = await signIn(form.elements, person, words);
      problem.textContent = fault;
      if (!fault) resolve(true);
    }, until);
  });
  ended.abort();
  form.reset();
  dialog.close();
  if (back) await renewForms();
  return back;
}

// What is wrong, or the empty text.
async function signIn({ email, password }, person, words) {
  try {
    const response = await fetch("/api/sign-in", {
      method: "POST",
      headers: { ...asked, "Content-Type": "application/json" },
      body: JSON.stringify({ email: email.value, password: password.value }),
    });
    const answer = await response.json();
    if (!response.ok) return `${said(response, answer, words.tryAgain)}.`;
    return answer.userId === person ? "" : `${words.otherPerson}.`;
  } catch {
    return `${words.tryAgain}.`;
  }
}

async function isSignedIn() {
  try {
    return (await fetch(`/api/attempts/${document.querySelector("main").dataset.attempt}/time`)).ok;
  } catch {
    return false;
  }
}

// Forms carry a token of the session, which is a new one now.
async function renewForms() {
  try {
    const page = await (await fetch(location.pathname)).text();
    const fresh = new DOMParser().parseFromString(page, "text/html").querySelector("[name=csrf]");
    if (fresh) document.querySelectorAll("[name=csrf]").forEach((field) => { field.value = fresh.value; });
  } catch {
    // The script needs no form.
  }
}

// Saves each answer as it is given, counts down, and hands in. Without this file the buttons do.
import { PageTimes, ServerClock, counted } from "./exam-clock.js";
import { Outbox } from "./exam-outbox.js";
import { askToSignIn, confirmed } from "./exam-dialogs.js";

const TYPED_PAUSE = 1500;
const TYPED_LONGEST = 5000;
// What is handed in by itself needs a moment to arrive before nothing is accepted any more.
const HAND_IN_EARLY = 2000;
const LOOK_EVERY = 60000;
const WARN_BEFORE = [300000, 60000];

const main = document.querySelector("main");
const attempt = main.dataset.attempt;
const form = document.querySelector("form.quiz");
const bar = document.querySelector(".exam-bar");
const state = document.getElementById("state");
const notice = document.getElementById("notice");
const words = JSON.parse(form.dataset.words);
const fieldsets = [...form.querySelectorAll("fieldset")];
const clock = new ServerClock(bar.dataset.now, performance.getEntriesByType("navigation")[0]?.responseStart ?? 0);
const others = "BroadcastChannel" in self ? new BroadcastChannel(`attempt-${attempt}`) : null;
const times = new PageTimes(bar.dataset);
let deadline = Date.parse(bar.dataset.deadline);
let highest = Number(form.elements.sequence.value);
let over = false;
let flagsToSend = false;
let warned = Infinity;
let sendTimer;
let sendBefore = Infinity;

const say = (pattern, value = "") => pattern.replace("{0}", value);
const fieldsetOf = (question) => document.getElementById(`q${question}`);
const fieldsOf = (fieldset) => [...fieldset.querySelectorAll(`[name="q${fieldset.dataset.question}"]`)];
const named = (those) => those.map((fieldset) => say(words.question, numberOf(fieldset.dataset.question))).join(", ");
const refused = () => fieldsets.filter((fieldset) => fieldset.querySelector("[aria-invalid=true]"));

function valueOf(fieldset) {
  const chosen = fieldsOf(fieldset).filter((field) => !["radio", "checkbox"].includes(field.type) || field.checked);
  return chosen.map((field) => field.value).join(",");
}

function show(fieldset, value) {
  const chosen = value.split(",");
  for (const field of fieldsOf(fieldset)) {
    if (["radio", "checkbox"].includes(field.type)) field.checked = chosen.includes(field.value);
    else field.value = value;
  }
  mark(fieldset);
}

// Above every number known and no less than the server's time, so that the later answer wins.
function nextSequence() {
  highest = Math.max(highest + 1, Math.floor(clock.now()));
  return highest;
}

const outbox = new Outbox(attempt, {
  saving() { state.textContent = words.saving; },
  saved(question, stored) {
    clock.heard(stored.serverTime);
    moved(stored.deadline);
    remember(question, stored);
    others?.postMessage({ question, sequence: stored.sequence, value: stored.value });
    if (!outbox.size) showSaved();
    if (flagsToSend) sendFlags();
  },
  newer(question, stored) {
    delete fieldsetOf(question).waiting;
    show(fieldsetOf(question), stored.value);
    notice.textContent = words.newer;
  },
  refused(question, detail) {
    const fieldset = fieldsetOf(question);
    fieldsOf(fieldset).forEach((field) => field.setAttribute("aria-invalid", "true"));
    notice.textContent = [say(words.refused, named([fieldset])), detail].filter(Boolean).map((said) => `${said}.`).join(" ");
    if (!outbox.size) showSaved();
  },
  waiting(seconds) { state.textContent = say(words.notSaved, seconds); },
  signedOut() {
    state.textContent = words.signedOut;
    signInAgain();
    return null;
  },
  closed() {
    leave();
    return null;
  },
  // Somebody used this number for another answer: this one was given later, and gets a higher one.
  async reused(question, value) {
    await look();
    outbox.put(question, nextSequence(), value);
    return 0;
  },
});

async function signInAgain() {
  if (await askToSignIn(words)) outbox.flush();
}

// All of it, or what was refused and is nowhere but here.
function showSaved() {
  const left = refused();
  state.textContent = left.length ? say(words.refused, named(left)) : say(words.saved, times.time(clock.now()));
}

function remember(question, stored) {
  const fieldset = fieldsetOf(question);
  highest = Math.max(highest, stored.sequence);
  if (stored.sequence < Number(fieldset.dataset.sequence)) return;
  fieldset.dataset.sequence = stored.sequence;
  form.elements[`was${question}`].value = stored.value;
  fieldsOf(fieldset).forEach((field) => field.removeAttribute("aria-invalid"));
  mark(fieldset);
}

function changed(fieldset) {
  const question = fieldset.dataset.question;
  mark(fieldset);
  if (over || valueOf(fieldset) === (fieldset.waiting ?? form.elements[`was${question}`].value)) return false;
  fieldset.waiting = valueOf(fieldset);
  outbox.put(question, nextSequence(), fieldset.waiting);
  return true;
}

// When the writer pauses, and every few seconds where nobody does.
function typed(fieldset) {
  changed(fieldset);
  if (!outbox.size) return;
  if (!outbox.sending) state.textContent = words.unsaved;
  const now = performance.now();
  sendBefore = Math.min(sendBefore, now + TYPED_LONGEST);
  clearTimeout(sendTimer);
  sendTimer = setTimeout(send, Math.min(TYPED_PAUSE, sendBefore - now));
}

function send() {
  clearTimeout(sendTimer);
  sendBefore = Infinity;
  return outbox.flush();
}

form.addEventListener("input", (event) => {
  const fieldset = event.target.closest("fieldset");
  if (event.target.name === "flag") flag(fieldset);
  else if (fieldset) typed(fieldset);
});
form.addEventListener("change", (event) => {
  const fieldset = event.target.closest("fieldset");
  if (!fieldset || event.target.name === "flag") return;
  changed(fieldset);
  send();
});

// What the map of questions says of each.
function mark(fieldset) {
  const link = bar.querySelector(`[data-for="${fieldset.dataset.question}"]`);
  const answered = valueOf(fieldset).trim() !== "";
  const flagged = fieldset.querySelector("[name=flag]").checked;
  link.className = [answered && "answered", flagged && "flagged"].filter(Boolean).join(" ");
  const said = [say(words.question, numberOf(fieldset.dataset.question)), answered ? words.answered : words.unanswered];
  link.setAttribute("aria-label", (flagged ? [...said, words.flagged] : said).join(", "));
}

function numberOf(question) {
  return fieldsets.findIndex((fieldset) => fieldset.dataset.question === String(question)) + 1;
}

function flag(fieldset) {
  mark(fieldset);
  sendFlags();
}

// All of them each time; what did not arrive goes with the next answer that does.
async function sendFlags() {
  flagsToSend = true;
  const flagged = [...form.querySelectorAll("[name=flag]:checked")].map((box) => Number(box.value));
  try {
    const response = await fetch(`/api/attempts/${attempt}/flags`, {
      method: "PUT",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ questions: flagged }),
    });
    flagsToSend = !response.ok && response.status !== 409;
  } catch {
    // Sent again.
  }
}

// The same attempt in another tab of this browser: the newer answer counts in both.
others?.addEventListener("message", ({ data }) => take(data.question, data));

function take(question, stored) {
  const fieldset = fieldsetOf(question);
  const mine = outbox.entries().find(([other]) => other === String(question));
  const newest = Math.max(Number(fieldset.dataset.sequence), mine?.[1].sequence ?? 0);
  if (stored.sequence <= newest) return;
  outbox.drop(String(question));
  delete fieldset.waiting;
  if (valueOf(fieldset) !== stored.value) {
    show(fieldset, stored.value);
    notice.textContent = words.newer;
  }
  remember(question, stored);
}

// How late it is, and what was saved elsewhere.
async function look() {
  const response = await fetch(`/api/attempts/${attempt}`, { signal: AbortSignal.timeout(10000) });
  if (response.status === 401) signInAgain();
  if (!response.ok) return;
  const now = await response.json();
  clock.heard(now.serverTime);
  if (now.submittedAt) {
    leave();
    return;
  }
  moved(now.deadline);
  now.answers.forEach((answer) => take(answer.questionId, answer));
}

async function lookAtClock() {
  const response = await fetch(`/api/attempts/${attempt}/time`, { signal: AbortSignal.timeout(10000) });
  if (!response.ok) return;
  const now = await response.json();
  clock.heard(now.serverTime);
  if (now.submittedAt) leave();
  else moved(now.deadline);
}

function moved(iso) {
  const next = Date.parse(iso);
  if (next > deadline) {
    over = false;
    fieldsets.forEach((fieldset) => { fieldset.disabled = false; });
    notice.textContent = say(words.moreTime, times.instant(next));
  }
  if (!Object.is(next, deadline)) {
    const shown = Number.isNaN(next) ? "" : say(words.deadline, times.instant(next));
    document.getElementById("deadline").textContent = shown;
  }
  deadline = next;
}

function leave() {
  over = true;
  outbox.entries().forEach(([question]) => outbox.drop(question));
  notice.textContent = words.closed;
  location.assign(`/attempts/${attempt}/review`);
}

function tick() {
  if (Number.isNaN(deadline)) return;
  const left = deadline - clock.now();
  const grace = left + Number(bar.dataset.grace) * 1000;
  const face = document.getElementById("clock");
  if (left > 0) face.textContent = say(words.left, counted(left));
  else if (bar.dataset.overdue === "submit" || grace <= 0) face.textContent = words.over;
  else face.textContent = say(words.grace, counted(grace));
  // Said aloud at few moments only.
  const passed = WARN_BEFORE.find((moment) => left <= moment && left > moment - 2000 && moment < warned);
  if (passed) {
    warned = passed;
    notice.textContent = say(words.left, counted(left));
  }
  const last = grace - HAND_IN_EARLY;
  const ends = { submit: Math.min(left, last), grace: last }[bar.dataset.overdue] ?? Infinity;
  if (ends <= 0 && !over) handIn();
}

async function handIn() {
  notice.textContent = words.handingIn;
  fieldsets.forEach(changed);
  over = true;
  // What was typed from now on would count no more.
  fieldsets.forEach((fieldset) => { fieldset.disabled = true; });
  for (let failures = 0; ; failures++) {
    await send();
    if (outbox.size === 0 && (await submitted())) return;
    if (!over) return;
    await new Promise((resolve) => setTimeout(resolve, Math.min(15000, 1000 * 2 ** failures) * (0.5 + Math.random())));
  }
}

// Under one key however often it is sent: the server does it once.
async function submitted() {
  try {
    const response = await fetch(`/api/attempts/${attempt}/submission`, {
      method: "POST",
      headers: { "Content-Type": "application/json", "Idempotency-Key": form.elements.key.value },
      body: "{}",
      signal: AbortSignal.timeout(15000),
    });
    if (response.status === 401) {
      await askToSignIn(words);
      return false;
    }
    if (response.ok || response.status === 409) {
      location.assign(`/attempts/${attempt}/review`);
      return true;
    }
  } catch {
    // Asked again after a pause.
  }
  state.textContent = say(words.notSaved, "…");
  return false;
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  fieldsets.forEach(changed);
  if (!event.submitter?.formAction.endsWith("/submission")) return send();
  const missing = fieldsets.filter((fieldset) => valueOf(fieldset).trim() === "");
  const numbers = missing.map((fieldset) => numberOf(fieldset.dataset.question)).join(", ");
  const asks = [missing.length ? say(words.missing, numbers) : words.complete];
  if (refused().length) asks.push(`${say(words.refused, named(refused()))}.`);
  if (await confirmed(asks.join(" "))) {
    handIn();
  } else {
    (refused()[0] ?? missing[0])?.scrollIntoView();
  }
});

function depart() {
  fieldsets.forEach(changed);
  outbox.depart();
}

// A phone call, a closed lid, a network that is back.
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") depart();
  else if (!over) {
    outbox.flush();
    look().catch(() => {});
  }
});
addEventListener("pagehide", depart);
addEventListener("online", () => outbox.flush());
addEventListener("beforeunload", (event) => { if (outbox.size && !over) event.preventDefault(); });

// What waited when the page was left, unless something newer was saved since.
for (const [question, answer] of outbox.entries()) {
  const fieldset = fieldsetOf(question);
  if (fieldset && answer.sequence > Number(fieldset.dataset.sequence)) {
    highest = Math.max(highest, answer.sequence);
    show(fieldset, answer.value);
  } else {
    outbox.drop(question);
  }
}
outbox.flush();
setInterval(tick, 500);
setInterval(() => { if (!over && !document.hidden) lookAtClock().catch(() => {}); }, LOOK_EVERY * (0.8 + Math.random() * 0.4));
tick();

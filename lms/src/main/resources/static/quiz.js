// Saves each answer when it changes, numbered like the form. Without this file the buttons do.
const form = document.querySelector("form.quiz");
const notice = document.getElementById("notice");
const attempt = document.querySelector("main").dataset.attempt;
const sequence = form.elements.sequence;
let queue = Promise.resolve();

function value(fieldset) {
  const fields = [...fieldset.querySelectorAll(`[name="q${fieldset.dataset.question}"]`)];
  const chosen = fields.filter((field) => !["radio", "checkbox"].includes(field.type) || field.checked);
  return chosen.map((field) => field.value).join(",");
}

async function save(fieldset) {
  const question = fieldset.dataset.question;
  const was = form.elements[`was${question}`];
  const now = value(fieldset);
  if (now === was.value) return;
  const number = Number(sequence.value);
  sequence.value = number + 1;
  try {
    const response = await fetch(`/api/attempts/${attempt}/answers/${question}`, {
      method: "PUT",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ sequence: number, value: now }),
    });
    const answer = await response.json();
    if (response.ok) was.value = answer.value;
    notice.textContent = response.ok ? form.dataset.saved : `${answer.detail}.`;
  } catch {
    notice.textContent = form.dataset.notSaved;
  }
}

form.addEventListener("change", (event) => {
  const fieldset = event.target.closest("fieldset");
  if (fieldset) queue = queue.then(() => save(fieldset));
});

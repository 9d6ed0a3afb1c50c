// Enrols the people of a file, a thousand lines at a time. Without this file a list is pasted.
import { asked, said } from "./problems.js";

const form = document.getElementById("import");
const progress = document.getElementById("progress");
const file = form.querySelector("input[type=file]");
const course = document.querySelector("main").dataset.course;
file.parentElement.hidden = false;

function say(pattern, ...values) {
  return values.reduce((text, value, i) => text.replace(`$${i + 1}`, value), pattern);
}

async function send(lines) {
  const response = await fetch(`/api/teach/courses/${course}/roster`, {
    method: "POST",
    headers: { ...asked, "Content-Type": "application/json" },
    body: JSON.stringify({ csv: lines.join("\n") }),
  });
  const body = await response.json();
  return response.ok ? body : { refusal: said(response, body, "") };
}

function brokenOff(why) {
  progress.textContent = [progress.dataset.failed, why && `${why}.`].join(" ");
}

file.addEventListener("change", async () => {
  if (!file.files.length) return;
  const lines = (await file.files[0].text()).replace(/^\uFEFF/, "").split(/\r?\n/);
  let enrolled = 0;
  const faults = [];
  try {
    for (let at = 0; at < lines.length; at += 1000) {
      progress.textContent = say(progress.dataset.working, at, lines.length);
      const report = await send(lines.slice(at, at + 1000));
      if (report.refusal !== undefined) return brokenOff(report.refusal);
      enrolled += report.enrolled;
      for (const fault of report.faults) faults.push(`${fault.line + at}: ${fault.why}`);
    }
    progress.textContent = [say(progress.dataset.done, enrolled, faults.length), ...faults.slice(0, 200)].join("\n");
  } catch {
    brokenOff("");
  }
});

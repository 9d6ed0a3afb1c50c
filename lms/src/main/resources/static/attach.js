// Puts the chosen file into the form that sends it.
const form = document.getElementById("attach");
const chosen = form.querySelector("input[type=file]");
const problem = form.querySelector("[data-said]");

function read(file) {
  return new Promise((done, failed) => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result.slice(reader.result.indexOf(",") + 1));
    reader.onerror = () => failed(reader.error);
    reader.readAsDataURL(file);
  });
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const [file] = chosen.files;
  try {
    if (file.size === 0 || file.size > Number(form.dataset.max)) throw new RangeError();
    const base64 = await read(file);
    form.elements.name.value = file.name;
    form.elements.content.value = base64.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
    form.submit();
  } catch {
    problem.textContent = problem.dataset.said;
    problem.hidden = false;
  }
});

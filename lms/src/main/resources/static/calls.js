// Sends the calls of the page about the API and shows what comes back.
async function call(form) {
  const query = new URLSearchParams();
  const headers = {};
  let path = form.dataset.path;
  for (const input of form.querySelectorAll("[data-place]")) {
    if (!input.value) continue;
    if (input.dataset.place === "path") {
      path = path.replace(`{${input.name}}`, encodeURIComponent(input.value));
    } else if (input.dataset.place === "query") {
      query.append(input.name, input.value);
    } else {
      headers[input.name] = input.value;
    }
  }
  const body = form.elements.namedItem("body")?.value;
  if (body) headers["Content-Type"] = "application/json";
  const response = await fetch(query.size ? `${path}?${query}` : path, {
    method: form.dataset.call,
    headers,
    body,
  });
  const text = await response.text();
  const shown = [...response.headers].map(([name, value]) => `${name}: ${value}`).join("\n");
  return `${response.status} ${response.statusText}\n${shown}\n\n${readable(text)}`;
}

function readable(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

for (const form of document.querySelectorAll("form[data-call]")) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const output = form.querySelector("[role=status]");
    output.textContent = form.dataset.sending;
    try {
      output.textContent = await call(form);
    } catch {
      output.textContent = form.dataset.failed;
    }
  });
  const key = form.elements.namedItem("Idempotency-Key");
  if (key) key.value = crypto.randomUUID?.() ?? String(Date.now());
}

// Shows the part of a page that changes anew every few seconds, and keeps the keyboard where it is.
const live = document.getElementById("live");

async function refresh() {
  const focused = document.activeElement;
  const busy = focused && live.contains(focused) && ["INPUT", "SELECT", "TEXTAREA"].includes(focused.tagName);
  if (busy || document.hidden) return;
  try {
    const response = await fetch(location.href, { headers: { Accept: "text/html" } });
    if (!response.ok) return;
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const fresh = page.getElementById("live");
    if (!fresh) return;
    const id = live.contains(document.activeElement) ? document.activeElement.id : "";
    live.replaceChildren(...fresh.childNodes);
    if (id) document.getElementById(id)?.focus();
    if (fresh.dataset.finished === "true") clearInterval(timer);
  } catch {
    // No connection: what is shown stays, and the next try may do better.
  }
}

const timer = setInterval(refresh, 5000);

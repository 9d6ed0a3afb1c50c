// Shows on its button that a form is on its way. Without this file it is sent all the same.
function rest() {
  document.querySelectorAll("[aria-busy]").forEach((button) => button.removeAttribute("aria-busy"));
}

addEventListener("submit", (event) => {
  if (event.submitter && event.target.method === "post" && !event.defaultPrevented) {
    event.submitter.setAttribute("aria-busy", "true");
    setTimeout(rest, 10000); // What is answered by a file leaves the page where it is.
  }
});
addEventListener("pageshow", rest);

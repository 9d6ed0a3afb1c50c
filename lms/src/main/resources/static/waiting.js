// Begins when it is the learner's turn and the learner looks. Without this file the page loads
// itself again, and a button begins.
const turn = document.querySelector("form.turn");
const seconds = Number(document.querySelector("main").dataset.seconds);

function begin() {
  if (document.visibilityState !== "visible") return;
  document.removeEventListener("visibilitychange", begin);
  turn.requestSubmit();
}

if (turn) {
  document.addEventListener("visibilitychange", begin);
  begin();
} else {
  setTimeout(() => location.reload(), seconds * 1000);
}

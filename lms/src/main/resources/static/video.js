// Resumes a lesson's video, says where it is when it starts, every 15 s, when it stops and when it is moved, and remembers the speed for all videos.
// A teacher's preview says nothing. Without this file forms do.
const video = document.querySelector("video");
const lesson = video.dataset.lesson;
const speed = document.querySelector("#speed select");
let sent = Number(video.dataset.position);
let resumed = false;
let moved;

function report(keepalive) {
  const seconds = Math.floor(video.currentTime);
  if (!lesson || !resumed) return;
  sent = seconds;
  fetch(`/api/lessons/${lesson}/position`, {
    method: "PUT",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ seconds }),
    keepalive,
  }).then((answer) => { if (!answer.ok) sent = -1; }, () => { sent = -1; });
}

function reportIfElsewhere(keepalive) {
  if (Math.floor(video.currentTime) !== sent) report(keepalive);
}

function setSpeed() {
  video.playbackRate = Number(speed.value);
  localStorage.setItem("speed", speed.value);
}

video.addEventListener("loadedmetadata", () => {
  if (sent < video.duration - 1) video.currentTime = sent;
  resumed = true;
  setSpeed();
});
// Always: from here on the platform counts what is played.
video.addEventListener("playing", () => report(false));
video.addEventListener("pause", () => reportIfElsewhere(false));
video.addEventListener("seeked", () => {
  clearTimeout(moved);
  moved = setTimeout(reportIfElsewhere, 500, false);
});
addEventListener("pagehide", () => reportIfElsewhere(true));
setInterval(() => { if (!video.paused) reportIfElsewhere(false); }, 15000);

const kept = localStorage.getItem("speed");
if ([...speed.options].some((option) => option.value === kept)) speed.value = kept;
speed.addEventListener("change", setSpeed);
document.getElementById("speed").hidden = false;

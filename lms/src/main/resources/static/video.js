// Resumes a lesson's video, remembers the position every 15 s and on pause, and the speed for all videos. Without this file the form does.
const video = document.querySelector("video[data-lesson]");
const speed = document.querySelector("#speed select");
let sent = Number(video.dataset.position);

function remember(keepalive) {
  const seconds = Math.floor(video.currentTime);
  if (seconds > sent) {
    sent = seconds;
    fetch(`/api/lessons/${video.dataset.lesson}/position`, {
      method: "PUT",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ seconds }),
      keepalive,
    }).catch(() => { sent = 0; });
  }
}

function setSpeed() {
  video.playbackRate = Number(speed.value);
  localStorage.setItem("speed", speed.value);
}

video.addEventListener("loadedmetadata", () => {
  if (sent < video.duration - 1) video.currentTime = sent;
  setSpeed();
});
video.addEventListener("pause", () => remember(false));
addEventListener("pagehide", () => remember(true));
setInterval(() => { if (!video.paused) remember(false); }, 15000);

const kept = localStorage.getItem("speed");
if ([...speed.options].some((option) => option.value === kept)) speed.value = kept;
speed.addEventListener("change", setSpeed);
document.getElementById("speed").hidden = false;

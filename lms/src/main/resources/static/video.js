// Resumes a lesson's video and remembers the position every 15 s and on pause. Without this file the form does.
const video = document.querySelector("video[data-lesson]");
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

video.addEventListener("loadedmetadata", () => { video.currentTime = sent; });
video.addEventListener("pause", () => remember(false));
addEventListener("pagehide", () => remember(true));
setInterval(() => { if (!video.paused) remember(false); }, 15000);

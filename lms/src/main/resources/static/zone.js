// Sends the browser's time zone with a registration. Without this file times are shown in UTC until one is chosen.
document.querySelector("input[name=zone]").value = Intl.DateTimeFormat().resolvedOptions().timeZone ?? "";

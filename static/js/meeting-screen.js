// The clock of the large screen, and how long is left of the item. The page works without it.
"use strict";

(() => {
  const place = document.querySelector(".screen-time");
  const clock = place?.querySelector("[data-clock]");
  const left = place?.querySelector("[data-left]");
  if (!clock) return;

  const minutes = (time) => {
    const [hour, minute] = time.split(":").map(Number);
    return hour * 60 + minute;
  };
  const words = left?.textContent.trim();

  const tick = () => {
    const now = new Date();
    const at = now.getHours() * 60 + now.getMinutes();
    clock.textContent = `${now.getHours()}.${String(now.getMinutes()).padStart(2, "0")}`;
    if (!left) return;
    const { until, from } = place.dataset;
    left.hidden = at < minutes(from) || at > minutes(until);
    left.textContent = words.replace("…", minutes(until) - at);
  };

  tick();
  setInterval(tick, 5000);
})();

// A device keeps the meeting that is open on it, for the one who has it open, where it can.
"use strict";

(() => {
  const kept = document.querySelector("meta[name=kept-offline]");
  if (!kept || !("serviceWorker" in navigator)) return;

  const keep = async () => {
    await navigator.serviceWorker.register("/moeder/sw.js");
    const { active } = await navigator.serviceWorker.ready;
    const files = performance.getEntriesByType("resource").map(({ name }) => name);
    active.postMessage({
      person: kept.dataset.person,
      pages: kept.content.split(" "),
      files: files.filter((name) => new URL(name).pathname.startsWith("/static/")),
    });
  };
  window.addEventListener("load", () => keep().catch(() => {}));
})();

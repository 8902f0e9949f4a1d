// A page that keeps itself up to date: every part with data-live is taken from the page anew.
// Without this script the page has a button that does the same.
(() => {
  const page = document.querySelector("[data-live-seconds]");
  if (!page) return;
  const wait = Number(page.dataset.liveSeconds) * 1000;

  async function update() {
    try {
      const answer = await fetch(location.href, { credentials: "same-origin" });
      if (answer.status >= 500) throw answer; // the page stays as it is until the house is back
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (answer.redirected || !fresh.querySelector("[data-live-seconds]")) {
        location.reload();
        return;
      }
      document.title = fresh.title;
      for (const part of document.querySelectorAll("[data-live]")) {
        const other = fresh.querySelector(`[data-live="${part.dataset.live}"]`);
        const { activeElement: at } = document;
        const isAtWork = part.contains(at) && !at.matches("[role=region]");
        if (other && other.innerHTML !== part.innerHTML && !isAtWork) {
          part.innerHTML = other.innerHTML;
        }
      }
    } catch {
      // The network is away for a moment: the next time tells.
    }
    setTimeout(update, wait);
  }

  setTimeout(update, wait);
})();

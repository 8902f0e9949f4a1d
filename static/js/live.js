// A page that keeps itself up to date: every part with data-live is taken from the page anew.
// Without this script the page has a button that does the same, or is loaded again by hand.
// One that only looks on (data-live-looks-on) keeps nobody signed in, and stays when they are no longer.
(() => {
  const page = document.querySelector("[data-live-seconds]");
  if (!page) return;
  const wait = Number(page.dataset.liveSeconds) * 1000;
  const looksOn = "liveLooksOn" in page.dataset;
  const headers = looksOn ? { "X-Looks-On": "1" } : {};

  async function update() {
    try {
      const answer = await fetch(location.href, { credentials: "same-origin", headers });
      // The page stays as it is until the house is back, or somebody signs in again.
      if (answer.status >= 500 || (looksOn && answer.redirected)) throw answer;
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

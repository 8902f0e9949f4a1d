// Reads the question and its answers aloud, where the device can. Without this an adult does.
(() => {
  const button = document.querySelector("[data-read-aloud]");
  if (!button || !("speechSynthesis" in window)) return;
  const words = [...document.querySelectorAll("[data-read]")].map((part) => part.textContent.trim());
  button.hidden = false;
  button.addEventListener("click", () => {
    window.speechSynthesis.cancel();
    for (const one of words) {
      const said = new SpeechSynthesisUtterance(one);
      said.lang = document.documentElement.lang || "da";
      said.rate = 0.9;
      window.speechSynthesis.speak(said);
    }
  });
})();

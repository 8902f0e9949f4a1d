// Sends the answers of a whole interview when the device is put away before anybody has pressed the button. Without
// this the page says that one thing is left.
(() => {
  const form = document.querySelector("form[data-sends-itself]");
  if (!form) return;
  let isSent = false;
  let isPutAway = false;
  form.addEventListener("submit", () => {
    isSent = true;
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") {
      if (isPutAway) window.location.replace(form.dataset.sendsItself);
      return;
    }
    if (isSent) return;
    const answers = new URLSearchParams(new FormData(form));
    answers.set("send", "1");
    isSent = navigator.sendBeacon(form.action, answers);
    isPutAway = isSent;
  });
})();

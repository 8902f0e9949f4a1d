// Presses the page's one button for going on, so that nobody has to. Without this script one does.
(() => {
  const form = document.querySelector("form[data-go-on]");
  if (form) form.requestSubmit();
})();

// Nobody leaves what is written in a form without being asked; a form that saves itself asks by itself.
// Where the page says whose it is (data-drafts), what is written is kept on the device until it is sent.
"use strict";

(() => {
  const FIELDS = "main form[method=post] :is(textarea, input[type=text])";
  const fields = () =>
    [...document.querySelectorAll(FIELDS)].filter(
      ({ name, form }) => name && form && !form.dataset.autosave,
    );
  const changed = () => fields().filter(({ value, defaultValue }) => value !== defaultValue);

  let sent = null;
  document.addEventListener("submit", ({ target }) => {
    sent = target;
  });
  window.addEventListener("pageshow", () => {
    sent = null;
  });
  window.addEventListener("beforeunload", (event) => {
    const back = document.querySelector("main form .is-wrong")?.closest("form:not([data-autosave])");
    const open = [...changed().map(({ form }) => form), back];
    if (open.some((form) => form && form !== sent)) event.preventDefault();
  });

  const SENT = "draft-sent";
  // What was sent has been answered, unless it came back to be corrected.
  const done = sessionStorage.getItem(SENT);
  const isBack = document.querySelector("main .is-wrong") !== null;
  if (done && !isBack) localStorage.removeItem(done);
  sessionStorage.removeItem(SENT);

  const draft = document.getElementById("kladde");
  if (!draft) return;
  const KEPT = `draft:${draft.dataset.drafts}:${location.pathname}`;
  const kept = localStorage.getItem(KEPT);
  if (kept) {
    const told = JSON.parse(kept);
    const back = fields().filter(({ name, value }) => told[name]?.trim() && told[name] !== value);
    for (const field of back) field.value = told[field.name];
    draft.hidden = back.length === 0;
    if (draft.hidden && !isBack) localStorage.removeItem(KEPT);
  }
  draft.querySelector("button").addEventListener("click", () => {
    localStorage.removeItem(KEPT);
    for (const field of changed()) field.value = field.defaultValue;
    draft.hidden = true;
  });
  document.addEventListener("input", () => {
    const told = changed().map(({ name, value }) => [name, value]);
    if (told.length === 0) localStorage.removeItem(KEPT);
    else localStorage.setItem(KEPT, JSON.stringify(Object.fromEntries(told)));
  });
  document.addEventListener("submit", () => {
    if (localStorage.getItem(KEPT)) sessionStorage.setItem(SENT, KEPT);
  });
})();

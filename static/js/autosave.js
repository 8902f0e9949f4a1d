// Saves what is written in a form while it is written. Nothing is kept in the browser: what the
// server could not take stays in the form, and is sent again when it can. A form that says data-keeps
// is written in where the network goes: what it could not send waits on the device for its writer.
"use strict";

(() => {
  const form = document.querySelector("form[data-autosave]");
  const line = document.getElementById("gemt");
  const words = document.getElementById("gemt-ord");
  if (!form || !line || !words) return;

  const PAUSE = Number(form.dataset.pause ?? 2500); // ms without a change before what is written is sent
  const AGAIN = 5000; // ms before the next try when it could not be
  let isUnsaved = false; // something is written that the server does not have
  let isSending = false;
  let isRefused = false; // it has that, and will not store it
  let isLeaving = false; // the form itself is being sent
  let problem = ""; // why the last try failed: a name in the template of words
  let turn = 0;
  let timer = 0;

  const soon = (pause) => {
    clearTimeout(timer);
    timer = setTimeout(problem === "" ? store : retry, pause);
  };

  const show = (node) => {
    line.hidden = false;
    line.replaceChildren(node);
  };

  const say = (name) => {
    if (problem === name && name !== "saving") return; // said once; a screen reader heard it
    show(words.content.querySelector(`[data-says="${name}"]`).cloneNode(true));
  };

  // What waits on the device, where the form keeps: the answers as they were to be sent.
  const WAITS = `waits:${form.dataset.writer}:${form.dataset.autosave}`;
  const HERE = form.dataset.autosave.split("?")[0];
  const SKIPPED = ["csrfmiddlewaretoken", "writer", "turn"];
  const isKept = "keeps" in form.dataset;
  const keep = () => {
    if (!isKept) return;
    const told = [...new FormData(form)].filter(([name]) => !SKIPPED.includes(name));
    localStorage.setItem(WAITS, JSON.stringify(told));
  };
  const takeUp = () => {
    const told = isKept && localStorage.getItem(WAITS);
    if ("returned" in form.dataset) localStorage.removeItem(WAITS); // it is back on the page
    else if (told) putBack(told);
  };
  const putBack = (told) => {
    const answers = JSON.parse(told);
    const added = answers.filter(([name, value]) => isText(name) && standsThere(value));
    const done = added.map(([name]) => rowOf(name)); // these rows have been saved since
    const missing = answers.filter(([name, value]) => {
      const field = form.elements[name];
      const isWritten = field && field.type !== "hidden" && value.trim() !== "";
      return isWritten && !done.includes(rowOf(name)) && !tight(field.value).includes(tight(value));
    });
    if (missing.length === 0) {
      localStorage.removeItem(WAITS); // all of it stands there
      return;
    }
    const marks = answers.filter(([name]) => form.elements[name]?.type === "hidden");
    for (const [name, value] of [...marks, ...missing]) {
      const field = form.elements[name];
      field.value = value; // of radio buttons, the one chosen
      const folded = rowOf(name) && field.closest("details");
      if (folded) folded.open = true;
    }
    if (missing.every(([name]) => rowOf(name))) return; // added when the page is saved
    isUnsaved = true;
    soon(0);
  };

  // Rows that are added by saving the page, and by that alone: until then they wait on the device.
  const ROWS = ["dissent", "follow-up"];
  const rowOf = (name) => ROWS.find((row) => name.startsWith(`${row}-`));
  const isText = (name) => ROWS.some((row) => name === `${row}-text`);
  const tight = (text) => text.replace(/\s+/g, " ").trim();
  const standsThere = (text) =>
    tight(text) !== "" &&
    [...document.querySelectorAll("#mindretal li, #opfoelgning li")].some((row) =>
      tight(row.textContent).includes(tight(text)),
    );
  const hasRows = () =>
    [...form.elements].some(({ name, value }) => rowOf(name ?? "") && value?.trim() && name);

  // What was kept here and cannot be saved as it is may be dropped: then the page is as it stands.
  const offerToDrop = () => {
    const button = words.content.querySelector("[data-drops]")?.cloneNode(true);
    if (!isKept || !button) return;
    button.addEventListener("click", () => {
      localStorage.removeItem(WAITS);
      isLeaving = true;
      location.replace(location.href);
    });
    line.append(" ", button);
  };

  // What was written under other items, or when the meeting was not as far as it is now. Each address
  // says under which item of which meeting; what came late the server keeps, and tells so.
  const sendOthers = async () => {
    const mine = `waits:${form.dataset.writer}:`;
    const others = Object.keys(localStorage).filter((key) => key.startsWith(mine) && key !== WAITS);
    for (const key of others) {
      const told = localStorage.getItem(key);
      const data = new FormData();
      for (const [name, value] of JSON.parse(told)) data.append(name, value);
      data.set("writer", form.dataset.writer);
      data.set("lukket", "ja"); // nobody has that page open any more
      data.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
      const to = key.slice(mine.length);
      const answer = await fetch(to, { method: "POST", body: data }).catch(() => null);
      if (answer?.ok) {
        localStorage.removeItem(key);
        const { message, kept = false } = await answer.json();
        if (kept) show(document.createTextNode(message));
        else if (to.split("?")[0] === HERE && !isUnsaved && !hasRows()) location.reload();
      } else if ([409, 422].includes(answer?.status) && to.split("?")[0] === HERE) {
        putBack(told);
        keep();
        localStorage.removeItem(key);
      }
    }
  };

  const fail = (name) => {
    isUnsaved = true;
    keep();
    say(name);
    problem = name;
    if (name !== "gone") soon(AGAIN);
  };

  const succeed = ({ message: sentence, seen = {} }) => {
    problem = "";
    for (const [name, mark] of Object.entries(seen)) form.elements[name].value = mark;
    if (isUnsaved || hasRows()) keep();
    else localStorage.removeItem(WAITS);
    if (isKept) sendOthers();
    show(document.createTextNode(sentence));
    if (isUnsaved) soon(PAUSE); // written while it was sent
  };

  const answers = () => {
    const data = new FormData(form);
    turn += 1;
    data.set("turn", turn);
    data.set("writer", form.dataset.writer);
    return data;
  };

  async function store({ isLast = false, isRenewed = false } = {}) {
    if (!isUnsaved || isLeaving || (isSending && !isLast)) return;
    isUnsaved = false;
    isSending = true;
    try {
      const answer = await fetch(form.dataset.autosave, {
        method: "POST",
        body: answers(),
        keepalive: isLast,
        headers: { Accept: "application/json" },
      });
      isSending = false;
      if (isLeaving) return;
      await understand(answer, isRenewed);
    } catch {
      isSending = false;
      fail("offline");
    }
  }

  async function understand(answer, isRenewed) {
    if (answer.ok) succeed(await answer.json());
    else if ([400, 409, 413, 422].includes(answer.status)) {
      isRefused = true; // until it is written otherwise
      succeed(await answer.json());
      keep();
      offerToDrop();
    } else if (answer.status === 401) fail("signed_out");
    else if (answer.status === 404) fail("gone");
    else if (answer.status === 403 && !isRenewed) await retry({ wasUnsaved: true });
    else fail("unstored");
  }

  // Asks for the secret that forms are sent with: after a sign-in elsewhere it is a new one.
  async function retry({ wasUnsaved = false } = {}) {
    if (isLeaving) return;
    isUnsaved = isUnsaved || wasUnsaved;
    const query = new URLSearchParams({ writer: form.dataset.writer });
    const [path, own] = form.dataset.autosave.split("?");
    try {
      const answer = await fetch(`${path}?${query}${own ? `&${own}` : ""}`);
      if (answer.status === 401) fail("signed_out");
      else if (answer.status === 403) fail("someone_else");
      else if (answer.status === 404) fail("gone");
      else if (!answer.ok) fail("unstored");
      else {
        const { token } = await answer.json();
        for (const input of document.querySelectorAll("[name=csrfmiddlewaretoken]")) {
          input.value = token;
        }
        problem = "";
        await store({ isRenewed: true });
      }
    } catch {
      fail("offline");
    }
  }

  // Fields of the form may stand elsewhere on the page.
  document.addEventListener("input", ({ target }) => {
    if (target.form !== form) return;
    keep(); // at once: the page may be closed before it is sent
    if (rowOf(target.name)) return;
    isUnsaved = true;
    isRefused = false;
    if (problem !== "") return;
    say("unsaved");
    soon(PAUSE);
  });
  document.addEventListener("focusout", ({ target }) => {
    if (target.form === form && isUnsaved && problem === "") soon(0);
  });
  form.addEventListener("submit", (event) => {
    if (!navigator.onLine) {
      event.preventDefault();
      fail("offline");
      return;
    }
    keep(); // until the page that follows, or the next try, says that it has come
    isLeaving = true;
    clearTimeout(timer);
    say("saving");
  });
  const leave = () => {
    if (document.visibilityState !== "hidden" || problem !== "") return;
    isUnsaved = isUnsaved || isSending; // what is on its way is broken off with the page
    store({ isLast: true });
  };
  document.addEventListener("visibilitychange", () => {
    leave();
    if (document.visibilityState === "visible" && problem !== "" && problem !== "gone") soon(0);
  });
  window.addEventListener("pagehide", leave);
  window.addEventListener("pageshow", () => {
    isLeaving = false;
  });
  window.addEventListener("focus", () => problem !== "" && problem !== "gone" && soon(0));
  window.addEventListener("online", () => problem !== "" && problem !== "gone" && soon(0));
  window.addEventListener("beforeunload", (event) => {
    const waits = isKept && problem === "offline";
    const isOpen = isRefused || hasRows() || (isUnsaved && problem !== "" && !waits);
    if (!isLeaving && isOpen) event.preventDefault();
  });
  takeUp();
  if (isKept) sendOthers();
  window.addEventListener("online", () => isKept && sendOthers());
})();

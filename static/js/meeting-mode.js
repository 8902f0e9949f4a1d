// Arrow keys go to the item before and the one after, unless somebody is writing; and nobody leaves
// what is written and not saved without being asked. The links work without this.
document.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (event.target.closest("input, textarea, select, summary")) return;
  const rel = { ArrowLeft: "prev", ArrowRight: "next" }[event.key];
  const link = rel && document.querySelector(`.mode-way a[rel="${rel}"]`);
  if (link) {
    event.preventDefault();
    link.click();
  }
});

let sent = null;

const isUnsaved = () =>
  [...document.querySelectorAll("main textarea, main input[type=text]")].some(
    (field) => field.form !== sent && field.value !== field.defaultValue,
  ) ||
  [...document.querySelectorAll("main input[type=radio]")].some(
    (choice) => choice.form !== sent && choice.checked !== choice.defaultChecked,
  );

document.addEventListener("submit", (event) => {
  sent = event.target;
});

window.addEventListener("beforeunload", (event) => {
  if (isUnsaved()) event.preventDefault();
});

window.addEventListener("pageshow", () => {
  sent = null;
});

// What is written in the minutes is sent to the server a while after it is written, too.
const minutes = document.querySelector("form[data-minutes]");
const line = document.getElementById("gemt");
const PAUSE = 6000; // ms without a change before it is sent; each saving is kept in the history
let timer = 0;
let isSending = false;
let isChanged = false;

const soon = () => {
  clearTimeout(timer);
  timer = setTimeout(keep, PAUSE);
};

async function keep() {
  if (!isChanged || isSending || sent) return;
  const written = [...minutes.querySelectorAll("textarea, input[type=radio]")].map((field) => ({
    field,
    value: field.value,
    checked: field.checked,
  }));
  isSending = true;
  isChanged = false;
  try {
    const answer = await fetch(minutes.action, {
      method: "POST",
      body: new FormData(minutes),
      headers: { Accept: "application/json" },
    });
    const { message, seen } = await answer.json(); // of a page to log in on it is none
    line.textContent = message;
    if (answer.ok) settle(written, seen);
  } catch {
    line.textContent = line.dataset.failed;
    isChanged = true;
  }
  isSending = false;
  if (isChanged) soon();
}

// What the server has is not unsaved any more; what was written meanwhile is.
const settle = (written, seen) => {
  for (const { field, value, checked } of written) {
    if (field.type === "radio") field.defaultChecked = checked;
    else field.defaultValue = value;
  }
  for (const [name, mark] of Object.entries(seen)) {
    minutes.elements[name].value = mark;
  }
};

minutes?.addEventListener("input", () => {
  isChanged = true;
  soon();
});
window.addEventListener("online", () => keep());

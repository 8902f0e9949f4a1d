// The rows of efforts in a local goal's form: an empty one is always at hand. Enter goes on to the
// next row, from an empty one to the next question, as a list in Word ends; and a list that is
// pasted becomes a row to each line. Without this the form has some empty rows and a button for
// more, and the server takes a list apart.
"use strict";

(() => {
  const question = document.querySelector("[data-rows]");
  const list = question?.querySelector("ol");
  const template = question?.querySelector("template");
  if (!list || !template) return;

  const MOST = 100; // rows; of a form with many more cells a server takes nothing
  let next = list.children.length; // names are never used twice: a row keeps its own
  const texts = () => [...list.querySelectorAll("textarea[name$='-text']")];

  const count = () => {
    list.querySelectorAll("[data-number]").forEach((place, at) => {
      place.textContent = at + 1;
    });
  };

  const makeAfter = (row) => {
    const fresh = template.content.querySelector("li").cloneNode(true);
    for (const part of fresh.querySelectorAll("*")) {
      for (const own of [...part.attributes]) own.value = own.value.replace("-0000-", `-${next}-`);
    }
    next += 1;
    if (row) row.after(fresh);
    else list.append(fresh);
    count();
    return fresh.querySelector("textarea");
  };

  const keepOneEmpty = () => {
    const all = texts();
    if (all.length >= MOST) return;
    if (all.length === 0 || all.at(-1).value.trim() !== "") makeAfter(null);
  };

  const isRow = (target) => texts().includes(target);

  const nextQuestion = () =>
    [...question.closest("form").elements].find(
      (field) =>
        field.matches("textarea, input:not([type=hidden])") &&
        !question.contains(field) &&
        question.compareDocumentPosition(field) & Node.DOCUMENT_POSITION_FOLLOWING,
    );

  list.addEventListener("input", keepOneEmpty);
  list.addEventListener("keydown", (event) => {
    if (!isRow(event.target) || event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    const all = texts();
    const isEmpty = event.target.value.trim() === "";
    if (!isEmpty && all.length >= MOST) return;
    event.preventDefault();
    if (isEmpty) {
      nextQuestion()?.focus();
      return;
    }
    const after = all[all.indexOf(event.target) + 1];
    const isFree = after && after.value.trim() === "";
    (isFree ? after : makeAfter(event.target.closest("li"))).focus();
  });
  list.addEventListener("paste", (event) => {
    if (!isRow(event.target)) return;
    const lines = (event.clipboardData?.getData("text/plain") ?? "").split(/\r?\n/);
    const filled = lines.filter((line) => line.trim() !== "");
    if (filled.length < 2 || texts().length + filled.length > MOST) return;
    event.preventDefault();
    let target = event.target;
    target.setRangeText(filled[0], target.selectionStart, target.selectionEnd, "end");
    for (const line of filled.slice(1)) {
      target = makeAfter(target.closest("li"));
      target.value = line;
    }
    target.focus();
    target.dispatchEvent(new Event("input", { bubbles: true }));
  });
  question.querySelector("button[value=rows]").addEventListener("click", (event) => {
    event.preventDefault();
    if (texts().length < MOST) makeAfter(null).focus();
  });
})();

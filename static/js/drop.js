// Files can be dropped anywhere on the page; what was chosen is said below the field.
// Without this script the field itself chooses files.
(() => {
  const field = document.querySelector("input[type=file][data-drop]");
  if (!field) return;
  const said = document.createElement("div");
  said.className = "note";
  said.setAttribute("role", "status");
  field.after(said);

  function tell() {
    const names = Array.from(field.files, (file) => {
      const line = document.createElement("li");
      line.textContent = file.name;
      return line;
    });
    const chosen = document.createElement("ul");
    chosen.append(...names);
    said.replaceChildren(...(names.length ? [chosen] : []));
  }

  field.addEventListener("change", tell);
  document.addEventListener("dragover", (event) => {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    field.classList.add("drop-here");
  });
  for (const end of ["dragleave", "drop"]) {
    document.addEventListener(end, (event) => {
      if (end === "drop" || !event.relatedTarget) field.classList.remove("drop-here");
    });
  }
  document.addEventListener("drop", (event) => {
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    field.files = event.dataTransfer.files;
    tell();
    field.focus();
  });
})();

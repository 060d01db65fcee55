// Keeps what was typed into a long form until it is sent, so that a lost connection or a closed tab loses nothing.
// It stays in this browser, for this tab's lifetime only: another person at the same machine finds nothing.
const asked = new URLSearchParams(location.search);
asked.delete("lang");
asked.delete("done");
// A page that says what was done: what was sent arrived, even where the form stands on it again.
if (document.querySelector("[data-done]")) forget();
for (const form of document.querySelectorAll("form[data-draft]")) {
  const key = `draft ${location.pathname}?${asked}`;
  const fields = [...form.elements].filter((field) => field.name && field.type !== "hidden" && field.type !== "file");
  const held = (field) => (field.type === "checkbox" || field.type === "radio" ? field.checked : field.value);
  const kept = JSON.parse(sessionStorage.getItem(key) ?? "null");
  // What the server sent back after a mistake is newer than the draft.
  if (kept && !document.querySelector(".error-summary")) {
    fields.forEach((field, at) => {
      if (field.type === "checkbox" || field.type === "radio") field.checked = kept[at] === true;
      else if (typeof kept[at] === "string") field.value = kept[at];
    });
  }
  form.addEventListener("input", () => sessionStorage.setItem(key, JSON.stringify(fields.map(held))));
  form.addEventListener("submit", () => sessionStorage.setItem("drafts sent", JSON.stringify([...sent(), key])));
}
// A page without the form came after it was sent: it arrived. After a mistake it was sent from a second address: both are done with.
if (!document.querySelector("form[data-draft]")) forget();
function forget() {
  [...sent(), "drafts sent"].forEach((key) => sessionStorage.removeItem(key));
}
function sent() {
  return JSON.parse(sessionStorage.getItem("drafts sent") ?? "[]");
}

// Keeps what was typed into a long form until it is sent, so that a lost connection or a closed tab loses nothing.
// It stays in this browser, for this tab's lifetime and for whoever typed it: nobody who signs in after them finds it.
const asked = new URLSearchParams(location.search);
asked.delete("lang");
asked.delete("done");
// A page that says what was done: what was sent arrived. After a mistake it was sent from a second address: both are done with.
if (document.querySelector("[data-done]")) {
  [...sent(), "drafts sent"].forEach((key) => sessionStorage.removeItem(key));
}
for (const form of document.querySelectorAll("form[data-draft]")) {
  const key = `draft ${form.closest("[data-who]")?.dataset.who} ${location.pathname}?${asked}`;
  const all = [...form.elements].filter((field) => field.name && field.type !== "file");
  const fields = all.filter((field) => field.type !== "hidden");
  const ticked = (field) => field.type === "checkbox" || field.type === "radio";
  // By name, and by value where one of several is ticked: a form that asks for something else by now takes nothing over.
  const named = (field) => (ticked(field) ? `${field.name}=${field.value}` : field.name);
  const shape = JSON.stringify([all.filter((field) => field.type === "hidden" && field.name !== "form").map((field) => [field.name, field.value]), fields.map(named)]);
  const held = () => JSON.stringify({ shape, values: fields.map((field) => (ticked(field) ? field.checked : field.value)) });
  const kept = JSON.parse(sessionStorage.getItem(key) ?? "null");
  // What the server sent back after a mistake is newer than the draft.
  if (kept?.shape === shape && !document.querySelector(".error-summary")) {
    fields.forEach((field, at) => {
      if (ticked(field)) field.checked = kept.values[at];
      else field.value = kept.values[at];
    });
  }
  form.addEventListener("input", () => sessionStorage.setItem(key, held()));
  form.addEventListener("submit", () => sessionStorage.setItem("drafts sent", JSON.stringify([...sent(), key])));
}
function sent() {
  return JSON.parse(sessionStorage.getItem("drafts sent") ?? "[]");
}

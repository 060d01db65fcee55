// Moves the secret of a link from behind the # into the form, and out of the address.
const field = document.querySelector("[data-fragment]");
const secret = location.hash.slice(1);
if (field && /^[0-9a-f]{64}$/.test(secret)) {
  field.value = secret;
  history.replaceState(null, "", location.pathname + location.search);
}
// What is shown once can be copied by a button, where the browser lets us.
const once = document.querySelector("[data-once]");
const copy = document.querySelector("[data-copy]");
if (once && copy && navigator.clipboard) {
  copy.hidden = false;
  copy.addEventListener("click", async () => {
    await navigator.clipboard.writeText(once.value);
    document.querySelector("[data-copied]").hidden = false;
  });
}

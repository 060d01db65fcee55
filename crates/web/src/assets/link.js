// Moves the secret of a link from behind the # into the form, and out of the address.
const field = document.querySelector("[data-fragment]");
const secret = location.hash.slice(1);
if (field && /^[0-9a-f]{64}$/.test(secret)) {
  field.value = secret;
  history.replaceState(null, "", location.pathname + location.search);
}

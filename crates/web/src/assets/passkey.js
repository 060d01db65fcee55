// Passkeys: asks the server what to ask, the browser for the answer, and sends it with the form.
const forms = document.querySelectorAll("form[data-passkey]");
for (const form of forms) {
  const supported = window.PublicKeyCredential?.parseRequestOptionsFromJSON;
  form.hidden = !supported;
  if (supported) form.addEventListener("submit", (event) => { event.preventDefault(); run(form); });
}
const absent = document.querySelector("[data-passkey-absent]");
if (absent && window.PublicKeyCredential?.parseRequestOptionsFromJSON) absent.hidden = true;

async function run(form) {
  const trouble = form.querySelector("[data-trouble]");
  trouble.hidden = true;
  try {
    const body = new URLSearchParams({ form: form.elements.form.value });
    const asked = await fetch(form.dataset.passkey, { method: "POST", body });
    // Sent elsewhere first: to show the passkey one has.
    if (asked.redirected) { location.assign(asked.url); return; }
    if (!asked.ok) {
      if (asked.headers.get("content-type")?.startsWith("application/json")) {
        const { cause, remedy } = await asked.json();
        trouble.textContent = `${cause} ${remedy}`;
      }
      throw new Error(asked.status);
    }
    const { state, options } = await asked.json();
    const answer = form.dataset.new !== undefined
      ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options.publicKey) })
      : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options.publicKey) });
    form.elements.state.value = state;
    form.elements.answer.value = JSON.stringify(answer.toJSON());
    form.submit();
  } catch {
    trouble.hidden = false;
  }
}

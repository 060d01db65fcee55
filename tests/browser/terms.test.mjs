// From a proposal to a signed agreement in a real browser: the demonstration's pages, and on a server of one's own the whole story,
// with passkeys of virtual authenticators, up to the printed agreement that the command line checks without the server.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";

import { startBrowser } from "./browser.mjs";
import { startDemo } from "./demo.mjs";
import { BINARY, somebody, startServer } from "./serve.mjs";
import { stage } from "./stage.mjs";

const run = promisify(execFile);
const ITEM = "require.telework.place";

let browser, demo, server;

before(async () => {
  [demo, server] = await Promise.all([startDemo(), startServer()]);
  browser = await startBrowser();
});

after(async () => {
  await browser?.close();
  await demo?.stop();
  await server?.stop();
});

for (const width of [360, 1280]) {
  test(`the demonstration's terms at ${width} px`, async () => {
    const { be, fine, inBoth } = stage("terms", browser, demo);
    const owner = await be(0, width);
    await owner.goto(`${demo.origin}/o/engagements`);
    await owner.locator("tbody th a").first().click();
    const page = new URL(owner.url()).pathname;
    await inBoth(owner, `${page}/terms`, `list-${width}`);
    await inBoth(owner, `${page}/terms/require.telework.permission`, `countered-${width}`);
    await inBoth(owner, `${page}/terms/require.incident.notice`, `agreed-${width}`);
    await inBoth(owner, `${page}/terms/${ITEM}`, `warned-${width}`);
    await inBoth(owner, `${page}/terms/require.telework.permission/propose`, `propose-${width}`);
    await inBoth(owner, `${page}/terms/own.new/propose`, `own-${width}`);
    await inBoth(owner, `${page}/agreement`, `agreement-${width}`);
    // One click accepts, once: the wide browser finds it accepted.
    await owner.goto(`${demo.origin}${page}/terms/require.telework.permission`);
    if (width === 360) await owner.click("form[action$='/accept'] button");
    await owner.waitForSelector("text=青葉 みどりが");
    await fine(owner, `accepted-${width}`);
    const employee = await be(2, width);
    const hidden = await employee.goto(`${demo.origin}${page}/terms`);
    assert.equal(hidden.status(), 404);
  });
}

test("a draft survives the loss of its page", async () => {
  const { be } = stage("terms", browser, demo);
  const owner = await be(0, 1280);
  await owner.goto(`${demo.origin}/o/engagements`);
  await owner.locator("tbody th a").first().click();
  const form = `${new URL(owner.url()).pathname}/terms/own.new/propose`;
  await owner.goto(`${demo.origin}${form}`);
  await owner.fill("#heading", "架空の見出し");
  await owner.goto("about:blank");
  await owner.goto(`${demo.origin}${form}`);
  assert.equal(await owner.inputValue("#heading"), "架空の見出し");
  // A colleague at the same machine, in the same tab, finds nothing of it.
  await owner.goto(`${demo.origin}/demo`);
  await owner.locator("main .cards form button").nth(1).click();
  await owner.waitForURL(`${demo.origin}/o**`);
  await owner.goto(`${demo.origin}${form}`);
  assert.equal(await owner.inputValue("#heading"), "");
});

/** Whoever stands before a form that founds: the organisation, the passkey. */
async function found(page, name, owner, submit) {
  await page.fill("#official", name);
  await page.fill("#owner", owner);
  await page.click(submit);
  await page.waitForSelector("#sheet");
  await page.click("main a.button");
  await page.waitForSelector("form[data-passkey] button");
  await page.click("form[data-passkey] button");
  await page.waitForSelector("text=本人確認済み");
}

test("proposed, countered, signed by both, printed and proved", async () => {
  const { origin, setUp, folder } = server;
  const { fine } = stage("signed", browser, server);
  const client = await somebody(browser, 1280);
  await client.goto(setUp);
  await client.click("main button");
  await found(client, "株式会社 見本商会", "見本 花子", "main button");
  await client.goto(`${origin}/o/engagements/new`);
  await client.check("input[name=side][value=client]");
  await client.fill("#title", "見本 受発注の保守");
  await client.fill("#partner", "見本システムズ");
  await client.click("main form[action='/o/engagements/new'] button");
  await client.waitForURL(/\/o\/engagements\/[0-9a-z]{26}\?done=opened$/);
  const page = new URL(client.url()).pathname;
  const item = `${page}/terms/${ITEM}`;
  await client.click("form[action$='/invite'] button");
  const link = await client.inputValue("#link");

  const vendor = await somebody(browser, 360);
  await vendor.goto(link);
  await vendor.click("main form button");
  await vendor.waitForURL(/\/side\/work$/);
  await vendor.click("form[action='/found'] button");
  await found(vendor, "見本システムズ株式会社", "見本 一郎", "main form[action='/found/accept'] button");

  await client.goto(`${origin}${item}/propose`);
  await client.fill("#text", "委託先は、テレワークを行わない。");
  await client.click(`main form[action='${item}/propose'] button`);
  await client.waitForURL(`**${item}?done=*`);
  await vendor.goto(`${origin}${item}`);
  await fine(vendor, "proposed");
  await vendor.goto(`${origin}${item}/propose`);
  await vendor.fill("#text", "委託先は、自宅でのテレワークを行うことができる。");
  await vendor.fill("#reason", "災害のときも保守を続けるため");
  await vendor.click(`main form[action='${item}/propose'] button`);
  await vendor.waitForURL(`**${item}?done=*`);
  for (const side of [client, vendor]) {
    await side.goto(`${origin}${item}`);
    await side.click("form[data-passkey] button");
    await side.waitForSelector("text=パスキーの署名あり");
  }
  await fine(client, "agreed-1280");
  await client.goto(`${origin}${page}/agreement`);
  await fine(client, "agreement");
  const saved = async (selector, name) => {
    const [file] = await Promise.all([client.waitForEvent("download"), client.click(selector)]);
    const path = join(folder, name);
    await file.saveAs(path);
    return path;
  };
  const pdf = await saved("a[href$='/agreement.pdf']", "agreement.pdf");
  assert.ok((await readFile(pdf)).subarray(0, 5).equals(Buffer.from("%PDF-")));
  const receipt = join(folder, "receipt.txt");
  await writeFile(receipt, await client.locator(".report-code pre").textContent());
  const key = (await client.locator(".report-facts dd").last().textContent()).trim();
  const file = await saved("a[href$='/export.json']", "engagement.json");
  const verify = ["ledger", "verify", file, "--key", key, "--receipt", receipt];
  const { stdout } = await run(BINARY, [...verify, "--json"]);
  const [verdict] = JSON.parse(stdout);
  assert.equal(verdict.holds, true);
  assert.deepEqual(verdict.agreed.map((one) => [one.item, one.signed, one.text]), [[ITEM, true, "委託先は、自宅でのテレワークを行うことができる。"]]);
  const forged = (await readFile(file, "utf8")).replace(/"entries": \[\s*"/, (start) => `${start}AAAA`);
  await writeFile(file, forged);
  await assert.rejects(run(BINARY, verify), "a changed line is found");
});

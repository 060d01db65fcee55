// Evidence in a real browser: the demonstration's pages at two widths, and on the way a file that is chosen, shown, saved and reviewed.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";

import { startBrowser } from "./browser.mjs";
import { startDemo } from "./demo.mjs";
import { stage } from "./stage.mjs";

let browser, demo;

before(async () => {
  [demo, browser] = await Promise.all([startDemo(), startBrowser()]);
});

after(async () => {
  await browser?.close();
  await demo?.stop();
});

const engagement = async (page) => {
  await page.goto(`${demo.origin}/o/engagements`);
  await page.locator("tbody th a").first().click();
  return new URL(page.url()).pathname;
};

for (const width of [360, 1280]) {
  test(`the demonstration's evidence at ${width} px`, async () => {
    const { be, fine, inBoth } = stage("evidence", browser, demo);
    const owner = await be(0, width);
    const page = await engagement(owner);
    await inBoth(owner, "/o", `home-${width}`);
    await inBoth(owner, `${page}/evidence`, `list-${width}`);
    await inBoth(owner, `${page}/evidence?item=require.incident.drill`, `item-${width}`);
    await inBoth(owner, `${page}/evidence/give?item=require.access.levels`, `give-${width}`);
    await owner.goto(`${demo.origin}${page}/evidence`);
    for (const details of await owner.locator(".side > div details").all()) await details.locator("summary").first().click();
    await fine(owner, `open-${width}`);
    const employee = await be(2, width);
    const hidden = await employee.goto(`${demo.origin}${page}/evidence`);
    assert.equal(hidden.status(), 404);
  });
}

test("a file is chosen, shown, saved and judged without JavaScript", async () => {
  const { be } = stage("evidence", browser, demo);
  const owner = await be(0, 1280, false);
  const page = await engagement(owner);
  await owner.goto(`${demo.origin}${page}/evidence/give?item=require.meeting.tools`);
  const hostile = { name: "図.png", mimeType: "image/png", buffer: Buffer.from("<svg onload='alert(1)'/>") };
  await owner.setInputFiles("#file", hostile);
  await owner.fill("#fact", "会議の道具の設定");
  await owner.click("form[enctype] button");
  await owner.waitForSelector("text=HTML、SVG、XML");
  assert.equal(await owner.inputValue("#fact"), "会議の道具の設定");
  const file = { name: "設定の控え﨑.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.7 made up") };
  await owner.setInputFiles("#file", file);
  await owner.click("form[enctype] button");
  await owner.waitForURL(/evidence\?done=evidence#e\.\d+$/);
  const [saved] = await Promise.all([owner.waitForEvent("download"), owner.click("text=設定の控え﨑.pdf")]);
  assert.equal(saved.suggestedFilename(), "設定の控え﨑.pdf");
  assert.equal(await readFile(await saved.path(), "utf8"), "%PDF-1.7 made up");
  await owner.goto(`${demo.origin}${page}/evidence?item=require.incident.drill`);
  await owner.locator("summary", { hasText: "審査する" }).first().click();
  await owner.locator("button[name=accepts][value=yes]").first().click();
  await owner.waitForURL(/evidence\?done=/);
});

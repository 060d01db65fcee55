// The calendar of the demonstration in a real browser, wide and narrow, in both languages; its file is saved.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";

import { startBrowser } from "./browser.mjs";
import { startDemo } from "./demo.mjs";
import { stage } from "./stage.mjs";

let browser, demo, be, fine, inBoth;

before(async () => {
  demo = await startDemo();
  browser = await startBrowser();
  ({ be, fine, inBoth } = stage("calendar", browser, demo));
});

after(async () => {
  await browser?.close();
  await demo?.stop();
});

for (const width of [360, 1280]) {
  test(`the calendar at ${width} px`, async () => {
    const owner = await be(0, width);
    await owner.locator("nav a[href='/o/calendar']").click();
    await fine(owner, `own-${width}`);
    await inBoth(owner, "/o/calendar", `all-${width}`);
    const saved = owner.waitForEvent("download");
    await owner.locator("a[href^='/o/calendar/calendar.ics']").click();
    const text = await readFile(await (await saved).path(), "utf8");
    assert.match(text, /^BEGIN:VCALENDAR\r\n/);
    await owner.locator("main ul.bound a").first().click();
    assert.match(owner.url(), /\/o\/engagements\//);
  });
}

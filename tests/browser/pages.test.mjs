// Each kind of page, in both languages, on a phone and on a desk: no barrier (WCAG 2.2 AA), no error, nothing cut off.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";

import { barriers, open, overflow, startBrowser } from "./browser.mjs";
import { startDemo } from "./demo.mjs";

const LANGUAGES = ["ja", "en"];
const WIDTHS = [360, 1280];
const listed = await readFile(new URL("addresses.txt", import.meta.url), "utf8");
const ADDRESSES = listed.split("\n").filter((line) => line.startsWith("/"));

let demo;
let browser;
before(async () => {
  demo = await startDemo();
  browser = await startBrowser();
});
after(async () => {
  await browser?.close();
  await demo?.stop();
});

function inLanguage(address, language) {
  const url = new URL(address, demo.origin);
  url.searchParams.set("lang", language);
  return url.href;
}

for (const address of ADDRESSES) {
  for (const language of LANGUAGES) {
    for (const width of WIDTHS) {
      test(`${address} in ${language} at ${width} px`, async () => {
        const context = await browser.newContext({ viewport: { width, height: 800 } });
        const { page, faults } = await open(context, inLanguage(address, language));
        const found = {
          language: await page.getAttribute("html", "lang"),
          headings: await page.locator("h1").count(),
          barriers: await barriers(page),
          overflow: await overflow(page),
          faults,
        };
        await context.close();
        assert.deepEqual(found, { language, headings: 1, barriers: [], overflow: "", faults: [] });
      });
    }
  }
  test(`${address} without JavaScript`, async () => {
    const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 360, height: 800 } });
    const { page, faults } = await open(context, inLanguage(address, "ja"));
    const visible = await page.locator("h1").isVisible();
    await context.close();
    assert.deepEqual({ visible, faults }, { visible: true, faults: [] });
  });
}

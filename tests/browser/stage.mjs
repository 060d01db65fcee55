// What tests of the demonstration share: being one of its people, and looking closely at a page in both languages.

import assert from "node:assert/strict";
import { join } from "node:path";

import { barriers, overflow } from "./browser.mjs";

const SHOTS = process.env.SCREENSHOTS;

/** Ways around a demonstration; `name` begins the names of screenshots. */
export function stage(name, browser, demo) {
  const fresh = async (width, javaScriptEnabled = true) => {
    const context = await browser.newContext({ viewport: { width, height: 800 }, locale: "ja-JP", javaScriptEnabled });
    return context.newPage();
  };

  /** Somebody of the cast, by place, on the first page of their organisation. */
  const be = async (place, width, javaScriptEnabled = true) => {
    const page = await fresh(width, javaScriptEnabled);
    await page.goto(`${demo.origin}/demo`);
    await page.locator("main form button").nth(place).click();
    await page.waitForURL(/\/o$/);
    return page;
  };

  /** No barrier for axe, nothing that sticks out; a screenshot where they are wanted. */
  const fine = async (page, what) => {
    assert.deepEqual(await barriers(page), [], what);
    assert.equal(await overflow(page), "", what);
    if (SHOTS) await page.screenshot({ path: join(SHOTS, `${name}-${what}.png`), fullPage: true });
  };

  const inBoth = async (page, path, what) => {
    for (const language of ["en", "ja"]) {
      await page.goto(`${demo.origin}${path}${path.includes("?") ? "&" : "?"}lang=${language}`);
      await fine(page, `${what}-${language}`);
    }
  };

  return { fresh, be, fine, inBoth };
}

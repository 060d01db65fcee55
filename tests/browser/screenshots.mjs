// Takes the pictures of the documents from the running demo: node tests/browser/screenshots.mjs FOLDER ADDRESS…

import { mkdir } from "node:fs/promises";
import { join } from "node:path";

import { startBrowser } from "./browser.mjs";
import { startDemo } from "./demo.mjs";

const [folder, ...addresses] = process.argv.slice(2);
await mkdir(folder, { recursive: true });
const demo = await startDemo();
const browser = await startBrowser();
for (const language of ["ja", "en"]) {
  for (const width of [360, 1280]) {
    const context = await browser.newContext({ viewport: { width, height: 900 }, deviceScaleFactor: 1.5 });
    for (const address of addresses) {
      const url = new URL(address, demo.origin);
      url.searchParams.set("lang", language);
      const page = await context.newPage();
      await page.goto(url.href, { waitUntil: "networkidle" });
      await page.evaluate(() => document.fonts.ready);
      const name = url.pathname.split("/").filter(Boolean).join("-") || "home";
      await page.screenshot({ path: join(folder, `${name}-${language}-${width}.png`), fullPage: width === 360 });
      await page.close();
    }
    await context.close();
  }
}
await browser.close();
await demo.stop();

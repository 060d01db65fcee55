// Starts the built binary's demo on a free port, with a data folder of its own, and stops it.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";

const ROOT = resolve(import.meta.dirname, "../..");
const BINARY = process.env.TORIKIME ?? join(process.env.CARGO_TARGET_DIR ?? join(ROOT, "target"), "debug/torikime");
const STARTED = /http:\/\/127\.0\.0\.1:\d+/;
const PATIENCE_MS = 30_000;

/** Starts the demo over a data folder, a new one when none is given; resolves to its origin and a way to stop it. */
export async function startDemo(folder) {
  const data = folder ?? (await mkdtemp(join(tmpdir(), "torikime-demo-")));
  const environment = { ...process.env, HOME: data, LC_ALL: "C.UTF-8" };
  const child = spawn(BINARY, ["demo", "--port", "0", "--no-open", "--data", data], { env: environment, stdio: ["ignore", "pipe", "pipe"] });
  const stop = async () => {
    if (child.exitCode === null && child.kill("SIGTERM")) await once(child, "exit");
    if (!folder) await rm(data, { recursive: true, force: true });
  };
  try {
    return { origin: await originOf(child), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The address in the first line of standard output that has one. */
function originOf(child) {
  return new Promise((found, failed) => {
    const said = [];
    const fail = (why) => failed(new Error(`the demo ${why}: ${said.join("\n")}`));
    setTimeout(() => fail(`named no address in ${PATIENCE_MS} ms`), PATIENCE_MS).unref();
    child.on("error", (error) => fail(error.message));
    child.on("exit", (code) => fail(`ended with ${code}`));
    createInterface({ input: child.stderr }).on("line", (line) => said.push(line));
    createInterface({ input: child.stdout }).on("line", (line) => {
      said.push(line);
      const address = line.match(STARTED);
      if (address) found(address[0]);
    });
  });
}

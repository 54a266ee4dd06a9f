// The real binary on SQLite in a fresh place of its own: it serves, is killed without warning, and serves again.
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

/** How long the binary may take to listen, in milliseconds: a debug build on a busy machine. */
const STARTS_MS = 30_000;

export class House {
  /** A place with nothing in it. `WALK_BINARY` names the binary, `WALK_PORT` a port where a free one will not do. */
  static async fresh(port = Number(process.env.WALK_PORT)) {
    return new House(port || (await freePort()), mkdtempSync(join(tmpdir(), "wenzheng-walk-")));
  }

  constructor(port, place) {
    this.place = place;
    this.address = `127.0.0.1:${port}`;
    this.url = `http://${this.address}`;
    this.binary = resolve(process.env.WALK_BINARY ?? "../target/debug/wenzheng");
    this.child = null;
    this.log = [];
  }

  /** Serves, and returns once it listens. */
  async opens() {
    const child = spawn(this.binary, ["serve"], {
      env: this.#env(),
      cwd: this.place,
      stdio: ["ignore", "ignore", "pipe"],
    });
    this.child = child;
    await new Promise((listens, fails) => {
      const late = setTimeout(() => fails(new Error(`it does not listen:\n${this.log.join("")}`)), STARTS_MS);
      child.once("exit", (code) => fails(new Error(`it ended with ${code}:\n${this.log.join("")}`)));
      child.stderr.on("data", (chunk) => {
        this.log.push(String(chunk));
        if (!String(chunk).includes("listening on")) return;
        clearTimeout(late);
        listens();
      });
    });
  }

  /** SIGKILL: nothing is finished, nothing is said. */
  async isKilled() {
    await this.#ends("SIGKILL");
  }

  /** SIGTERM, as a service is stopped. */
  async closes() {
    await this.#ends("SIGTERM");
  }

  /** What a command of the crew prints. */
  says(...words) {
    return execFileSync(this.binary, words, {
      env: this.#env(),
      cwd: this.place,
      encoding: "utf8",
      stdio: "pipe",
    }).trim();
  }

  /** Leaves nothing behind. */
  async isGone() {
    if (this.child) await this.#ends("SIGKILL");
    rmSync(this.place, { recursive: true, force: true });
  }

  async #ends(signal) {
    const child = this.child;
    this.child = null;
    child.removeAllListeners("exit");
    // One that ended by itself will not end again.
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((done) => child.once("exit", done));
    child.kill(signal);
    await ended;
  }

  #env() {
    const own = Object.entries(process.env).filter(([name]) => !name.startsWith("WENZHENG_"));
    return {
      ...Object.fromEntries(own),
      NO_COLOR: "1",
      RUST_LOG: "warn,wenzheng=info",
      WENZHENG_DATA_DIR: this.place,
      WENZHENG_LISTEN: this.address,
      // A studio's twenty seconds are as true at two, and the walk shall not take an evening.
      WENZHENG_LEAST_DELAY_MS: "2000",
    };
  }
}

function freePort() {
  return new Promise((found) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => found(port));
    });
  });
}

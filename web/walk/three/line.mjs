// The laptop's line to the house, which is really cut: what is sent into it is lost for now and nobody is told. When it holds
// again, what the machines on both ends still tried to send arrives late, and every old connection dies.
import { connect, createServer } from "node:net";

export class Line {
  /** A line to a house, on a port of its own. */
  static async to(house) {
    const line = new Line(house);
    await new Promise((listens) => line.server.listen(0, "127.0.0.1", listens));
    line.url = `http://127.0.0.1:${line.server.address().port}`;
    return line;
  }

  constructor(house) {
    const [host, port] = house.address.split(":");
    this.there = { host, port: Number(port) };
    this.pairs = new Set();
    this.isCut = false;
    this.server = createServer({ allowHalfOpen: true }, (here) => this.#joins(here));
  }

  /** The address of the house as this line's browsers call it. */
  through(link) {
    return link.replace(/^http:\/\/[^/]+/, this.url);
  }

  /** What the house answers no longer comes; what is sent to it still does. */
  losesAnswers() {
    for (const { there } of this.pairs) there.pause();
    this.hasLostAnswers = true;
  }

  /** Nothing comes and nothing goes. */
  cut() {
    this.isCut = true;
    this.losesAnswers();
    for (const { here } of this.pairs) here.pause();
  }

  /** The line holds: what was held back arrives, and what lived through the cut dies. */
  async holds() {
    this.isCut = false;
    this.hasLostAnswers = false;
    const old = [...this.pairs];
    for (const { here, there } of old) {
      here.resume();
      there.resume();
    }
    await new Promise((arrived) => setTimeout(arrived, 500));
    for (const { here, there } of old) {
      here.resetAndDestroy();
      there.destroy();
    }
  }

  ends() {
    this.server.close();
    for (const { here, there } of this.pairs) for (const socket of [here, there]) socket.destroy();
  }

  #joins(here) {
    const there = connect({ ...this.there, allowHalfOpen: true });
    const pair = { here, there };
    this.pairs.add(pair);
    for (const [one, other] of [
      [here, there],
      [there, here],
    ]) {
      one.on("data", (data) => other.write(data));
      one.on("end", () => other.end());
      one.on("error", () => other.destroy());
      one.on("close", () => {
        other.destroy();
        this.pairs.delete(pair);
      });
    }
    if (this.isCut) here.pause();
    if (this.hasLostAnswers) there.pause();
  }
}

// 清除本机记录: the server has the browser drop its cookies; what our scripts keep goes here.

/** Every key of ours begins like this, whatever page wrote it. */
const OURS = "wenzheng.";

/** Empties what our scripts keep on this device. */
export function forget(stores: () => Storage[] = () => [localStorage, sessionStorage]): void {
  try {
    for (const store of stores()) {
      const keys = Array.from({ length: store.length }, (_, n) => store.key(n) ?? "");
      for (const key of keys) if (key.startsWith(OURS)) store.removeItem(key);
    }
  } catch {
    // A browser that keeps nothing has nothing to forget.
  }
}

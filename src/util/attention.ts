// Staying awake for a moment instead of sleeping. On a virtual machine an idle processor takes 50 to 300 us to wake, several
// times what a call takes, and whoever talks with us would pay it for every word. So for the moments in which an answer is
// about to come the loop polls its sockets without sleeping. docs/decisions/0010 has the figures.

/** The longest pause between two calls that still counts as a conversation. */
const CONVERSATION_MS = 0.3;
/** How long the loop waits awake for the next call: a little longer than libvirt.so takes between two calls. */
const NEXT_CALL_MS = 0.12;

let until = 0;
let awake = false;
let lastCall = Number.NEGATIVE_INFINITY;

const turn = (): void => {
  if (performance.now() < until) setImmediate(turn);
  else awake = false;
};

/** Keeps the loop from sleeping for `ms` from now. */
export const stayAwake = (ms: number): void => {
  const end = performance.now() + ms;
  if (end > until) until = end;
  if (awake) return;
  awake = true;
  setImmediate(turn);
};

/** A call has been answered. If it came right behind another the client is in conversation, and its next is awaited. */
export const awaitNextCall = (): void => {
  const now = performance.now();
  const near = now - lastCall < CONVERSATION_MS;
  lastCall = now;
  if (near) stayAwake(NEXT_CALL_MS);
};

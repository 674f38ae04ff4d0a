/** What the bench waits for, in the words that Kinline itself uses. */
export function sayReady(port) {
  console.log(`The peer is ready.\n  http://127.0.0.1:${port}/`);
}

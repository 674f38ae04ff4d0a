/** A limit on how long anybody waits. */

/**
 * What the work gives, or what `otherwise` gives once the limit has passed. The work itself cannot be called off: it
 * may still end, unheard.
 * @param limit milliseconds
 */
export async function within<Result>(
  limit: number,
  work: Promise<Result>,
  otherwise: () => Result | Promise<Result>,
): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, limit, undefined);
  });
  try {
    const first = await Promise.race([work.then((result) => ({ result })), late]);
    return first === undefined ? otherwise() : first.result;
  } finally {
    clearTimeout(timer);
  }
}

// Asks the Kinline on this computer whether it lives: for a container, which has no other tool to ask with.
const port = process.env.KINLINE_PORT ?? '3978';

try {
  const response = await fetch(`http://127.0.0.1:${port}/health/live`, { signal: AbortSignal.timeout(4000) });
  process.exitCode = response.ok ? 0 : 1;
} catch {
  process.exitCode = 1;
}

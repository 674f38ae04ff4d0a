/** How far a long command is: a bar on a terminal, plain lines in a pipe. */
import cliProgress from 'cli-progress';

export interface Progress {
  at(done: number, total: number): void;
  end(): void;
}

/** Parts of the whole at which a pipe gets a line. */
const TENTHS = 10;

export function createProgress(what: string, output: NodeJS.WriteStream): Progress {
  return output.isTTY ? createBar(what, output) : createLines(what, output);
}

function createBar(what: string, output: NodeJS.WriteStream): Progress {
  const bar = new cliProgress.SingleBar({
    stream: output,
    format: `${what} {bar} {percentage} %`,
    clearOnComplete: true,
    hideCursor: true,
  });
  let started = false;
  return {
    at(done, total) {
      if (!started) bar.start(total, 0);
      started = true;
      bar.update(Math.min(done, total));
    },
    end: () => {
      if (started) bar.stop();
    },
  };
}

function createLines(what: string, output: NodeJS.WriteStream): Progress {
  let told = 0;
  return {
    at(done, total) {
      const tenth = Math.floor((TENTHS * Math.min(done, total)) / Math.max(1, total));
      if (tenth <= told) return;
      told = tenth;
      output.write(`${what} ${tenth * 10} %\n`);
    },
    end: () => {},
  };
}

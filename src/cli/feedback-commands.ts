/** `kinline feedback …`: what may leave the house of young people's words, and what is kept of them. */
import type { Command } from 'commander';
import { settingsOrExit } from './settings.js';

export function feedbackCommands(program: Command, finish: (code: Promise<number>) => Promise<void>): void {
  const feedback = program
    .command('feedback')
    .description('What young people said, as far as it may be shown to anybody, and what is kept of it.');
  feedback
    .command('export')
    .description(
      'Published numbers, the board, and what was not found by quarter; nothing of fewer than ten.',
    )
    .option('--format <format>', 'csv (with HXL tags), json, or research (a table and its dictionary)', 'csv')
    .option('--out <where>', 'a file, for research a folder; else it is printed')
    .action(async (flags) =>
      finish((await import('./feedback-export.js')).runFeedbackExport(settingsOrExit(), flags, Date.now)),
    );
  feedback
    .command('record')
    .description(
      'The record of processing (GDPR, article 30), filled in with what the software does, as JSON.',
    )
    .option('--out <file>', 'write it there')
    .action(async (flags) =>
      finish((await import('./feedback-record.js')).runFeedbackRecord(settingsOrExit(), flags)),
    );
}

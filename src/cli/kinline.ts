/** `kinline <command>`: what an operator or an author does without the web. */
import { Command } from 'commander';
import { ContentRefused } from '../compose/content.js';
import { storeRefusal } from '../compose/store.js';
import { feedbackCommands } from './feedback-commands.js';
import { settingsOrExit } from './settings.js';

const program = new Command('kinline')
  .description('A multilingual chat service for family support.')
  .showHelpAfterError();

program
  .command('talk')
  .description('Talk with the bot here, or replay a script from standard input.')
  .option('--json', 'print one JSON object a turn')
  .option('--language <tag>', 'the language the channel would report, like ro')
  .option('--now <time>', 'pretend that it is this time, like 2026-11-24T10:30:00+02:00')
  .action(async (flags) => finish((await import('./talk.js')).runTalk(flags)));

program
  .command('prove')
  .description('Inspect all dialogs, texts, words and regions for anything that could strand somebody.')
  .action(async () => finish((await import('./prove.js')).runProve(settingsOrExit().KINLINE_CONTENT)));

program
  .command('schema')
  .description('Write dialogs/schema.json, by which editors check dialogs as they are written.')
  .action(async () => finish((await import('./schema.js')).runSchema(settingsOrExit().KINLINE_CONTENT)));

program
  .command('factors')
  .description('Factor, question and kinds of help of the check “What would help us?”, as a table.')
  .option('--write', 'put the table into README.md')
  .action(async (flags) =>
    finish((await import('./factors.js')).runFactors(settingsOrExit().KINLINE_CONTENT, flags.write === true)),
  );

const forms = program.command('forms').description('Questionnaires from XLSForm workbooks, and back.');
forms
  .command('import')
  .description(
    'Make a dialog of an XLSForm workbook, with its texts; refused whole where something does not fit.',
  )
  .argument('<file>', 'the workbook, .xlsx')
  .option('--out <folder>', 'write there instead of into the content')
  .option('--replace', 'write over a dialog of the same name')
  .action(async (file, flags) =>
    finish((await import('./forms.js')).runFormsImport(settingsOrExit().KINLINE_CONTENT, file, flags)),
  );
forms
  .command('export')
  .description('Write a dialog’s questions as an XLSForm workbook.')
  .argument('<dialog>', 'like self-check')
  .requiredOption('--out <file>', 'the workbook to write, .xlsx')
  .action(async (dialog, flags) =>
    finish((await import('./forms.js')).runFormsExport(settingsOrExit().KINLINE_CONTENT, dialog, flags.out)),
  );

const regions = program
  .command('regions')
  .description('Which numbers a danger card shows in each region, and how sure they are.')
  .option('--confirmed', 'only what a card in production would show')
  .option('--json', 'print one JSON object a number')
  .action(async (flags) =>
    finish(
      (await import('./regions.js')).runRegions(settingsOrExit().KINLINE_CONTENT, {
        json: flags.json,
        onlyConfirmed: flags.confirmed,
      }),
    ),
  );
regions
  .command('confirm')
  .description('Say that a number was called, or that its operator wrote that it is right.')
  .argument('<country>', 'like RO')
  .argument('<number>', 'as it stands in the region’s file; spaces do not count')
  .requiredOption('--by <name>', 'who confirms it')
  .requiredOption('--evidence <words>', 'how it is known, like “called, a counsellor answered”')
  .action(async (country, number, flags) =>
    finish(
      (await import('./regions.js')).runConfirm(settingsOrExit().KINLINE_CONTENT, country, number, flags),
    ),
  );
regions
  .command('import')
  .description('Take numbers from a table of helplines; those of another country are refused.')
  .argument('<file>', 'CSV with country_iso2, type, number, name, source and status')
  .option('--write', 'write them into locales/regions; else only say what would happen')
  .action(async (file, flags) =>
    finish(
      (await import('./regions.js')).runRegionsImport(settingsOrExit().KINLINE_CONTENT, file, flags.write),
    ),
  );

const danger = program.command('danger').description('What is taken for danger in a message.');
danger
  .command('why')
  .description('Say what in a text is taken for danger, what is not, and why.')
  .argument('<text>', 'the message')
  .option('--language <code>', 'the language of the conversation', 'en')
  .action(async (text, { language }) =>
    finish((await import('./danger.js')).runDangerWhy(settingsOrExit().KINLINE_CONTENT, text, language)),
  );
danger
  .command('train')
  .description('Learn locales/<language>/danger-model.dat from danger-training.yaml.')
  .argument('[languages...]', 'all when left out')
  .option(
    '--threshold <strength>',
    'from which strength on it is danger; kept as it was when left out',
    Number,
  )
  .action(async (languages, { threshold }) =>
    finish(
      (await import('./danger.js')).runDangerTrain(settingsOrExit().KINLINE_CONTENT, languages, threshold),
    ),
  );

const content = program.command('content').description('Who read the texts of danger.');
content
  .command('sign')
  .description('Sign all texts of danger of a language that are not signed as they stand.')
  .requiredOption('--language <code>', 'like uk')
  .requiredOption('--by <name>', 'who read them')
  .action(async (flags) =>
    finish((await import('./content.js')).runSign(settingsOrExit().KINLINE_CONTENT, flags)),
  );
content
  .command('signed')
  .description('Who signed what, and what is not signed.')
  .option('--json', 'print one JSON object a text')
  .action(async ({ json = false }) =>
    finish((await import('./content.js')).runSigned(settingsOrExit().KINLINE_CONTENT, json)),
  );

const outbox = program
  .command('outbox')
  .description('Notices to staff and other systems that wait or failed, and why.')
  .option('--json', 'print one JSON object')
  .action(async (flags) => finish((await import('./outbox.js')).runOutbox(flags, Date.now)));
outbox
  .command('retry')
  .description('Try again what failed, also while the service runs.')
  .argument('[which]', 'a reference, or an id as “outbox” prints it; all when left out')
  .action(async (which) => finish((await import('./outbox.js')).runOutboxRetry(which)));

program
  .command('understand')
  .description('Read messages from standard input, one a line, and print what the bot understands of each.')
  .option('--language <code>', 'the language of the messages, like ro; found from each message when left out')
  .option('--region <country>', 'whose towns, week and numbers are meant, like RO')
  .option('--now <time>', 'pretend that it is this time, like 2026-11-24T10:30')
  .option('--zone <zone>', 'the time zone of --now and of times in messages, like Europe/Bucharest')
  .action(async (flags) => finish((await import('./understand.js')).runUnderstand(flags, () => new Date())));

const directory = program.command('directory').description('The services that people find.');
directory
  .command('import')
  .description('Load a directory in HSDS 3.0 (JSON or tabular CSV), 2.x or 1.x, at once or not at all.')
  .argument('<source>', 'a folder, .zip, .json or .csv file, or the web address of one')
  .option('--report <file>', 'write what became of every reported row as CSV')
  .option('--dry-run', 'try only; write nothing')
  .option('--allow-private', 'let a web address lie on this computer or in a private network')
  .action(async (path, flags) => finish((await import('./import.js')).runImport(path, flags)));
directory
  .command('export')
  .description('Write the public part of the directory in HSDS 3.0.')
  .option('--out <where>', 'a folder, a .zip or a .json file; else JSON is printed')
  .option('--csv', 'as tables instead of JSON')
  .action(async (flags) => finish((await import('./export.js')).runExport(flags)));
directory
  .command('reports')
  .description('What people said is wrong, by service.')
  .option('--json', 'print one JSON object a service')
  .action(async (flags) => finish((await import('./reports.js')).runReports(flags)));
directory
  .command('search')
  .description('Search as the chat does, and see why each service stands where it stands.')
  .argument('[words...]', 'what a person would say, or the name of a service')
  .option('--need <code>', 'the need, like day_care')
  .option('--near <place>', 'a place by name or postal code, or a position like 47.16,27.59')
  .option('--language <code>', 'only services that speak it; results are told in it')
  .option('--age <years>', 'only services for a child of this age')
  .option('--free', 'only services that are free of charge')
  .option('--step-free', 'only places that one gets into without steps')
  .option('--open <when>', 'only services that are open: now, or at a local time like 2026-11-24T10:30')
  .option('--now <time>', 'pretend that it is this time, like 2026-11-24T10:30')
  .option('--limit <count>', 'how many to show')
  .option('--json', 'print one JSON object')
  .action(async (words, flags) =>
    finish((await import('./search.js')).runSearch(words, flags, () => new Date())),
  );
directory
  .command('gaps')
  .description('What people looked for and did not find, counted; fewer than ten are never shown.')
  .option('--json', 'print one JSON object')
  .action(async (flags) => finish((await import('./gaps.js')).runGaps(flags, Date.now)));
directory
  .command('restore')
  .description('Go back to the directory before the last import.')
  .action(async () => finish((await import('./restore.js')).runRestore()));

feedbackCommands(program, finish);

program
  .command('keys')
  .description('The keys that everything stored is sealed under.')
  .command('rotate')
  .description(
    'Seal every key anew, from KINLINE_SECRET_BEFORE to KINLINE_SECRET, while Kinline serves or stands.',
  )
  .action(async () => finish((await import('./keys.js')).runRotate(settingsOrExit())));

const staff = program.command('staff').description('Who works at the desk; while Kinline serves, or stands.');
staff
  .command('add')
  .description('Make an account and print a link, for one day and one use, to set its password with.')
  .argument('[login]', 'like an e-mail; left out while there is no administrator: the link for the first one')
  .option('--name <name>', 'as colleagues call them')
  .option(
    '--role <role>',
    'caseworker, supervisor, safeguarding_lead, participation_officer or administrator',
  )
  .option('--team <codes...>', 'of the organization’s file; the region’s own when left out')
  .option('--region <countries...>', 'like RO; KINLINE_REGION when left out')
  .option('--language <codes...>', 'what they speak; the first is the desk’s')
  .option('--signed <day>', 'when they signed the code of conduct, like 2026-11-24')
  .option('--trained <day>', 'the last day on which their training counts')
  .option('--second-recipient', 'a safeguarding lead outside: sees worries about the lead and nothing else')
  .option('--json', 'print JSON')
  .action(async (login, flags) => finish((await import('./staff.js')).runStaffAdd(login, flags)));
staff
  .command('list')
  .description('All accounts.')
  .option('--json', 'print JSON')
  .action(async (flags) => finish((await import('./staff.js')).runStaffList(flags)));
staff
  .command('invite')
  .description('Print a fresh link: password and second factor are set anew.')
  .argument('<login>')
  .action(async (login) => finish((await import('./staff.js')).runStaffInvite(login)));
for (const [name, disabled] of [
  ['disable', true],
  ['enable', false],
] as const)
  staff
    .command(name)
    .description(disabled ? 'Close an account; whoever is in is out at once.' : 'Open it again.')
    .argument('<login>')
    .action(async (login) => finish((await import('./staff.js')).runStaffChange(login, { disabled })));
staff
  .command('role')
  .description('Give somebody another role.')
  .argument('<login>')
  .argument('<role>')
  .action(async (login, role) => finish((await import('./staff.js')).runStaffChange(login, { role })));
staff
  .command('teams')
  .description('Whose requests somebody sees: teams of the organization’s file, and countries.')
  .argument('<login>')
  .argument('[teams...]')
  .option('--region <countries...>', 'like RO; as before when left out')
  .action(async (login, teams, { region }) =>
    finish(
      (await import('./staff.js')).runStaffChange(login, {
        ...(teams.length > 0 ? { teams } : {}),
        ...(region === undefined ? {} : { regions: region }),
      }),
    ),
  );
staff
  .command('signed')
  .description('Somebody signed the code of conduct.')
  .argument('<login>')
  .argument('<day>', 'like 2026-11-24; “no”: it does not count any more')
  .action(async (login, day) =>
    finish(
      (await import('./staff.js')).runStaffChange(login, { conductSignedOn: day === 'no' ? null : day }),
    ),
  );
staff
  .command('trained')
  .description('Somebody was trained in safeguarding.')
  .argument('<login>')
  .argument('<day>', 'the last day on which it counts, like 2027-11-24')
  .action(async (login, day) =>
    finish((await import('./staff.js')).runStaffChange(login, { trainedUntil: day })),
  );
staff
  .command('may')
  .description('What each role may do with whose requests, as a table.')
  .action(async () => finish((await import('./staff.js')).runStaffMay()));

program
  .command('audit')
  .description('Who read and changed what.')
  .command('verify')
  .description('Check that the audit log is as it was written; else name the first broken row.')
  .action(async () => finish((await import('./audit.js')).runAuditVerify(settingsOrExit(), Date.now)));

program
  .command('retention')
  .description('What was erased because its time was over.')
  .command('report')
  .description('How many requests were erased, by day.')
  .option('--json', 'print one JSON object a day')
  .action(async (flags) =>
    finish((await import('./retention.js')).runRetentionReport(settingsOrExit(), flags, Date.now)),
  );

const turns = program.command('turns').description('Messages that failed whenever they were tried.');
turns
  .command('failed')
  .description('What was set aside: when, on which channel, and the kind of fault. Never what was said.')
  .option('--json', 'print one JSON object a turn')
  .action(async (flags) => finish((await import('./turns.js')).runTurnsFailed(flags, Date.now)));
turns
  .command('replay')
  .description('Try them again, once the fault is mended.')
  .argument('<ids...>', 'as turns failed shows them')
  .action(async (ids) => finish((await import('./turns.js')).runTurnsReplay(ids, Date.now)));

program
  .command('store')
  .description('Where conversations and requests are stored.')
  .command('copy')
  .description('Copy everything stored into an empty store, while Kinline stands; checked by count and hash.')
  .argument('<from>', 'embedded (in KINLINE_DATA), or postgres://user:password@host/database')
  .argument('<to>', 'the same')
  .action(async (from, to) => finish((await import('./store.js')).runStoreCopy(from, to, Date.now)));

program
  .command('licences')
  .description(
    'Hold the packages that are installed against deploy/dependencies.yaml: licences and known advisories.',
  )
  .action(async () => finish((await import('./licences.js')).runLicences(process.cwd())));
program
  .command('doctor')
  .description(
    'Look whether everything that a launch needs is there, and say what to do. It changes nothing.',
  )
  .option('--json', 'print one JSON object')
  .option(
    '--review',
    'the yearly review and the evaluation plan as a checklist, with what is known filled in',
  )
  .action(async (flags) => finish((await import('./doctor.js')).runDoctor(process.env, flags, Date.now)));
program
  .command('backup')
  .description(
    'Write everything that is stored into one file, while Kinline serves. It holds no key and no secret.',
  )
  .argument('<file>', 'like /backups/kinline.tar.gz')
  .option('--keys <file>', 'write the keys there, wrapped; in another place than the backups')
  .action(async (file, flags) =>
    finish((await import('./backup.js')).runBackup(settingsOrExit(), file, flags, Date.now)),
  );
program
  .command('restore')
  .description('Bring a backup back.')
  .argument('<file>', 'what `kinline backup` wrote')
  .option('--keys <file>', 'the keys that were written apart; else those that are still there')
  .option('--replace', 'set aside what is there now')
  .action(async (file, flags) =>
    finish((await import('./backup.js')).runRestoreBackup(settingsOrExit(), file, flags, Date.now)),
  );

// `kinline talk | head` closes the pipe before the talk ends; that is no fault.
process.stdout.on('error', (fault: NodeJS.ErrnoException) => process.exit(fault.code === 'EPIPE' ? 0 : 1));

async function finish(code: number | Promise<number>): Promise<void> {
  process.exitCode = await code;
}

program.parseAsync().catch((cause: unknown) => {
  if (cause instanceof ContentRefused) {
    process.stderr.write(`${cause.problems.join('\n')}\n${cause.message} See: npm run kinline -- prove\n`);
  } else {
    const refusal = storeRefusal(cause);
    if (refusal === undefined) throw cause;
    process.stderr.write(`${refusal}\n`);
  }
  process.exitCode = 1;
});

/** A workbook with everything that can be brought in. Invented. */
import { type Table, writeForm } from '../../src/forms/workbook.js';

type Rows = Record<string, string>[];

export const SURVEY: Rows = [
  { type: 'note', name: 'hello', 'label::English (en)': 'Hello.', 'label::Ukrainian (uk)': 'Вітаю.' },
  {
    type: 'text',
    name: 'Nick name',
    'label::English (en)': 'What may we call you?',
    'label::Ukrainian (uk)': 'Як до вас звертатися?',
    'hint::English (en)': 'Any name you like.',
    required: 'yes',
    constraint: 'string-length(.) <= 20',
    'constraint_message::English (en)': 'A shorter one, please.',
  },
  {
    type: 'integer',
    name: 'children',
    'label::English (en)': 'How many children are with you?',
    constraint: '. >= 0 and . < 15',
    'constraint_message::English (en)': 'Between 0 and 14, please.',
  },
  {
    type: 'date',
    name: 'arrived',
    'label::English (en)': 'When did you arrive?',
    constraint: ". >= date('2020-01-01')",
    relevant: `\${children} > 0`,
  },
  {
    type: 'select_one yes_no',
    name: 'school',
    'label::English (en)': 'Do they go to school?',
    'label::Ukrainian (uk)': 'Чи ходять вони до школи?',
    relevant: `\${children} > 0 and not(\${children} > 10)`,
    required: 'yes',
  },
  {
    type: 'select_multiple things',
    name: 'needed',
    'label::English (en)': 'What do you need?',
    relevant: `\${school} = 'no' or \${children} = 0`,
  },
  {
    type: 'decimal',
    name: 'weight',
    'label::English (en)': 'How many kilos of rice?',
    relevant: `selected(\${needed}, '1-food')`,
    required: 'yes',
  },
];

export const CHOICES: Rows = [
  { list_name: 'yes_no', name: 'yes', 'label::English (en)': 'Yes', 'label::Ukrainian (uk)': 'Так' },
  { list_name: 'yes_no', name: 'no', 'label::English (en)': 'No', 'label::Ukrainian (uk)': 'Ні' },
  { list_name: 'things', name: '1-food', 'label::English (en)': 'Something to eat' },
  { list_name: 'things', name: 'Clothes', 'label::English (en)': 'Clothes' },
];

const columnsOf = (rows: Rows): string[] => [...new Set(rows.flatMap((row) => Object.keys(row)))];
const table = (sheet: string, rows: Rows): Table => ({ sheet, columns: columnsOf(rows), rows });

export function workbook(survey: Rows = SURVEY, choices: Rows = CHOICES): Promise<Buffer> {
  return writeForm([
    table('survey', survey),
    table('choices', choices),
    table('settings', [{ form_id: 'Arrival form', default_language: 'English (en)' }]),
  ]);
}
